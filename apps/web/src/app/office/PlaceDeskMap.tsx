import type { PlaceChange } from '@xiayi/contract/place-edits'
import { useRef } from 'react'
import { useCounty } from '../../live/county.ts'
import { DragMarker } from '../../map/DragMarker.tsx'
import { DrawPoint } from '../../map/DrawPoint.tsx'
import { KeepInSight } from '../../map/KeepInSight.tsx'
import { MapView } from '../../map/MapView.tsx'

type Position = [lon: number, lat: number]
const KEYS = '拖动，或按方向键移动，每次 1 米，按住 Shift 每次 10 米，回车放下，Esc 放回原处'

type PlaceDeskMapProps = {
  name: string
  draft: PlaceChange
  /** the next click is a door */
  isPicking: boolean
  onPick: (isPicking: boolean) => void
  onChange: (draft: PlaceChange) => void
  onDrop: (spot: { at: Position; of: string }) => void
}

/** The place and its doors, each dragged or moved by keys. */
export function PlaceDeskMap({ name, draft, isPicking, onPick, onChange, onDrop }: PlaceDeskMapProps) {
  const county = useCounty()
  const { at, entrances } = draft
  return (
    <section className="place-desk__map" aria-label="位置">
      <MapView
        county={county.code}
        attribution={county.attribution ?? '© OpenStreetMap contributors, ODbL'}
        view={{ lon: at[0], lat: at[1], zoom: 16 }}
        box={null}
        label="拖动标记，或选中后按方向键移动位置"
      >
        <MovedMark
          at={at}
          label={`${name}：${KEYS}`}
          onMove={(moved) => onChange({ ...draft, at: moved })}
          onDrop={(dropped) => onDrop({ at: dropped, of: '' })}
        />
        {entrances.map((entrance, i) => (
          <MovedMark
            // oxlint-disable-next-line react/no-array-index-key -- because its number is all that a door is known by
            key={i}
            at={entrance}
            text={`出入口 ${i + 1}`}
            label={`出入口 ${i + 1}：${KEYS}`}
            onMove={(moved) => onChange({ ...draft, entrances: entrances.with(i, moved) })}
            onDrop={(dropped) => onDrop({ at: dropped, of: `出入口 ${i + 1}：` })}
          />
        ))}
        {isPicking && (
          <DrawPoint
            onPoint={({ lon, lat }) => {
              onPick(false)
              onChange({ ...draft, entrances: [...entrances, [lon, lat]] })
              onDrop({ at: [lon, lat], of: `出入口 ${entrances.length + 1}：` })
            }}
            onCancel={() => onPick(false)}
          />
        )}
      </MapView>
    </section>
  )
}

type MovedMarkProps = {
  at: Position
  label: string
  text?: string
  onMove: (at: Position) => void
  onDrop: (at: Position) => void
}

/** Esc takes it back to where it stood before it was picked up. */
function MovedMark({ at, label, text, onMove, onDrop }: MovedMarkProps) {
  const before = useRef<Position | null>(null)
  return (
    <>
      <KeepInSight lon={at[0]} lat={at[1]} />
      <DragMarker
        lon={at[0]}
        lat={at[1]}
        label={label}
        {...(text !== undefined && { text })}
        onDrag={({ lon, lat }) => {
          before.current ??= at
          onMove([lon, lat])
        }}
        onDrop={({ lon, lat }) => {
          before.current = null
          onMove([lon, lat])
          onDrop([lon, lat])
        }}
        onCancel={() => {
          if (before.current !== null) onMove(before.current)
          before.current = null
        }}
      />
    </>
  )
}
