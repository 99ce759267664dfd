import '../facts/facts.css'
import './drawing.css'
import type { CircleDraft, DrawnCircle } from '@xiayi/contract/circles'
import { PROFILE_NAMES } from '@xiayi/contract/common'
import type { AreaCollection } from '@xiayi/contract/places'
import { Field } from '@xiayi/ui/Field.tsx'
import { Button, Checkbox, Input, Radio, Select } from 'antd'
import { type ReactNode, useState } from 'react'

type Community = AreaCollection['features'][number]['properties']

const profileWords = {
  adult: '成人（1.2 米/秒）',
  elder: '老年人',
  child: '儿童',
  wheelchair: '轮椅',
} as const satisfies Record<CircleDraft['profile'], string>

type CircleFormProps = {
  communities: readonly Community[]
  /** null: a new circle */
  drawn: DrawnCircle | null
  isSaving: boolean
  onSave: (draft: CircleDraft) => void
  /** the refusal, shown where one pressed */
  refusal: ReactNode
}

const emptyDraft: CircleDraft = {
  name: '',
  communityIds: [],
  isPilot: false,
  isUrban: true,
  profile: 'adult',
  speedMetresPerSecond: null,
}

/** Which communities a circle covers, whether it is a pilot and in the main urban area, and how its people walk. */
export function CircleForm({ communities, drawn, isSaving, onSave, refusal }: CircleFormProps) {
  const [draft, setDraft] = useState<CircleDraft>(drawn ?? emptyDraft)
  const [speed, setSpeed] = useState(
    drawn?.speedMetresPerSecond === null || drawn === null ? '' : String(drawn.speedMetresPerSecond),
  )
  const put = (patch: Partial<CircleDraft>) => setDraft({ ...draft, ...patch })
  const typedSpeed = speed.trim() === '' ? null : Number(speed)
  const speedFault =
    typedSpeed !== null && !(typedSpeed >= 0.2 && typedSpeed <= 3) ? '步速写 0.2 到 3 之间的数，单位米/秒' : null
  const faults = [
    draft.name.trim() === '' ? '写上名称' : null,
    draft.communityIds.length === 0 ? '至少选一个社区' : null,
    speedFault,
  ].filter((fault) => fault !== null)
  const known = new Set(communities.map(({ id }) => id))
  const gone = draft.communityIds.filter((id) => !known.has(id))
  return (
    <form
      className="card circle-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (faults.length === 0) onSave({ ...draft, name: draft.name.trim(), speedMetresPerSecond: typedSpeed })
      }}
    >
      <Field word="名称">
        {(id) => (
          <Input
            id={id}
            maxLength={60}
            value={draft.name}
            placeholder="例如：滨湖路生活圈"
            onChange={(event) => put({ name: event.target.value })}
          />
        )}
      </Field>
      <Field word="覆盖哪些社区（一社一圈，或几个社区合成一圈）">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="搜社区或乡镇"
            value={[...draft.communityIds]}
            options={communities.map(({ id: value, name, parentName }) => ({
              value,
              label: parentName === null ? name : `${name}（${parentName}）`,
            }))}
            onChange={(communityIds: string[]) => put({ communityIds })}
          />
        )}
      </Field>
      {gone.length > 0 && <p className="answer__fault">有 {gone.length} 个社区的边界已经没有了，请从上面去掉。</p>}
      <HowItCounts draft={draft} put={put} speed={speed} setSpeed={setSpeed} />
      {faults.length > 0 && <p className="soft small">还差：{faults.join('；')}。</p>}
      {refusal}
      <div className="row">
        <Button type="primary" size="large" htmlType="submit" loading={isSaving} disabled={faults.length > 0}>
          {drawn === null ? '划定' : '保存修改'}
        </Button>
      </div>
    </form>
  )
}

type HowItCountsProps = {
  draft: CircleDraft
  put: (patch: Partial<CircleDraft>) => void
  speed: string
  setSpeed: (text: string) => void
}

function HowItCounts({ draft, put, speed, setSpeed }: HowItCountsProps) {
  return (
    <>
      <div className="circle-form__ticks">
        <Checkbox checked={draft.isPilot} onChange={(event) => put({ isPilot: event.target.checked })}>
          试点生活圈
        </Checkbox>
        <Checkbox checked={draft.isUrban} onChange={(event) => put({ isUrban: event.target.checked })}>
          在主城区（计入全县目标）
        </Checkbox>
      </div>
      <fieldset className="circle-form__profile">
        <legend>按谁的步速评价</legend>
        <Radio.Group
          value={draft.profile}
          options={PROFILE_NAMES.map((value) => ({ value, label: profileWords[value] }))}
          onChange={(event) => put({ profile: PROFILE_NAMES.find((name) => name === event.target.value) ?? 'adult' })}
        />
      </fieldset>
      <Field word="另定步速（米/秒，不写就用这类人的步速）">
        {(id) => (
          <Input
            id={id}
            inputMode="decimal"
            className="circle-form__speed"
            value={speed}
            onChange={(event) => setSpeed(event.target.value)}
          />
        )}
      </Field>
    </>
  )
}
