// The ground of the map, in the order in which it is drawn: paper, land, green, water, houses, streets, rails, bridges.
// How wide and from when stands in style-table.ts.
import type { ExpressionSpecification as Filter, LayerSpecification } from 'maplibre-gl'
import { choose, fade, grow, kind, since, zoomed } from './expressions.ts'
import type { Palette } from './palette.ts'
import { mains, roads, shores, streams } from './style-table.ts'

/** Streets that matter lie over those that matter less. */
export const streetOrder = choose(
  roads.map((road, at) => [road.kind, at]),
  0,
)

export function pavingOf({ of, between, mode }: Palette): Filter {
  const minor = mode === 'dark' ? between('--map-street', '--map-main', 0.5) : of('--map-street')
  return choose([[mains, of('--map-main')]], minor)
}

export function groundLayers(palette: Palette): LayerSpecification[] {
  const { of, between, mode } = palette
  const isNight = mode === 'dark'
  const casing = isNight
    ? of('--map-land')
    : choose([[mains, of('--map-main-line')]], of('--map-street-line'))
  const paving = pavingOf(palette)
  const rails = between('--map-main-line', '--ink-3', isNight ? 0.35 : 0.45)
  const base = { source: 'base' } as const
  const street = { ...base, type: 'line', 'source-layer': 'street' } as const
  const lying = { 'line-sort-key': streetOrder, 'line-join': 'round' } as const
  const isTunnel: Filter = ['==', ['get', 'tunnel'], 1]
  const isBridge: Filter = ['==', ['get', 'bridge'], 1]
  const isRail: Filter = ['==', kind, 'rail']
  const isPath: Filter = ['==', kind, 'path']
  const isPaved: Filter = ['all', ['!', isRail], ['!', isPath], since(roads, 'from')]

  return [
    { id: 'paper', type: 'background', paint: { 'background-color': of('--map-land') } },
    {
      id: 'land',
      type: 'fill',
      ...base,
      'source-layer': 'land',
      paint: {
        'fill-color': choose(
          [
            ['school', between('--map-block', '--map-bldg', 0.28)],
            ['industrial', between('--map-block', '--map-bldg', 0.45)],
            ['commercial', between('--map-block', '--map-bldg', 0.18)],
          ],
          of('--map-block'),
        ),
      },
    },
    {
      id: 'green',
      type: 'fill',
      ...base,
      'source-layer': 'green',
      paint: {
        'fill-color': choose(
          [
            ['wood', between('--map-green', '--map-green-line', 0.16)],
            ['pitch', between('--map-green', '--map-green-line', 0.1)],
            ['grass', between('--map-green', '--map-land', 0.3)],
          ],
          of('--map-green'),
        ),
      },
    },
    {
      id: 'green-edge',
      type: 'line',
      ...base,
      'source-layer': 'green',
      minzoom: 14,
      filter: ['in', kind, ['literal', ['park', 'pitch']]],
      paint: { 'line-color': of('--map-green-line'), 'line-width': 0.7, 'line-opacity': fade(14, 15, 0.75) },
    },
    {
      id: 'waterway-edge',
      type: 'line',
      ...base,
      'source-layer': 'waterway',
      minzoom: 13,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': of('--map-water-line'), 'line-width': grow(streams, 1.4), 'line-opacity': 0.9 },
    },
    {
      id: 'waterway',
      type: 'line',
      ...base,
      'source-layer': 'waterway',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': of('--map-water'), 'line-width': grow(streams) },
    },
    {
      id: 'water',
      type: 'fill',
      ...base,
      'source-layer': 'water',
      paint: { 'fill-color': of('--map-water') },
    },
    ...shores.map(
      ({ from, inset, width, opacity }, at): LayerSpecification => ({
        id: `shore-${at}`,
        type: 'line',
        ...base,
        'source-layer': 'water',
        minzoom: from,
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': of('--map-water-line'),
          'line-width': width,
          'line-offset': inset,
          'line-opacity': from > 10 ? fade(from, from + 1, opacity) : opacity,
        },
      }),
    ),
    {
      id: 'building',
      type: 'fill',
      ...base,
      'source-layer': 'building',
      minzoom: 13,
      paint: {
        'fill-color': of('--map-bldg'),
        'fill-outline-color': 'rgba(0,0,0,0)',
        'fill-opacity': fade(13, 15, 1),
      },
    },
    {
      id: 'building-edge',
      type: 'line',
      ...base,
      'source-layer': 'building',
      minzoom: 14.5,
      paint: {
        'line-color': of('--map-bldg-line'),
        'line-width': zoomed([15, 0.5], [18, 1]),
        'line-opacity': fade(14.5, 15.5, 1),
      },
    },
    {
      id: 'tunnel-edge',
      ...street,
      filter: ['all', isTunnel, isPaved],
      layout: lying,
      paint: {
        'line-color': casing,
        'line-width': grow(roads, 1),
        'line-dasharray': [2, 1.6],
        'line-opacity': 0.75,
      },
    },
    {
      id: 'tunnel',
      ...street,
      filter: ['all', isTunnel, isPaved],
      layout: lying,
      paint: { 'line-color': between('--map-street', '--map-block', 0.6), 'line-width': grow(roads) },
    },
    {
      id: 'street-edge',
      ...street,
      filter: ['all', ['!', isTunnel], isPaved],
      layout: { ...lying, 'line-cap': 'round' },
      paint: { 'line-color': casing, 'line-width': grow(roads, 1), 'line-opacity': fade(12, 14, 1) },
    },
    {
      id: 'path',
      ...street,
      minzoom: 15,
      filter: ['all', ['!', isTunnel], isPath],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': isNight ? of('--map-main') : of('--map-main-line'),
        'line-width': zoomed([15, 0.6], [17, 1], [20, 2]),
        'line-dasharray': [3, 2],
        'line-opacity': fade(15, 16, 0.85),
      },
    },
    {
      id: 'street',
      ...street,
      filter: ['all', ['!', isTunnel], isPaved],
      layout: { ...lying, 'line-cap': 'round' },
      paint: { 'line-color': paving, 'line-width': grow(roads) },
    },
    {
      id: 'rail',
      ...street,
      minzoom: 11,
      filter: ['all', isRail, ['!', isTunnel]],
      paint: {
        'line-color': rails,
        'line-width': zoomed([11, 0.5], [15, 0.8], [18, 1.4], [20, 2]),
        'line-opacity': fade(11, 13, 0.9),
      },
    },
    {
      id: 'rail-ties',
      ...street,
      minzoom: 15,
      filter: ['all', isRail, ['!', isTunnel]],
      paint: {
        'line-color': rails,
        'line-width': zoomed([15, 2.5], [18, 6], [20, 9]),
        'line-dasharray': [0.2, 2.2],
        'line-opacity': fade(15, 16.5, 0.9),
      },
    },
    {
      id: 'bridge-edge',
      ...street,
      minzoom: 13,
      filter: ['all', isBridge, isPaved],
      layout: lying,
      paint: {
        'line-color': between('--map-main-line', '--ink-3', isNight ? 0.25 : 0.4),
        'line-width': grow(roads, 1.15),
      },
    },
    {
      id: 'bridge',
      ...street,
      minzoom: 13,
      filter: ['all', isBridge, isPaved],
      layout: { ...lying, 'line-cap': 'round' },
      paint: { 'line-color': paving, 'line-width': grow(roads) },
    },
  ]
}
