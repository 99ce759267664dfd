import { Marker } from 'maplibre-gl'
import { useEffect, useEffectEvent, useRef } from 'react'
import { type At, useMap } from './map-context.ts'

const METRES_PER_DEGREE = 111_195
const KEYS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

type DragMarkerProps = At & {
  /** read aloud: what it is and how to move it */
  label: string
  /** on a numbered mark; left out: a pin whose foot is the place */
  text?: string
  isChosen?: boolean
  /** it does not fit where it stands */
  isOdd?: boolean
  onPick?: () => void
  /** while it moves, as often as the pointer does, and at each key */
  onDrag?: (at: At) => void
  /** when it is let go, or Enter is pressed */
  onDrop: (at: At) => void
  /** Esc: back to where it was */
  onCancel?: () => void
}

/** Something that is dragged over the map, by pointer or by arrow keys: 1 m a key, 10 m with Shift. */
export function DragMarker(props: DragMarkerProps) {
  const { lon, lat, label, text, isChosen = false, isOdd = false } = props
  const map = useMap()
  const marker = useRef<Marker | null>(null)
  const dragged = useEffectEvent((at: At) => props.onDrag?.(at))
  const dropped = useEffectEvent((at: At) => props.onDrop(at))
  const picked = useEffectEvent(() => props.onPick?.())
  const cancelled = useEffectEvent(() => props.onCancel?.())
  const place = useEffectEvent((made: Marker) => made.setLngLat([lon, lat]))
  const isPin = text === undefined

  useEffect(() => {
    const element = document.createElement('button')
    element.type = 'button'
    element.className = isPin ? 'map-marker map-marker--place map-marker--drag' : 'map-number map-number--drag'
    const made = new Marker({ element, anchor: isPin ? 'bottom' : 'center', draggable: true })
    place(made).addTo(map)
    const at = () => ({ lon: rounded(made.getLngLat().lng), lat: rounded(made.getLngLat().lat) })
    made.on('drag', () => dragged(at()))
    made.on('dragend', () => dropped(at()))
    element.addEventListener('click', (event) => {
      event.stopPropagation()
      picked()
    })
    element.addEventListener('keydown', (event) => {
      const step = KEYS[event.key]
      if (step === undefined) {
        if (event.key === 'Enter') dropped(at())
        else if (event.key === 'Escape') cancelled()
        else return
      } else {
        const degrees = (event.shiftKey ? 10 : 1) / METRES_PER_DEGREE
        const { lon: x, lat: y } = at()
        // At once: the next key may come before the page has drawn this one.
        made.setLngLat([x + (step[0] * degrees) / Math.cos((y * Math.PI) / 180), y + step[1] * degrees])
        dragged(at())
      }
      event.preventDefault()
      event.stopPropagation()
    })
    marker.current = made
    return () => {
      made.remove()
      marker.current = null
    }
  }, [map, isPin])
  // The element stays while it moves, so that the keyboard's focus stays with it.
  useEffect(() => {
    marker.current?.setLngLat([lon, lat])
  }, [lon, lat])
  useEffect(() => {
    const element = marker.current?.getElement()
    if (element === undefined) return
    element.classList.toggle('map-number--chosen', isChosen && !isPin)
    element.classList.toggle('map-number--odd', isOdd && !isPin)
    element.textContent = text ?? ''
    element.setAttribute('aria-label', label)
  }, [isChosen, isOdd, isPin, label, text])
  return null
}

/** A centimetre: what a place is stored to. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
