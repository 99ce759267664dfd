import { MANDATE_SCOPES, spends } from '@xiayi/contract/mandates'
import { Choices } from './Choices.tsx'
import { Line } from './Line.tsx'
import { scopeHints, scopeWords } from './mandate-words.ts'
import type { ExtentDraft } from './relative-draft.ts'

/** What may be done, and what it may cost where something is spent. */
export function ExtentFields({
  extent,
  onChange,
}: {
  extent: ExtentDraft
  onChange: (change: Partial<ExtentDraft>) => void
}) {
  const { scopes, perDeed, perMonth } = extent
  return (
    <>
      <Choices legend="能办什么">
        {MANDATE_SCOPES.map((scope) => (
          <label key={scope} className="choice">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={({ target }) =>
                onChange({
                  scopes: MANDATE_SCOPES.filter((each) => (each === scope ? target.checked : scopes.includes(each))),
                })
              }
            />
            <span>
              {scopeWords[scope]}
              <span className="soft small choice__hint">{scopeHints[scope]}</span>
            </span>
          </label>
        ))}
      </Choices>
      {spends(scopes) && (
        <div className="relative-form__pair">
          <Line word="每次最多（元）" value={perDeed} onChange={(text) => onChange({ perDeed: text })} look="decimal" />
          <Line
            word="每月最多（元）"
            value={perMonth}
            onChange={(text) => onChange({ perMonth: text })}
            look="decimal"
          />
        </div>
      )}
    </>
  )
}
