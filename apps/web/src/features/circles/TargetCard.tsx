import type { targetReply } from '@xiayi/contract/circles'
import { Bar } from '@xiayi/ui/Bar.tsx'
import { Icon } from '@xiayi/ui/Icon.tsx'
import { targetWords } from '@xiayi/ui/target-words'
import { baseOf, sourceOf, type TargetOrigin } from './county/target-origin.ts'

type Target = ReturnType<(typeof targetReply)['parse']>

const light = {
  met: { word: '已达到', tone: 'pass', icon: 'tick' },
  missed: { word: '没达到', tone: 'fail', icon: 'close' },
  open: { word: '还不知道', tone: 'unknown', icon: 'question' },
} as const

/** One target of the county: how far it is, on a denominator that the county has fixed and dated. */
export function TargetCard({ target, origin }: { target: Target; origin: TargetOrigin }) {
  const words = targetWords(target)
  const { word, tone, icon } = light[target.isMet === null ? 'open' : target.isMet ? 'met' : 'missed']
  return (
    <article className="target card">
      <h3>{target.title}</h3>
      <p className="target__figure">
        <span className="x-num">
          <b>{words.main}</b> {words.base !== null && <span className="soft">{words.base}</span>}
        </span>
        <span className={`x-tag x-tag--${tone}`}>
          <Icon name={icon} size={14} /> {word}
        </span>
      </p>
      <Bar
        value={words.share}
        threshold={words.goalShare}
        tone={tone}
        label={[target.title, words.main, words.base, words.goal].filter((part) => part !== null).join('，')}
      />
      <p className="soft small x-num">{words.goal}</p>
      <p className="small">{target.finding}</p>
      <p className="soft small">{baseOf(target, origin)}</p>
      <p className="soft small">{sourceOf(origin)}</p>
    </article>
  )
}
