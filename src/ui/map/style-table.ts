// The figures of the map's look, to be read as tables: from which zoom a thing is drawn and named, and how wide or large.
// Widths are pixels at the zooms 10, 12, 14, 16, 18, 20; between them they grow as the ground does. Pigments are design
// tokens and stand in the layers.
import type { Kinds } from './expressions.ts'
import type { Border } from './showing.ts'

/** Streets: drawn from, named from, and how wide at the zooms 10, 12, 14, 16, 18, 20. Later ones lie on top. */
export const roads: Kinds = [
  { kind: 'path', from: 15, named: 17, widths: [0, 0, 0.4, 1, 2.4, 8] },
  { kind: 'service', from: 14.5, named: 16.5, widths: [0, 0, 1, 3, 9, 32] },
  { kind: 'minor', from: 12.5, named: 15, widths: [0, 0.6, 2.2, 5.5, 17, 60] },
  { kind: 'secondary', from: 10.5, named: 14, widths: [0.5, 1.2, 3.6, 9, 26, 92] },
  { kind: 'main', from: 9, named: 13, widths: [0.9, 1.8, 5, 12, 34, 120] },
  { kind: 'motorway', from: 8, named: 13, widths: [1.2, 2.4, 6, 14, 40, 140] },
]
export const mains = ['secondary', 'main', 'motorway']

export const streams: Kinds = [
  { kind: 'stream', from: 12, named: 15, widths: [0, 0.3, 0.8, 2, 5, 14] },
  { kind: 'canal', from: 11, named: 13.5, widths: [0.4, 0.8, 1.6, 4, 10, 30] },
  { kind: 'river', from: 8, named: 12.5, widths: [0.8, 1.4, 3, 7, 18, 50] },
]

/** Shoreline lines, as on old charts: each further from the shore and fainter. */
export const shores = [
  { from: 10, inset: 0, width: 0.9, opacity: 0.9 },
  { from: 13, inset: 2.6, width: 0.7, opacity: 0.5 },
  { from: 14, inset: 5.2, width: 0.6, opacity: 0.26 },
] as const

/** Names by rank: from which zoom, how large, how far apart their letters stand (ems). */
export const ranks = [
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
export const serif = [
  'Regular',
  'Noto Serif SC',
  'Source Han Serif SC',
  'Noto Serif CJK SC',
  'Songti SC',
  'SimSun',
  'serif',
]

interface BorderLook {
  border: Border
  /** Drawn from this zoom, named from and until. */
  from: number
  named: number
  until: number
  width: number
  /** Width of the paper under the line. */
  halo: number
  /** In widths of the line. */
  dash?: number[]
  size: number
}

/** Lowest first: a higher border covers a lower one. */
export const borders: readonly BorderLook[] = [
  { border: 'grid', from: 13.2, named: 15.2, until: 24, width: 1.1, halo: 0, dash: [7, 3, 1.4, 3], size: 11 },
  {
    border: 'community',
    from: 11.5,
    named: 13.2,
    until: 15.6,
    width: 1.2,
    halo: 3.4,
    dash: [9, 4],
    size: 12,
  },
  { border: 'subdistrict', from: 9, named: 10.5, until: 13.6, width: 1.6, halo: 4.6, size: 14 },
]

/** From so many marks on they are counted together, up to this zoom and within so many pixels. */
export const crowds = {
  cases: { above: 400, maxzoom: 14, radius: 34 },
  staff: { above: 400, maxzoom: 14, radius: 34 },
  parts: { above: 800, maxzoom: 15, radius: 40 },
} as const
