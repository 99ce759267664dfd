import { useQuery } from '@tanstack/react-query'
import { PROFILE_NAMES } from '@xiayi/contract/common'
import { CATEGORY_TIERS } from '@xiayi/contract/places'
import { Field } from '@xiayi/ui/Field.tsx'
import { Button } from 'antd'
import { categoriesQuery, placeQuery } from '../../../features/places/places.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { tierWords } from '../siting/CategoryFields.tsx'
import { withinOf } from '../siting/siting-search.ts'
import { usePlanner } from '../use-planner.ts'
import { PenForm, PenRow } from './PenForm.tsx'
import { penOf } from './pens.ts'
import { addChange } from './sketch.ts'
import { profileOf } from './what-if-search.ts'

const profileWords = { adult: '成人', elder: '老年人', child: '儿童', wheelchair: '轮椅' } as const

/** What to put on the map, for whom, and what to do with a place that is there. */
export function ChangePicker() {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const { data } = useQuery(categoriesQuery(code))
  const pen = penOf(search.pen)
  const isAdding = pen === 'add'
  return (
    <>
      <PenRow />
      <PenForm />
      <div className="what-if__row">
        {(pen === null || isAdding) && (
          <Field word="类别" isWide>
            {(id) => (
              <select
                id={id}
                value={search.category ?? ''}
                onChange={({ target }) => show({ category: target.value, pen: 'add', place: null })}
              >
                <option value="" disabled>
                  选一个类别
                </option>
                {CATEGORY_TIERS.map((tier) => (
                  <optgroup key={tier} label={tierWords[tier]}>
                    {data?.items
                      .filter((item) => item.tier === tier)
                      .map((item) => (
                        <option key={item.id} value={item.id}>
                          {item.nameZh}
                        </option>
                      ))}
                  </optgroup>
                ))}
              </select>
            )}
          </Field>
        )}
        <Field word="谁来走">
          {(id) => (
            <select id={id} value={profileOf(search)} onChange={({ target }) => show({ profile: target.value })}>
              {PROFILE_NAMES.map((name) => (
                <option key={name} value={name}>
                  {profileWords[name]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field word="步行不超过">
          {(id) => (
            <select id={id} value={withinOf(search)} onChange={({ target }) => show({ within: target.value })}>
              {[5, 10, 15, 20, 30].map((minutes) => (
                <option key={minutes} value={minutes}>
                  {minutes} 分钟
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {(pen === null || isAdding) && (
        <div className="what-if__row">
          <Button
            aria-pressed={isAdding}
            type={isAdding ? 'primary' : 'default'}
            disabled={search.category === undefined}
            onClick={() => show({ pen: isAdding ? null : 'add' }, { replace: true })}
          >
            {isAdding ? '正在添加：点地图' : '在地图上添加'}
          </Button>
          <span className="soft small">停止添加后，点已有的网点可以搬动或移除。</span>
        </div>
      )}
      {search.place !== undefined && <PickedPlace id={search.place} />}
    </>
  )
}

function PickedPlace({ id }: { id: string }) {
  const { code } = useCounty()
  const { search, show } = usePlanner()
  const { data } = useQuery(placeQuery(code, id, null, profileOf(search)))
  if (data === undefined) return null
  const done = () => show({ place: null }, { replace: true })
  return (
    <div className="what-if__row" role="group" aria-label="选中的网点">
      <b>{data.name}</b>
      <Button
        onClick={() => {
          addChange({ kind: 'move-place', placeId: id, lon: data.at[0], lat: data.at[1] })
          done()
        }}
      >
        搬动
      </Button>
      <Button
        onClick={() => {
          addChange({ kind: 'remove-place', placeId: id })
          done()
        }}
      >
        移除
      </Button>
      <Button type="text" onClick={done}>
        不动它
      </Button>
    </div>
  )
}
