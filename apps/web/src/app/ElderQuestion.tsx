import { Button } from '@xiayi/ui/Button.tsx'
import { chooseElderMode, useElderMode } from '@xiayi/ui/elder-mode'

/** Asked at the first page that is opened, whichever it is, above it and not over it; the switch stays at the top of every page. */
export function ElderQuestion() {
  const { hasBeenAsked } = useElderMode()
  if (hasBeenAsked) return null
  return (
    <section className="elder-question" aria-label="长辈版">
      <p>字小看不清？换成长辈版：大字、大按钮，按老年人的步速算时间。</p>
      <span className="row">
        <Button look="main" onClick={() => chooseElderMode(true)}>
          用长辈版
        </Button>
        <Button look="quiet" onClick={() => chooseElderMode(false)}>
          不用
        </Button>
      </span>
    </section>
  )
}
