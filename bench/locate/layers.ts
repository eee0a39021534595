// Layers to locate in, grown from a seed: cells of six curved sides that neighbours share to the point, and a ragged
// layer with holes, islands, parts and neighbours that do not have the same corners.
import { perDegree } from '../../src/geo/locate/rings.ts'

/** Rings in units of 1e-7°, closed; of each polygon the first is the outer one, the others are holes. */
export type Polygon = number[][]
export interface Layer {
  name: string
  /** The parts of each face. */
  faces: Polygon[][]
  corners: number
}

/** A generator of numbers from 0 to 1 (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const south = 29.5 * perDegree
const west = 123.5 * perDegree
/** Sides of 62 m make cells of 10,000 m². */
const sideNorth = 5590
const sideEast = sideNorth / Math.cos((29.5 * Math.PI) / 180)
const between = 10

/** About so many cells of about 66 corners, each border shared to the point. */
export function cells(count: number, seed = 1): Layer {
  const columns = Math.round(Math.sqrt(count))
  const rows = Math.round(count / columns)
  const at = cornersOf(seed)
  const faces: Polygon[][] = []
  let corners = 0
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const ring = ringOf(column, row, seed, at)
      corners += ring.length / 2 - 1
      faces.push([[ring]])
    }
  return { name: `${faces.length.toLocaleString('en')} cells`, faces, corners }
}

type Corner = readonly [x: number, y: number]
type Corners = (column: number, row: number) => Corner

/** Corners of a honeycomb by their whole numbers, each pushed a little. */
function cornersOf(seed: number): Corners {
  return (column, row) => {
    const shift = seeded(seed, column, row)
    const x = (column * Math.sqrt(3)) / 2 + (shift() - 0.5) * 0.4
    const y = row * 1.5 + Math.abs((column + row) % 2) * 0.5 + (shift() - 0.5) * 0.4
    return [Math.round(west + x * sideEast), Math.round(south + y * sideNorth)]
  }
}

/** The six sides of a cell against the clock, with what lies between their corners. */
function ringOf(column: number, row: number, seed: number, at: Corners): number[] {
  const first = 2 * column + ((row + 1) % 2)
  const around: Corner[] = [
    [first, row],
    [first + 1, row],
    [first + 2, row],
    [first + 2, row + 1],
    [first + 1, row + 1],
    [first, row + 1],
  ]
  const ring: number[] = []
  for (const [index, from] of around.entries()) {
    const to = around[(index + 1) % 6] ?? from
    // The same points whoever walks along the side.
    const isForward = from[1] < to[1] || (from[1] === to[1] && from[0] < to[0])
    const side = isForward ? curve(from, to, seed, at) : turned(curve(to, from, seed, at))
    ring.push(...side.slice(0, -2))
  }
  return [...ring, ring[0] ?? 0, ring[1] ?? 0]
}

/** From corner to corner in two gentle bends with small teeth. */
function curve(from: Corner, to: Corner, seed: number, at: Corners): number[] {
  const [[x0, y0], [x1, y1]] = [at(...from), at(...to)]
  const shift = seeded(seed + 1, from[0] * 3 + to[0], from[1] * 3 + to[1])
  const bend = (shift() - 0.5) * 0.25
  const points = [x0, y0]
  for (let step = 1; step <= between; step += 1) {
    const share = step / (between + 1)
    const off = bend * Math.sin(2 * Math.PI * share) + (shift() - 0.5) * 0.03
    points.push(
      Math.round(x0 + (x1 - x0) * share - (y1 - y0) * off),
      Math.round(y0 + (y1 - y0) * share + (x1 - x0) * off),
    )
  }
  return [...points, x1, y1]
}

function turned(points: readonly number[]): number[] {
  const back: number[] = []
  for (let at = points.length - 2; at >= 0; at -= 2) back.push(points[at] ?? 0, points[at + 1] ?? 0)
  return back
}

function seeded(seed: number, column: number, row: number): () => number {
  return random(Math.imul(column + 7919, 0x9e3779b1) ^ Math.imul(row + 104_729, 0x85ebca77) ^ seed)
}

/**
 * About so many faces as no survey would have them and real files do: every third leaves out corners that its
 * neighbours have (slivers and gaps), every fourth has a courtyard with square sides, every other courtyard belongs to
 * another face of two parts, and every fiftieth face lies twice.
 */
export function ragged(count: number, seed = 2): Layer {
  const plain = cells(count, seed)
  const faces: Polygon[][] = []
  let yards: Polygon[] = []
  for (const [index, [[ring = []] = []]] of plain.faces.entries()) {
    const outer =
      index % 3 === 0
        ? ring.filter((_, at) => at === 0 || (at >> 1) % 4 !== 2 || at >= ring.length - 2)
        : ring
    if (index % 4 !== 1) faces.push([[closed(outer)]])
    else {
      const [x, y] = middleOf(ring)
      const yard = square(x, y, 1200 + (index % 7) * 200)
      faces.push([[closed(outer), yard]])
      if (index % 8 === 1) yards.push([yard, square(x, y, 300)])
      if (yards.length === 2) {
        faces.push(yards)
        yards = []
      }
    }
    if (index % 50 === 7) faces.push([[closed(outer)]])
  }
  const corners = faces.flat(2).reduce((sum, ring) => sum + ring.length / 2 - 1, 0)
  return { name: `${faces.length.toLocaleString('en')} ragged`, faces, corners }
}

function closed(ring: readonly number[]): number[] {
  const [x, y] = [ring[0] ?? 0, ring[1] ?? 0]
  return ring.at(-2) === x && ring.at(-1) === y ? [...ring] : [...ring, x, y]
}

function middleOf(ring: readonly number[]): Corner {
  let [x, y] = [0, 0]
  for (let at = 0; at < ring.length; at += 2) {
    x += ring[at] ?? 0
    y += ring[at + 1] ?? 0
  }
  return [Math.round((2 * x) / ring.length), Math.round((2 * y) / ring.length)]
}

function square(x: number, y: number, half: number): number[] {
  return [x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half, x - half, y - half]
}
