import { AGE_GROUPS } from '@xiayi/contract/siting'
import { Field } from '@xiayi/ui/Field.tsx'
import { Checkbox, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { type PlannerPatch, usePlanner } from '../use-planner.ts'
import { CategoryFields } from './CategoryFields.tsx'
import { groupOf, groupWords, MOST_SITES, sitesOf, withinOf } from './siting-search.ts'

/** What to build, how many, for whom: every change is answered at once. */
export function SitingForm() {
  const { search, show } = usePlanner()
  // A changed question makes an old proof and an old pick meaningless.
  const ask: Ask = (patch) => show({ ...patch, proof: null, pick: null }, { replace: true })
  return (
    <div className="siting__form">
      <CategoryFields
        build={search.build}
        also={(search.also ?? '').split(',').filter((each) => each !== '')}
        onBuild={(build) => ask({ build, also: null })}
        onAlso={(ids) => ask({ also: ids.length === 0 ? null : ids.join(',') })}
      />
      <HowMany ask={ask} />
      <Budget onSites={(count) => ask({ sites: String(count) })} />
      <Checkbox
        checked={search.equity === 'yes'}
        onChange={({ target }) => ask({ equity: target.checked ? 'yes' : null })}
      >
        先补最困难的社区（现在走得到的人越少，每个人的分量越重）
      </Checkbox>
      <Radio.Group
        value={search.spots === 'drawn' ? 'drawn' : 'buildings'}
        onChange={({ target }) => ask({ spots: target.value === 'drawn' ? 'drawn' : null, pen: null })}
        options={[
          { value: 'buildings', label: '任何楼旁都可以' },
          { value: 'drawn', label: '只在我给的地块' },
        ]}
        aria-label="候选地点"
      />
    </div>
  )
}

type Ask = (patch: PlannerPatch) => void

function HowMany({ ask }: { ask: Ask }) {
  const { search } = usePlanner()
  return (
    <div className="siting__row">
      <Field word="建几处">
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            max={MOST_SITES}
            precision={0}
            value={sitesOf(search)}
            onChange={(count) => ask({ sites: count === null ? null : String(count) })}
          />
        )}
      </Field>
      <Field word="步行不超过">
        {(id) => (
          <select id={id} value={withinOf(search)} onChange={({ target }) => ask({ within: target.value })}>
            {[5, 10, 15, 20, 30].map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes} 分钟
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field word="为谁">
        {(id) => (
          <select
            id={id}
            value={groupOf(search)}
            onChange={({ target }) => ask({ group: target.value === 'everyone' ? null : target.value })}
          >
            {AGE_GROUPS.map((group) => (
              <option key={group} value={group}>
                {groupWords[group]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  )
}

/** Money instead of a count: how many the budget buys. */
function Budget({ onSites }: { onSites: (count: number) => void }) {
  const [total, setTotal] = useState<number | null>(null)
  const [each, setEach] = useState<number | null>(null)
  const buys = total !== null && each !== null && each > 0 ? Math.floor(total / each) : null
  const update = (nextTotal: number | null, nextEach: number | null) => {
    setTotal(nextTotal)
    setEach(nextEach)
    if (nextTotal === null || nextEach === null || nextEach <= 0) return
    const count = Math.floor(nextTotal / nextEach)
    if (count >= 1) onSites(Math.min(MOST_SITES, count))
  }
  return (
    <details>
      <summary>按预算算</summary>
      <div className="siting__row">
        <Field word="总预算（万元）">
          {(id) => <InputNumber id={id} min={0} max={1e6} value={total} onChange={(value) => update(value, each)} />}
        </Field>
        <Field word="每处造价（万元）">
          {(id) => <InputNumber id={id} min={0} max={1e6} value={each} onChange={(value) => update(total, value)} />}
        </Field>
      </div>
      {buys === 0 && <p role="status">预算不够建一处。提高预算，或降低每处造价。</p>}
      {buys !== null && buys > 0 && (
        <p role="status">
          够建 {buys} 处{buys > MOST_SITES && `，一次最多算 ${MOST_SITES} 处`}。
        </p>
      )}
    </details>
  )
}
