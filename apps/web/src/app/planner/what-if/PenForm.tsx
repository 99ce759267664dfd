import { Field } from '@xiayi/ui/Field.tsx'
import { Button, InputNumber } from 'antd'
import { LineForm } from '../drawing/LineForm.tsx'
import { PointForm } from '../drawing/PointForm.tsx'
import { usePlanner } from '../use-planner.ts'
import { addAlongLine, addAtPoint } from './add-drawn.ts'
import { changeHousingDraft, useHousingDraft } from './housing-draft.ts'
import { isPathPen, PENS, penOf } from './pens.ts'

/** What is to be changed: one pen at a time. */
export function PenRow() {
  const { search, show } = usePlanner()
  const pen = penOf(search.pen)
  return (
    <div className="what-if__pens" role="group" aria-label="改什么">
      {PENS.map(({ id, word }) => {
        const isHeld = pen === id || (pen === null && id === 'add')
        return (
          <Button
            key={id}
            aria-pressed={isHeld}
            type={isHeld ? 'primary' : 'default'}
            onClick={() => show({ pen: id === 'add' && search.category === undefined ? null : id, place: null })}
          >
            {word}
          </Button>
        )
      })}
    </div>
  )
}

const hints = {
  gate: '点小区围墙：墙里墙外最近的路在这里接通，墙两侧 60 米内要有路。',
  close: '点要封的一段路：从路口到路口，谁也不能再走。',
  housing: '填好人数，在地图上点一下：新住户从这里出门，150 米内要有路。',
} as const

/** What the pen in the hand asks for, and the same by coordinates. */
export function PenForm() {
  const { search } = usePlanner()
  const pen = penOf(search.pen)
  if (pen === null || pen === 'add') return null
  if (isPathPen(pen)) return <LineForm key={pen} onLine={(line) => addAlongLine(pen, line)} />
  return (
    <div className="drawing">
      <p className="small soft">{hints[pen]}</p>
      {pen === 'housing' && <HousingForm />}
      <PointForm word="放在这里" onPoint={(at) => addAtPoint(pen, at, null)} />
    </div>
  )
}

const ages = [
  ['under15', '15岁以下'],
  ['from15to59', '15–59岁'],
  ['over60', '60岁及以上'],
] as const

function HousingForm() {
  const draft = useHousingDraft()
  return (
    <div className="what-if__row">
      {ages.map(([key, word]) => (
        <Field key={key} word={word}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={100_000}
              precision={0}
              value={draft[key]}
              onChange={(value) => changeHousingDraft({ [key]: value ?? 0 })}
            />
          )}
        </Field>
      ))}
      <Field word="名称（可不填）" isWide>
        {(id) => (
          <input
            id={id}
            className="what-if__text"
            maxLength={60}
            value={draft.name}
            onChange={({ target }) => changeHousingDraft({ name: target.value })}
          />
        )}
      </Field>
    </div>
  )
}
