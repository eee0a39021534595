// How marks from tiles look: a square by its state, with its kind's name from near, and counted ones with their number.
import type { ExpressionSpecification as Expression, LayerSpecification } from 'maplibre-gl'
import { choose, zoomed } from './expressions.ts'
import type { Palette } from './palette.ts'
import type { MarkTiles } from './showing.ts'
import { sans, strong } from './style-table.ts'

/** Which of them a click may choose, topmost first. */
export const tiledMarkLayers = ['tiled', 'tiled-many']

const isCounted: Expression = ['has', 'count']

export function tiledLayers({ of, mode }: Palette, names: MarkTiles['names']): LayerSpecification[] {
  const state: Expression = ['get', 'state']
  const name: Expression | string = names.length === 0 ? '' : choose(names, '')
  return [
    {
      id: 'tiled-many',
      type: 'symbol',
      source: 'tiled',
      'source-layer': 'part',
      filter: isCounted,
      layout: {
        'icon-image': `many-parts:${mode}`,
        'icon-allow-overlap': true,
        'text-field': ['to-string', ['get', 'count']],
        'text-font': strong,
        'text-size': 11,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': of('--ink') },
    },
    {
      id: 'tiled',
      type: 'symbol',
      source: 'tiled',
      'source-layer': 'part',
      filter: ['!', isCounted],
      layout: {
        'icon-image': [
          'match',
          state,
          'damaged',
          `part-damaged:${mode}`,
          'lost',
          `part-lost:${mode}`,
          'abandoned',
          `part-abandoned:${mode}`,
          `part:${mode}`,
        ],
        'icon-allow-overlap': true,
        'icon-size': zoomed([14, 0.55], [16, 0.7], [17, 0.9], [19, 1.1]),
        // What is not as it should be lies on top.
        'symbol-sort-key': ['match', state, 'intact', 0, 1],
        'text-field': ['step', ['zoom'], '', 18, name],
        'text-font': sans,
        'text-size': 11,
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
        'text-optional': true,
      },
      paint: { 'text-color': of('--ink-2'), 'text-halo-color': of('--map-halo'), 'text-halo-width': 1.4 },
    },
  ]
}
