import { useQuery } from '@tanstack/react-query'
import { PROFILE_NAMES } from '@xiayi/contract/common'
import { circlesQuery } from '../../../features/circles/circles.queries.ts'
import { AGES, ageWordsOf } from '../../../features/circles/ground.ts'
import { profileWords } from '../../../features/circles/profile-words.ts'
import { menuGroups } from '../../../features/places/menu-groups.ts'
import { categoriesQuery } from '../../../features/places/places.queries.ts'
import { useCounty } from '../../../live/county.ts'
import { PlanField } from '../plans/PlanField.tsx'
import { usePlanner } from '../use-planner.ts'
import { Choice } from './Choice.tsx'
import {
  asksMinutes,
  isOnGround,
  LAYERS,
  layerView,
  layerWords,
  PLAN_LAYERS,
  type Side,
  sidePatch,
} from './layer-view.ts'

const WITHIN = ['5', '10', '15'] as const
const withinWords = { 5: '5 分钟', 10: '10 分钟', 15: '15 分钟' }
const byWords = { building: '按楼栋', hex: '按六边形' }
const minutesWords = { bands: '5/10/15 分段', ramp: '连续' }

/** Every choice that one map has. What a layer has no use for is not asked. */
export function LayerForm({ side }: { side: Side }) {
  const { search, show } = usePlanner()
  const view = layerView(search, side)
  const change = (patch: Parameters<typeof sidePatch>[1]) => show(sidePatch(side, patch))
  const isGround = isOnGround(view.layer)
  return (
    <>
      <PlanField view={view} onChoose={(plan) => change({ plan })} />
      <Choice
        label="看什么"
        value={view.layer}
        words={layerWords}
        options={view.plan === null ? LAYERS : PLAN_LAYERS}
        onChoose={(layer) => change({ layer })}
      />
      {asksMinutes(view.layer) && (
        <>
          <CategoryField value={view.category} onChoose={(category) => change({ category })} />
          <Choice
            label="谁在走"
            value={view.profile}
            words={profileWords}
            options={PROFILE_NAMES}
            onChoose={(profile) => change({ profile })}
          />
        </>
      )}
      {view.layer === 'walkshed' && <CircleField value={view.circle} onChoose={(circle) => change({ circle })} />}
      {isGround && (
        <Choice
          label="怎么画"
          value={view.by}
          words={byWords}
          options={['building', 'hex']}
          onChoose={(by) => change({ by })}
        />
      )}
      {view.layer === 'minutes' && (
        <Choice
          label="颜色"
          value={view.minutes}
          words={minutesWords}
          options={['bands', 'ramp']}
          onChoose={(minutes) => change({ minutes })}
        />
      )}
      {asksMinutes(view.layer) && (view.layer === 'gaps' || view.minutes === 'bands') && (
        <Choice
          label="多久算到"
          value={withinOf(view.within)}
          words={withinWords}
          options={WITHIN}
          onChoose={(within) => change({ within })}
        />
      )}
      {isGround && (
        <Choice
          label="数哪些人"
          value={view.age}
          words={ageWordsOf}
          options={AGES}
          onChoose={(age) => change({ age })}
        />
      )}
    </>
  )
}

function withinOf(minutes: number): (typeof WITHIN)[number] {
  return WITHIN.find((text) => Number(text) === minutes) ?? '15'
}

function CategoryField({ value, onChoose }: { value: string; onChoose: (category: string) => void }) {
  const { code } = useCounty()
  const { data } = useQuery(categoriesQuery(code))
  return (
    <label className="planner__field">
      走到哪类
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {menuGroups(data?.items ?? []).map(({ id, word, categories }) => (
          <optgroup key={id} label={word}>
            {categories.map((category) => (
              <option key={category.id} value={category.id}>
                {category.nameZh}（{category.placeCount} 处）
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}

function CircleField({ value, onChoose }: { value: string | null; onChoose: (circle: string | null) => void }) {
  const { code } = useCounty()
  const { data } = useQuery(circlesQuery(code))
  return (
    <label className="planner__field">
      哪个生活圈
      <select value={value ?? ''} onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}>
        <option value="">请选一个，或在图上点</option>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
