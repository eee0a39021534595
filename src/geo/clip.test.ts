// Cutting at a box: nothing sticks out, nothing is lost, and what is left is sound.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Box, clipLine, clipPolygon, isInBox } from './clip.ts'
import { isInside, middle, nested, type Polygon, type Position, type Ring, squareMetres } from './ring.ts'

const box: Box = { west: 0, south: 0, east: 10, north: 10 }

/** A ring around a middle whose distance varies with the angle: it never crosses itself. */
const star = (range: number) =>
  fc
    .record({
      x: fc.double({ min: -range, max: 10 + range, noNaN: true }),
      y: fc.double({ min: -range, max: 10 + range, noNaN: true }),
      radii: fc.array(fc.double({ min: 0.5, max: 12, noNaN: true }), { minLength: 3, maxLength: 24 }),
    })
    .map(({ x, y, radii }): Ring => {
      const ring = radii.map((radius, at): Position => {
        const angle = (at / radii.length) * 2 * Math.PI
        return [round(x + radius * Math.cos(angle)), round(y + radius * Math.sin(angle))]
      })
      return [...ring, ring[0] ?? [0, 0]]
    })

test('a polygon cut into the four quarters of a box keeps its area within the box, and stays inside', () => {
  const quarters: Box[] = [
    { west: 0, south: 0, east: 4, north: 7 },
    { west: 4, south: 0, east: 10, north: 7 },
    { west: 0, south: 7, east: 4, north: 10 },
    { west: 4, south: 7, east: 10, north: 10 },
  ]
  fc.assert(
    fc.property(star(6), ring => {
      const whole = areaOf(clipPolygon([ring], box) ?? [])
      const sum = quarters.reduce((area, quarter) => area + areaOf(clipPolygon([ring], quarter) ?? []), 0)
      expect(Math.abs(sum - whole)).toBeLessThan(1e-6 * 100)
      for (const polygon of clipPolygon([ring], box) ?? [])
        for (const place of polygon.flat()) expect(isInBox(place, box)).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('a place in the box lies in the cut polygon where it lies in the whole one', () => {
  const inBox = fc.double({ min: 0.01, max: 9.99, noNaN: true })
  fc.assert(
    fc.property(star(6), star(3), inBox, inBox, (outer, hole, x, y) => {
      const polygons = nested([outer, hole].filter((_, at) => at === 0 || outer.length % 2 === 0))
      // Two rings that cross are no polygon.
      fc.pre(polygons.length === 1 && (polygons[0]?.length === 1 || !crosses(outer, hole)))
      const polygon = polygons[0] ?? []
      const cut = clipPolygon(polygon, box) ?? []
      fc.pre(nearest([x, y], polygon) > 1e-6)
      expect(cut.some(each => isInside([x, y], each))).toBe(isInside([x, y], polygon))
    }),
    { numRuns: 400 },
  )
})

test('a line cut at the box stays within it and keeps its length there', () => {
  const position = fc.tuple(
    fc.double({ min: -10, max: 20, noNaN: true }),
    fc.double({ min: -10, max: 20, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(position, { minLength: 2, maxLength: 12 }), line => {
      const pieces = clipLine(line, box)
      for (const place of pieces.flat()) expect(isInBox(place, box)).toBe(true)
      const left = clipLine(line, { ...box, east: 5 })
      const right = clipLine(line, { ...box, west: 5 })
      expect(Math.abs(lengthOf(left) + lengthOf(right) - lengthOf(pieces))).toBeLessThan(1e-5)
    }),
  )
})

test('a polygon that surrounds the box becomes the box, with its hole', () => {
  const around = square(-5, -5, 20)
  expect(areaOf(clipPolygon([around], box) ?? [])).toBeCloseTo(100)
  expect(areaOf(clipPolygon([around, square(2, 2, 3)], box) ?? [])).toBeCloseTo(91)
  expect(clipPolygon([square(20, 20, 3)], box)).toEqual([])
  expect(clipPolygon([around, square(-1, -1, 12)], box)).toEqual([])
})

test('the middle of a polygon lies in it, and not in its hole', () => {
  fc.assert(
    fc.property(star(6), ring => {
      expect(isInside(middle([ring]), [ring])).toBe(true)
    }),
  )
  expect(isInside(middle([square(0, 0, 10), square(2, 2, 6)]), [square(0, 0, 10), square(2, 2, 6)])).toBe(
    true,
  )
  expect(Math.abs(squareMetres([square(0, 0, 1)]) / 1e6 - 12_364)).toBeLessThan(20)
})

function square(x: number, y: number, side: number): Ring {
  return [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ]
}

function round(value: number): number {
  return Math.round(value * 1e7) / 1e7
}

/** In square degrees. */
function areaOf(polygons: readonly Polygon[]): number {
  const ringArea = (ring: Ring): number =>
    ring
      .slice(1)
      .reduce((sum, [x, y], at) => sum + ((ring[at]?.[0] ?? 0) * y - x * (ring[at]?.[1] ?? 0)) / 2, 0)
  return polygons.flat().reduce((sum, ring) => sum + ringArea(ring), 0)
}

function lengthOf(lines: readonly (readonly Position[])[]): number {
  return lines.reduce(
    (sum, line) =>
      line
        .slice(1)
        .reduce(
          (all, [x, y], at) => all + Math.hypot(x - (line[at]?.[0] ?? 0), y - (line[at]?.[1] ?? 0)),
          sum,
        ),
    0,
  )
}

function edgesOf(ring: Ring): [Position, Position][] {
  return ring.slice(1).map((place, at) => [ring[at] ?? place, place])
}

function crosses(one: Ring, other: Ring): boolean {
  const side = ([ax, ay]: Position, [bx, by]: Position, [x, y]: Position): number =>
    Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))
  return edgesOf(one).some(([a, b]) =>
    edgesOf(other).some(([c, d]) => side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)),
  )
}

function nearest([x, y]: Position, polygon: Polygon): number {
  return Math.min(
    ...polygon.flatMap(edgesOf).map(([[ax, ay], [bx, by]]) => {
      const length = (bx - ax) ** 2 + (by - ay) ** 2 || 1
      const share = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
      return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
    }),
  )
}
