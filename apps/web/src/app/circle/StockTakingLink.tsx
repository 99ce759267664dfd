import { Link } from '@tanstack/react-router'
import { Icon } from '@xiayi/ui/Icon.tsx'

/** The sheet on which somebody who walks through the circle writes down what no map shows. */
export function StockTakingLink({ circleId, word }: { circleId: string; word: string }) {
  return (
    <Link to="/office/circles/$circleId/stock-taking" params={{ circleId }} className="x-button x-button--plain">
      <Icon name="tick" size={18} />
      {word}
    </Link>
  )
}
