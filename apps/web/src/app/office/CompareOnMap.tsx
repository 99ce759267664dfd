import { Link } from '@tanstack/react-router'
import type { CompareReply } from '@xiayi/contract/scenario-compare'
import { Field } from '@xiayi/ui/Field.tsx'
import { useState } from 'react'
import { type PlanLayer, shownLayers, sideBySide } from '../planner/plans/plan-search.ts'

const TODAY = ''

type CompareOnMapProps = { items: CompareReply['items']; categoryName: (id: string) => string }

/** Which two of them, or today's county, are laid over each other on the map, and by what they are coloured. */
export function CompareOnMap({ items, categoryName }: CompareOnMapProps) {
  const [sides, setSides] = useState<readonly [string, string] | null>(null)
  const [at, setAt] = useState(0)
  const [first, second] = items
  if (first === undefined) return null
  const [left, right] = sides ?? [first.id, second?.id ?? TODAY]
  const layers = shownLayers(items.map(({ preview }) => preview))
  const shown = layers[at] ?? { layer: 'tiers' }
  const { profile, withinMinutes } = first.preview
  return (
    <section className="card" aria-labelledby="on-map">
      <h2 id="on-map">在地图上左右对比</h2>
      <div className="scenario__choices">
        <SideField word="左图" items={items} value={left} onChoose={(id) => setSides([id, right])} />
        <SideField word="右图" items={items} value={right} onChoose={(id) => setSides([left, id])} />
        <Field word="看什么">
          {(id) => (
            <select id={id} value={layers.indexOf(shown)} onChange={({ target }) => setAt(Number(target.value))}>
              {layers.map((layer, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- the order is the key
                <option key={i} value={i}>
                  {layerWords(layer, categoryName)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Link
          to="/office/map"
          search={sideBySide([idOf(left), idOf(right)], shown, { profile, within: withinMinutes })}
          className="x-button x-button--main"
        >
          打开地图
        </Link>
      </div>
    </section>
  )
}

function layerWords(layer: PlanLayer, categoryName: (id: string) => string): string {
  return layer.layer === 'tiers' ? '社区等级' : `步行到${categoryName(layer.category)}`
}

function idOf(value: string): string | null {
  return value === TODAY ? null : value
}

type SideFieldProps = Pick<CompareOnMapProps, 'items'> & {
  word: string
  value: string
  onChoose: (id: string) => void
}

function SideField({ word, items, value, onChoose }: SideFieldProps) {
  return (
    <Field word={word}>
      {(id) => (
        <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
          {items.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
          <option value={TODAY}>现在</option>
        </select>
      )}
    </Field>
  )
}
