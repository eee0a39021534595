// Every value of the map's look, to be read as a table: what is drawn, from which zoom, how wide, in which pigment.
// Order is drawing order. Widths are pixels at the zooms of `stops`; between them they grow as the ground does.
import type { ExpressionSpecification as Filter, LayerSpecification } from 'maplibre-gl'
import { byRank, choose, fade, grow, type Kinds, kind, since, zoomed } from './expressions.ts'
import type { Palette } from './palette.ts'

/** Streets: drawn from, named from, and how wide at the zooms 10, 12, 14, 16, 18, 20. Later ones lie on top. */
const roads: Kinds = [
  { kind: 'path', from: 15, named: 17, widths: [0, 0, 0.4, 1, 2.4, 8] },
  { kind: 'service', from: 14.5, named: 16.5, widths: [0, 0, 1, 3, 9, 32] },
  { kind: 'minor', from: 12.5, named: 15, widths: [0, 0.6, 2.2, 5.5, 17, 60] },
  { kind: 'secondary', from: 10.5, named: 14, widths: [0.5, 1.2, 3.6, 9, 26, 92] },
  { kind: 'main', from: 9, named: 13, widths: [0.9, 1.8, 5, 12, 34, 120] },
  { kind: 'motorway', from: 8, named: 13, widths: [1.2, 2.4, 6, 14, 40, 140] },
]
const mains = ['secondary', 'main', 'motorway']

const streams: Kinds = [
  { kind: 'stream', from: 12, named: 15, widths: [0, 0.3, 0.8, 2, 5, 14] },
  { kind: 'canal', from: 11, named: 13.5, widths: [0.4, 0.8, 1.6, 4, 10, 30] },
  { kind: 'river', from: 8, named: 12.5, widths: [0.8, 1.4, 3, 7, 18, 50] },
]

/** Shoreline lines, as on old charts: each further from the shore and fainter. */
const shores = [
  { from: 10, inset: 0, width: 0.9, opacity: 0.9 },
  { from: 13, inset: 2.6, width: 0.7, opacity: 0.5 },
  { from: 14, inset: 5.2, width: 0.6, opacity: 0.26 },
] as const

/** Names by rank: from which zoom, how large, how far apart their letters stand (ems). */
const ranks = [
  { rank: 1, from: 10, size: 15, spacing: 0.18 },
  { rank: 2, from: 12, size: 13.5, spacing: 0.12 },
  { rank: 3, from: 13.5, size: 12.5, spacing: 0.04 },
  { rank: 4, from: 15, size: 12, spacing: 0.02 },
  { rank: 5, from: 16, size: 11, spacing: 0 },
] as const

/** Drawn in the browser from the fonts of the page; the first name only says the weight. */
export const sans = [
  'Regular',
  'Noto Sans SC',
  'Source Han Sans SC',
  'Noto Sans CJK SC',
  'PingFang SC',
  'Microsoft YaHei',
  'system-ui',
]
export const strong = ['Semibold', ...sans.slice(1)]
const serif = [
  'Regular',
  'Noto Serif SC',
  'Source Han Serif SC',
  'Noto Serif CJK SC',
  'Songti SC',
  'SimSun',
  'serif',
]

/** The layers under everything else; `between` goes over streets and houses and under their names. */
export function baseLayers(
  palette: Palette,
  { isNumbered, between: middle }: { isNumbered: boolean; between: readonly LayerSpecification[] },
): LayerSpecification[] {
  const { of, between, mode } = palette
  const isNight = mode === 'dark'
  const waterName = between('--map-water-line', '--ink', isNight ? 0.45 : 0.5)
  const greenName = between('--map-green-line', '--ink', isNight ? 0.5 : 0.55)
  const casing = isNight
    ? of('--map-land')
    : choose([[mains, of('--map-main-line')]], of('--map-street-line'))
  const paving = choose(
    [[mains, of('--map-main')]],
    isNight ? between('--map-street', '--map-main', 0.5) : of('--map-street'),
  )
  const rails = between('--map-main-line', '--ink-3', isNight ? 0.35 : 0.45)
  const base = { source: 'base' } as const
  const street = { ...base, type: 'line', 'source-layer': 'street' } as const
  const order = choose(
    roads.map((road, at) => [road.kind, at]),
    0,
  )
  const lying = { 'line-sort-key': order, 'line-join': 'round' } as const
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
    ...middle,
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
        'symbol-sort-key': ['-', 0, order],
        'symbol-spacing': 320,
        'text-field': ['get', 'name'],
        'text-font': sans,
        'text-size': zoomed([13, 11], [16, 12], [19, 14]),
        'text-letter-spacing': 0.04,
        'text-max-angle': 32,
        'text-padding': 6,
        'text-pitch-alignment': 'viewport',
      },
      paint: { 'text-color': of('--map-label'), 'text-halo-color': paving, 'text-halo-width': 1.6 },
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
