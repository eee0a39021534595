// Random divisions of a square for the tests of the editing cores, and whether a division is sound.
import fc from 'fast-check'
import { expect } from 'vitest'
import { type Grids, newPoints, settled } from '../src/geo/edit-borders.ts'
import { crossing, runsThrough } from '../src/geo/edit-noding.ts'
import { cancelled, segmentsOf, traced } from '../src/geo/edit-overlay.ts'
import { split } from '../src/geo/edit-split.ts'
import { doubleArea, keyOf, type Point, type Shape, turning, widthOf } from '../src/geo/edit-units.ts'

/** About a kilometre; lines are drawn to the metre. */
export const size = 100_000
export const step = 100
export const box = (side: number): Shape => [
  [
    [
      [0, 0],
      [side, 0],
      [side, side],
      [0, side],
      [0, 0],
    ],
  ],
]
export const square = box(size)
export const small = box(1000)
export const whole = doubleArea(square)
/** About half a metre: the tools refuse to cut off what is narrower (a sliver thinner than a unit may close up). */
export const narrowest = 50

export const coordinate = fc.integer({ min: -300, max: 1300 }).map(each => each * step)
export const place = fc.tuple(coordinate, coordinate).map((point): Point => point)
export const inner = fc.integer({ min: 0, max: 1000 }).map(each => each * step)
export const within = fc.tuple(inner, inner)
export const line = fc.array(place, { minLength: 2, maxLength: 5 })
export const lines = fc.array(line, { minLength: 1, maxLength: 6 })

/** A square cut by one line after the other, as somebody would draw them. */
export function divided(cuts: readonly (readonly Point[])[], start = square): Map<string, Shape> {
  let grids = new Map<string, Shape>([['0', start]])
  let next = 1
  for (const cut of cuts) {
    for (const name of [...grids.keys()]) {
      const shape = grids.get(name) ?? []
      const pieces = split(shape, [cut])
      if (!pieces || pieces.some(piece => widthOf(piece) < narrowest)) continue
      grids.delete(name)
      const names = pieces.map(() => String(next++))
      for (const [at, piece] of pieces.entries()) grids.set(names[at] ?? '', piece)
      for (const [other, changed] of settled(grids, newPoints(pieces, [shape]), names))
        grids.set(other, changed)
    }
    grids = new Map(grids)
  }
  return grids
}

/** Every border inside is shared by two, the outer ones make the square, and no two borders cross or touch between points. */
export function isSound(grids: Grids, area = whole): void {
  const shapes = [...grids.values()]
  const segments = shapes.flatMap((shape, at) => segmentsOf(shape, at))
  expect(meetings(segments)).toEqual([])
  const directed = segments.map(({ a, b }) => `${keyOf(a)}|${keyOf(b)}`)
  expect(new Set(directed).size).toBe(directed.length)
  const outside = cancelled(
    segments.map(each => ({ ...each, of: 0 })),
    0,
  )
  const around = traced([...outside.values()])
  expect(around).toHaveLength(1)
  expect(around[0]?.polygon).toHaveLength(1)
  expect(shapes.reduce((sum, shape) => sum + doubleArea(shape), 0)).toBe(area)
  for (const shape of shapes) {
    for (const [outer = [], ...holes] of shape) {
      expect(turning(outer)).toBeGreaterThan(0)
      for (const hole of holes) expect(turning(hole)).toBeLessThan(0)
      // Simple: no point twice.
      for (const ring of [outer, ...holes])
        expect(new Set(ring.slice(1).map(keyOf)).size).toBe(ring.length - 1)
    }
  }
}

/** Where two segments cross, or one runs through the end of another. */
export function meetings(segments: readonly { a: Point; b: Point }[]): unknown[] {
  return segments.flatMap((one, at) =>
    segments
      .slice(at + 1)
      .filter(
        other =>
          crossing(one, other) !== undefined ||
          [other.a, other.b].some(end => runsThrough(one.a, one.b, end)) ||
          [one.a, one.b].some(end => runsThrough(other.a, other.b, end)),
      )
      .map(other => [one, other]),
  )
}
