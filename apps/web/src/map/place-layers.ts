import { mapColours } from '@xiayi/ui/tokens'
import type { LayerSpecification } from 'maplibre-gl'
import { BASE, halo, labelFonts, labelSize } from './base-style.ts'

export function placeDotLayer(id: string, category: string | null): LayerSpecification {
  return {
    id,
    type: 'circle',
    source: BASE,
    'source-layer': 'place',
    minzoom: category === null ? 15 : 11,
    filter: category === null ? true : ['==', ['get', 'category'], category],
    paint: {
      'circle-radius': [
        'interpolate',
        ['linear'],
        ['zoom'],
        12,
        category === null ? 1.6 : 3.4,
        16,
        category === null ? 3.6 : 6,
        19,
        8,
      ],
      'circle-color': mapColours.place,
      'circle-stroke-color': mapColours.placeHalo,
      'circle-stroke-width': 1.2,
    },
  }
}

export function placeNameLayer(id: string, category: string | null): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: BASE,
    'source-layer': 'place',
    minzoom: category === null ? 16.5 : 14,
    filter: category === null ? ['has', 'name'] : ['==', ['get', 'category'], category],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': labelFonts,
      'text-size': labelSize(12),
      'text-anchor': 'top',
      'text-offset': [0, 0.6],
      'text-max-width': 8,
      'text-optional': true,
    },
    paint: { 'text-color': mapColours.place, ...halo },
  }
}
