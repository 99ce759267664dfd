import { mapColours } from '@xiayi/ui/tokens'
import { useMemo } from 'react'
import { useGeoJson } from './geojson-layers.ts'

type Lines = readonly (readonly (readonly [number, number])[])[]
type BarrierLayerProps = {
  data: { barriers: Lines; blocked: Lines; blockedSpots: readonly (readonly [number, number])[] }
}

/** What stops everybody as a firm line, what stops one profile as a row of strokes, told apart without colour. */
export function BarrierLayer({ data }: BarrierLayerProps) {
  const shapes = useMemo(
    () => ({
      type: 'FeatureCollection',
      features: [
        feature('all', { type: 'MultiLineString', coordinates: data.barriers }),
        feature('some', { type: 'MultiLineString', coordinates: data.blocked }),
        feature('spot', { type: 'MultiPoint', coordinates: data.blockedSpots }),
      ],
    }),
    [data],
  )
  useGeoJson('barriers', shapes, [
    {
      layer: {
        id: 'barriers-all',
        type: 'line',
        filter: ['==', ['get', 'of'], 'all'],
        paint: {
          'line-color': mapColours.barrier,
          'line-width': ['interpolate', ['linear'], ['zoom'], 12, 1, 17, 3],
        },
      },
    },
    {
      layer: {
        id: 'barriers-some',
        type: 'line',
        filter: ['==', ['get', 'of'], 'some'],
        paint: {
          'line-color': mapColours.blocked,
          'line-width': ['interpolate', ['linear'], ['zoom'], 12, 2, 17, 6],
          'line-dasharray': [0.6, 0.6],
        },
      },
    },
    {
      layer: {
        id: 'barriers-spot',
        type: 'circle',
        filter: ['==', ['get', 'of'], 'spot'],
        paint: {
          'circle-color': mapColours.blocked,
          'circle-radius': 4,
          'circle-stroke-color': mapColours.placeHalo,
          'circle-stroke-width': 1.4,
        },
      },
    },
  ])
  return null
}

function feature(of: string, geometry: { type: string; coordinates: unknown }) {
  return { type: 'Feature', properties: { of }, geometry }
}
