// The names of the base map: house numbers, streets, waters in serif, places by their rank.
import type { LayerSpecification } from 'maplibre-gl'
import { byRank, choose, since, zoomed } from './expressions.ts'
import type { Palette } from './palette.ts'
import { pavingOf, streetOrder } from './style.ts'
import { ranks, roads, sans, serif, streams, strong } from './style-table.ts'

export function nameLayers(palette: Palette, { isNumbered }: { isNumbered: boolean }): LayerSpecification[] {
  const { of, between, mode } = palette
  const isNight = mode === 'dark'
  const waterName = between('--map-water-line', '--ink', isNight ? 0.45 : 0.5)
  const greenName = between('--map-green-line', '--ink', isNight ? 0.5 : 0.55)
  const base = { source: 'base' } as const
  return [
    {
      id: 'address',
      type: 'symbol',
      ...base,
      'source-layer': 'address',
      minzoom: 17.3,
      layout: {
        'text-field': ['get', 'number'],
        'text-font': sans,
        'text-size': zoomed([17, 9.5], [20, 12]),
        'text-padding': 3,
        visibility: isNumbered ? 'visible' : 'none',
      },
      paint: { 'text-color': of('--ink-3'), 'text-halo-color': of('--map-bldg'), 'text-halo-width': 1 },
    },
    {
      id: 'street-name',
      type: 'symbol',
      ...base,
      'source-layer': 'street',
      minzoom: 13,
      filter: ['all', ['has', 'name'], since(roads, 'named')],
      layout: {
        'symbol-placement': 'line',
        'symbol-sort-key': ['-', 0, streetOrder],
        'symbol-spacing': 320,
        'text-field': ['get', 'name'],
        'text-font': sans,
        'text-size': zoomed([13, 11], [16, 12], [19, 14]),
        'text-letter-spacing': 0.04,
        'text-max-angle': 32,
        'text-padding': 6,
        'text-pitch-alignment': 'viewport',
      },
      paint: {
        'text-color': of('--map-label'),
        'text-halo-color': pavingOf(palette),
        'text-halo-width': 1.6,
      },
    },
    {
      id: 'waterway-name',
      type: 'symbol',
      ...base,
      'source-layer': 'waterway',
      minzoom: 12.5,
      filter: ['all', ['has', 'name'], since(streams, 'named')],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-field': ['get', 'name'],
        'text-font': serif,
        'text-size': zoomed([13, 12], [18, 16]),
        'text-letter-spacing': 0.22,
        'text-max-angle': 34,
      },
      paint: { 'text-color': waterName, 'text-halo-color': of('--map-water'), 'text-halo-width': 1.4 },
    },
    {
      id: 'name',
      type: 'symbol',
      ...base,
      'source-layer': 'label',
      filter: ['>=', ['zoom'], byRank(ranks, 'from')],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': choose(
          [
            ['water', ['literal', serif]],
            ['place', ['case', ['<=', ['get', 'rank'], 3], ['literal', strong], ['literal', sans]]],
          ],
          ['literal', sans],
        ),
        'text-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          15,
          byRank(ranks, 'size'),
          19,
          ['+', byRank(ranks, 'size'), 2.5],
        ],
        'text-letter-spacing': choose([['water', 0.25]], byRank(ranks, 'spacing')),
        'text-max-width': 7,
        'text-padding': 5,
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: {
        'text-color': choose(
          [
            ['water', waterName],
            ['park', greenName],
            ['building', of('--ink-3')],
          ],
          of('--map-label'),
        ),
        'text-halo-color': choose(
          [
            ['water', of('--map-water')],
            ['park', of('--map-green')],
            ['building', of('--map-bldg')],
          ],
          of('--map-halo'),
        ),
        'text-halo-width': 1.5,
      },
    },
  ]
}
