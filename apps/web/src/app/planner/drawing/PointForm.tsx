import './drawing.css'
import { Field } from '@xiayi/ui/Field.tsx'
import { Button } from 'antd'
import { useState } from 'react'
import { pointOf, usePlanner } from '../use-planner.ts'

type PointFormProps = { word: string; onPoint: (at: { lon: number; lat: number }) => void }

/** A point of the map by its coordinates: what a click does, without a pointer. The map's middle is one key away. */
export function PointForm({ word, onPoint }: PointFormProps) {
  const { search } = usePlanner()
  const [lon, setLon] = useState('')
  const [lat, setLat] = useState('')
  const typed = lon.trim() === '' || lat.trim() === '' ? null : pointOf(`${lon},${lat}`)
  const middle = pointOf(search.at)
  return (
    <form
      className="drawing__point"
      aria-label="按坐标"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed === null) return
        onPoint(typed)
        setLon('')
        setLat('')
      }}
    >
      <Field word="经度">
        {(id) => (
          <input id={id} inputMode="decimal" value={lon} onChange={({ target }) => setLon(target.value)} size={11} />
        )}
      </Field>
      <Field word="纬度">
        {(id) => (
          <input id={id} inputMode="decimal" value={lat} onChange={({ target }) => setLat(target.value)} size={11} />
        )}
      </Field>
      {middle !== null && (
        <Button
          onClick={() => {
            setLon(middle.lon.toFixed(6))
            setLat(middle.lat.toFixed(6))
          }}
        >
          取地图中心
        </Button>
      )}
      <Button htmlType="submit" disabled={typed === null}>
        {word}
      </Button>
    </form>
  )
}
