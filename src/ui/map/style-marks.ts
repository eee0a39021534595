// How that looks which lies on the base map: borders and their names, circles, parts, staff, cases, and the chosen one.
import type { ExpressionSpecification as Expression, LayerSpecification } from 'maplibre-gl'
import { fade, zoomed } from './expressions.ts'
import type { Palette } from './palette.ts'
import type { Border } from './showing.ts'
import { borders, sans, strong } from './style-table.ts'

/** Which layers a click may choose a mark from, topmost first. */
export const markLayers = ['chosen', 'cases', 'cases-many', 'staff', 'staff-many', 'parts', 'parts-many']

const look: Expression = ['get', 'look']
/** Several in one place, by whoever counted them. */
const many: Expression = ['any', ['has', 'point_count'], ['>', ['get', 'count'], 0]]
const number: Expression = ['to-string', ['coalesce', ['get', 'point_count_abbreviated'], ['get', 'count']]]

export function borderLayers(palette: Palette): LayerSpecification[] {
  const { of, between } = palette
  const pigment = { grid: of('--map-grid'), community: of('--map-border'), subdistrict: of('--map-border') }
  const ofLevel = (border: Border): Expression => ['==', ['get', 'border'], border]
  const isChosen: Expression = ['==', ['get', 'chosen'], true]
  return [
    {
      id: 'area-chosen',
      type: 'fill',
      source: 'areas',
      filter: isChosen,
      paint: { 'fill-color': of('--accent'), 'fill-opacity': 0.14 },
    },
    // Whatever may be clicked has to be painted, if only with nothing.
    {
      id: 'area',
      type: 'fill',
      source: 'areas',
      // The smallest lies on top and is what a click means.
      layout: { 'fill-sort-key': ['match', ['get', 'border'], 'grid', 2, 'community', 1, 0] },
      paint: { 'fill-color': of('--accent'), 'fill-opacity': 0 },
    },
    ...borders.flatMap(({ border, from, width, halo, dash }): LayerSpecification[] => [
      ...(halo > 0
        ? [
            {
              id: `border-${border}-paper`,
              type: 'line' as const,
              source: 'borders',
              minzoom: from,
              filter: ofLevel(border),
              layout: { 'line-join': 'round' as const },
              paint: { 'line-color': of('--map-halo'), 'line-width': halo, 'line-opacity': 0.65 },
            },
          ]
        : []),
      {
        id: `border-${border}`,
        type: 'line',
        source: 'borders',
        minzoom: from,
        filter: ofLevel(border),
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': pigment[border],
          'line-width': zoomed([from, width * 0.7], [16, width], [20, width * 1.5]),
          'line-opacity': fade(from, from + 1, border === 'grid' ? 0.85 : 1),
          ...(dash && { 'line-dasharray': dash }),
        },
      },
    ]),
    {
      id: 'border-chosen',
      type: 'line',
      source: 'borders',
      filter: isChosen,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': of('--accent'), 'line-width': 2.2 },
    },
    ...borders.map(
      ({ border, named, until, size }): LayerSpecification => ({
        id: `area-name-${border}`,
        type: 'symbol',
        source: 'area-names',
        minzoom: named,
        maxzoom: until,
        filter: ofLevel(border),
        layout: {
          'text-field': ['get', 'name'],
          'text-font': border === 'subdistrict' ? strong : sans,
          'text-size': size,
          'text-letter-spacing': border === 'subdistrict' ? 0.16 : 0.03,
          'text-max-width': 9,
          'text-padding': 6,
        },
        paint: {
          'text-color': border === 'grid' ? of('--map-grid') : between('--map-border', '--map-label', 0.4),
          'text-halo-color': of('--map-halo'),
          'text-halo-width': 1.6,
        },
      }),
    ),
  ]
}

export function markLayersOf({ of, mode }: Palette): LayerSpecification[] {
  const crowd = (source: 'parts' | 'staff' | 'cases'): LayerSpecification => ({
    id: `${source}-many`,
    type: 'symbol',
    source,
    filter: many,
    layout: {
      'icon-image':
        source === 'cases'
          ? [
              'case',
              ['>', ['coalesce', ['get', 'late'], 0], 0],
              `many-late:${mode}`,
              ['>', ['coalesce', ['get', 'soon'], 0], 0],
              `many-soon:${mode}`,
              `many:${mode}`,
            ]
          : `many-${source}:${mode}`,
      'icon-allow-overlap': true,
      'text-field': number,
      'text-font': strong,
      'text-size': 11,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': of('--ink') },
  })
  const single: Expression = ['!', many]
  return [
    {
      id: 'circle',
      type: 'line',
      source: 'circles',
      filter: ['!', ['has', 'title']],
      paint: { 'line-color': of('--accent'), 'line-width': 1.4, 'line-dasharray': [2, 2.4] },
    },
    {
      id: 'circle-name',
      type: 'symbol',
      source: 'circles',
      filter: ['has', 'title'],
      layout: {
        'text-field': ['get', 'title'],
        'text-font': sans,
        'text-size': 11,
        'text-anchor': 'top',
        'text-offset': [0, 0.3],
        'text-allow-overlap': true,
      },
      paint: { 'text-color': of('--accent'), 'text-halo-color': of('--map-halo'), 'text-halo-width': 1.6 },
    },
    crowd('parts'),
    {
      id: 'parts',
      type: 'symbol',
      source: 'parts',
      filter: single,
      layout: {
        'icon-image': `part:${mode}`,
        'icon-allow-overlap': true,
        'icon-size': zoomed([14, 0.62], [17, 0.9], [19, 1.1]),
        'text-field': ['step', ['zoom'], '', 18, ['get', 'title']],
        'text-font': sans,
        'text-size': 11,
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
        'text-optional': true,
      },
      paint: { 'text-color': of('--ink-2'), 'text-halo-color': of('--map-halo'), 'text-halo-width': 1.4 },
    },
    crowd('staff'),
    {
      id: 'staff',
      type: 'symbol',
      source: 'staff',
      filter: single,
      layout: {
        'icon-image': [
          'match',
          look,
          'vehicle',
          `vehicle:${mode}`,
          'here',
          `here:${mode}`,
          'place',
          `place:${mode}`,
          ['case', ['==', ['get', 'seal'], ''], `staff:${mode}`, `seal:${mode}`],
        ],
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 14, ['get', 'title']],
        'text-font': sans,
        'text-size': 12,
        'text-anchor': 'left',
        'text-offset': [1.1, 0],
        'text-optional': true,
      },
      paint: { 'text-color': of('--ink'), 'text-halo-color': of('--map-halo'), 'text-halo-width': 1.6 },
    },
    {
      id: 'staff-seal',
      type: 'symbol',
      source: 'staff',
      filter: ['all', single, ['==', look, 'staff']],
      layout: {
        'text-field': ['get', 'seal'],
        'text-font': strong,
        'text-size': 11,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': of('--on-accent') },
    },
    crowd('cases'),
    {
      id: 'cases',
      type: 'symbol',
      source: 'cases',
      filter: single,
      layout: {
        'icon-image': ['concat', look, `:${mode}`],
        'icon-allow-overlap': true,
        'icon-size': zoomed([10, 0.7], [14, 0.9], [17, 1.1]),
        // What is overdue lies on top of what is not.
        'symbol-sort-key': ['match', look, 'late', 3, 'soon', 2, 'ok', 1, 0],
      },
    },
    {
      id: 'chosen-ring',
      type: 'symbol',
      source: 'chosen',
      layout: { 'icon-image': `chosen:${mode}`, 'icon-allow-overlap': true, 'icon-ignore-placement': true },
    },
    {
      id: 'chosen',
      type: 'symbol',
      source: 'chosen',
      filter: ['in', look, ['literal', ['ok', 'soon', 'late', 'hold', 'part']]],
      layout: {
        'icon-image': ['concat', look, `:${mode}`],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ]
}
