import type { PlaceContent } from '@xiayi/contract/place-edits'
import { Button } from 'antd'
import { PositionFields } from './PositionFields.tsx'

const MOST_ENTRANCES = 20

type EntranceFieldsProps = {
  at: PlaceContent['at']
  entrances: PlaceContent['entrances']
  /** the next click of the map is a door */
  isPicking: boolean
  onPick: (isPicking: boolean) => void
  onChange: (entrances: PlaceContent['entrances']) => void
}

/** Doors on the street, by their degrees; each stands on the map beside as a mark that can be dragged. */
export function EntranceFields({ at, entrances, isPicking, onPick, onChange }: EntranceFieldsProps) {
  const isFull = entrances.length >= MOST_ENTRANCES
  return (
    <fieldset className="place-form__part">
      <legend>出入口</legend>
      <p className="soft small">
        {entrances.length === 0
          ? '没有登记出入口，步行时间量到网点的位置。院子大、门开在另一条街上的，请把门点出来。'
          : `步行时间量到这 ${entrances.length} 个出入口里最近的一个，不再量到网点的位置。`}
      </p>
      {entrances.map((entrance, i) => (
        <div
          // A door has no name of its own: it is the first, the second.
          // oxlint-disable-next-line react/no-array-index-key -- because its number is all that a door is known by
          key={i}
          className="place-form__entrance"
          role="group"
          aria-label={`出入口 ${i + 1}`}
        >
          <PositionFields
            of={`出入口 ${i + 1} `}
            at={entrance}
            onChange={(moved) => onChange(entrances.with(i, moved))}
          />
          <Button aria-label={`删除出入口 ${i + 1}`} onClick={() => onChange(entrances.toSpliced(i, 1))}>
            删除
          </Button>
        </div>
      ))}
      <p className="row">
        <Button disabled={isFull} aria-pressed={isPicking} onClick={() => onPick(!isPicking)}>
          {isPicking ? '不点了' : '在地图上点一个出入口'}
        </Button>
        <Button disabled={isFull} onClick={() => onChange([...entrances, [...at]])}>
          在网点的位置加一个
        </Button>
      </p>
      {isPicking && (
        <p className="small" role="status">
          请在地图上点门的位置；按 Esc 不点了。
        </p>
      )}
      {isFull && <p className="small soft">最多 {MOST_ENTRANCES} 个出入口。</p>}
    </fieldset>
  )
}
