// The few sentences of MapLibre's expression language that the style is written in.
import type { ExpressionSpecification as Expression } from 'maplibre-gl'

type Value = string | number | Expression

/** The kinds of a layer, lowest first: drawn and named from a zoom, and how wide at each of the stops. */
export type Kinds = readonly { kind: string; from: number; named: number; widths: readonly number[] }[]

const stops = [10, 12, 14, 16, 18, 20]

export const kind: Expression = ['get', 'kind']

/** By the kind of a thing (or several kinds), else the last. */
export function choose(
  cases: readonly (readonly [string | readonly string[], Value])[],
  otherwise: Value,
): Expression {
  const [first, ...others] = cases.map(
    ([kinds, value]) => [typeof kinds === 'string' ? [kinds] : [...kinds], value] as const,
  )
  if (!first) throw new Error('a choice needs a case')
  return ['match', kind, ...first, ...others.flat(), otherwise]
}

/** A column of the table of ranks, by the rank of a name. */
export function byRank<Row extends { rank: number }>(
  rows: readonly Row[],
  column: Exclude<keyof Row, 'rank'> & string,
): Expression {
  const cell = (row: Row | undefined): number => Number(row?.[column] ?? 0)
  const [first, ...others] = rows
  return [
    'match',
    ['get', 'rank'],
    first?.rank ?? 1,
    cell(first),
    ...others.flatMap(row => [row.rank, cell(row)]),
    cell(rows.at(-1)),
  ]
}

/** Widths by kind that grow with the zoom, with `edge` pixels more on both sides. */
export function grow(kinds: Kinds, edge = 0): Expression {
  const at = (index: number): Expression =>
    choose(
      kinds.map(row => [row.kind, (row.widths[index] ?? 0) + 2 * edge]),
      1 + 2 * edge,
    )
  return [
    'interpolate',
    ['exponential', 1.6],
    ['zoom'],
    ...stops.flatMap((zoom, index): [number, Expression] => [zoom, at(index)]),
  ]
}

/** Whether the zoom is one at which the kind is drawn, or named. */
export function since(kinds: Kinds, column: 'from' | 'named'): Expression {
  return [
    '>=',
    ['zoom'],
    choose(
      kinds.map(row => [row.kind, row[column]]),
      99,
    ),
  ]
}

/** Comes into sight between two zooms. */
export function fade(from: number, until: number, opacity: number): Expression {
  return ['interpolate', ['linear'], ['zoom'], from, 0, until, opacity]
}

/** From value to value between the zooms. */
export function zoomed(...pairs: readonly (readonly [zoom: number, value: number])[]): Expression {
  return ['interpolate', ['exponential', 1.4], ['zoom'], ...pairs.flat()]
}
