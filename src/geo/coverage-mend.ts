// Mending a coverage: ground given to a shape or taken from it, corners put where a neighbour has one, and all noise of the
// survey at once. Degrees in and out, rounded to 1e-7; what a mend leaves is to be judged again by who asked for it.
import { Coverage, type CoverageFault } from './coverage.ts'
import { asSources, type Gathered, outline } from './coverage-edges.ts'
import { Field, type Piece } from './coverage-field.ts'
import { fine } from './coverage-nodes.ts'
import { PackedShapes, type Shape, unitsPerDegree, wrongShape } from './coverage-shapes.ts'
import { crossingOf } from './coverage-simple.ts'

export type Ground = number[][][][]

/** The shape and the ground together. */
export function withGround(shape: Shape, ground: Shape): Ground {
  return combined(shape, ground, (a, b) => a || b)
}

/** The shape without the ground; nothing when none is left. */
export function withoutGround(shape: Shape, ground: Shape): Ground {
  return combined(shape, ground, (a, b) => a && !b)
}

/** What of the shape lies in the ground. */
export function sharedGround(shape: Shape, ground: Shape): Ground {
  return combined(shape, ground, (a, b) => a && b)
}

/** Whether a shape can stand as it is: it has ground, can be judged and does not cross itself. */
export function isSound(shape: Shape): boolean {
  if (wrongShape(shape)) return false
  const packed = new PackedShapes()
  packed.add(shape)
  return crossingOf(packed, 0) === undefined
}

/** The shape with a corner more where the place lies on its border, within two units; as it was where it does not. */
export function withCorner(shape: Shape, [longitude, latitude]: readonly [number, number]): Ground {
  const [x, y] = [Math.round(longitude * unitsPerDegree), Math.round(latitude * unitsPerDegree)]
  let best: { polygon: number; ring: number; at: number; off: number } | undefined
  for (const [polygon, rings] of shape.entries()) {
    for (const [ring, corners] of rings.entries()) {
      for (let at = 1; at < corners.length; at += 1) {
        const [ax, ay] = units(corners[at - 1] ?? [])
        const [bx, by] = units(corners[at] ?? [])
        if ((ax === x && ay === y) || (bx === x && by === y)) return copied(shape)
        const [ux, uy] = [bx - ax, by - ay]
        const along = (x - ax) * ux + (y - ay) * uy
        const square = ux * ux + uy * uy
        if (along <= 0 || along >= square) continue
        const off = Math.abs(ux * (y - ay) - uy * (x - ax)) / Math.sqrt(square)
        if (off <= 2 && off < (best?.off ?? Infinity)) best = { polygon, ring, at, off }
      }
    }
  }
  const made = copied(shape)
  if (best) made[best.polygon]?.[best.ring]?.splice(best.at, 0, [x / unitsPerDegree, y / unitsPerDegree])
  return made
}

export interface Snapping {
  /** The faults to be mended; others stay. */
  isNoise(fault: CoverageFault): boolean
  /** Which of the shapes beside a gap may take it; all of them where nothing is said. */
  takers?(fault: CoverageFault): readonly number[]
  within?: PackedShapes
  /** Shapes that were changed before: their neighbours get their corners. */
  changed?: ReadonlySet<number>
}

/**
 * Takes noise out: a gap goes to one neighbour, ground twice to one of the two, ground outside is cut off, and corners are
 * put where a changed neighbour has one. Of two neighbours the border of the one that stands first is kept, so that a line
 * that was drawn twice becomes one of the two lines and no mixture. Every place that was noise is in exactly one shape
 * afterwards, so no new gap or overlap can come up. Answers the shapes that changed.
 */
export function snapNoise(
  shapes: readonly Shape[],
  { isNoise, takers, within, changed: before }: Snapping,
): Map<number, Ground> {
  const changed = new Map<number, Ground>()
  const now = (at: number): Shape => changed.get(at) ?? shapes[at] ?? []
  const put = (at: number, shape: Ground): void => {
    if (isSound(shape)) changed.set(at, shape)
  }
  for (let round = 0; round < 6; round += 1) {
    const packed = new PackedShapes()
    for (const at of shapes.keys()) packed.add(now(at))
    const faults = new Coverage(packed, within && { within }).check()
    let mended = 0
    for (const fault of faults) {
      if (fault.kind === 't_junction') {
        const [of = 0, on = 0] = fault.shapes
        if (![of, on].some(at => changed.has(at) || before?.has(at))) continue
        put(on, withCorner(now(on), fault.place))
        mended += 1
      } else if (isNoise(fault)) {
        const before = [...changed]
        mend(fault, { now, put, takers })
        if (before.length !== changed.size || before.some(([at, shape]) => changed.get(at) !== shape))
          mended += 1
      }
    }
    if (mended === 0) break
  }
  return changed
}

interface Hand {
  now(at: number): Shape
  put(at: number, shape: Ground): void
  takers: Snapping['takers'] | undefined
}

function mend(fault: CoverageFault, { now, put, takers }: Hand): void {
  if (fault.kind === 'gap') {
    const may = takers?.(fault) ?? fault.shapes
    const long = fault.shapes.filter(
      (shape, at) => may.includes(shape) && (fault.borders[at] ?? 0) >= 0.3 * (fault.borders[0] ?? 0),
    )
    const taker = Math.max(...long)
    if (long.length > 0) put(taker, withGround(now(taker), fault.ground))
  } else if (fault.kind === 'overlap') {
    const later = Math.max(...fault.shapes)
    put(later, withoutGround(now(later), fault.ground))
  } else if (fault.kind === 'outside') {
    for (const shape of fault.shapes) put(shape, withoutGround(now(shape), fault.ground))
  }
}

function combined(shape: Shape, ground: Shape, keep: (a: boolean, b: boolean) => boolean): Ground {
  const packed = new PackedShapes()
  packed.add(shape)
  const edges: Gathered = { ends: [], sources: [] }
  outline(packed, edges, 0, 0)
  // Ground from a verdict is kept to the digit: its corners stand between whole units.
  const scale = unitsPerDegree * fine
  for (const polygon of ground) {
    for (const [place, ring] of polygon.entries()) {
      const corners = ring.map(([x = 0, y = 0]) => [Math.round(x * scale), Math.round(y * scale)] as const)
      if (turning(corners) > 0 !== (place === 0)) corners.reverse()
      for (let at = 1; at < corners.length; at += 1) {
        const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = [corners[at - 1], corners[at]]
        edges.ends.push(ax, ay, bx, by)
        edges.sources.push(1)
      }
    }
  }
  const field = new Field(asSources(edges), source => (source === 0 ? 0 : 1))
  return field.pieces(([a, b]) => keep(a > 0, b > 0)).flatMap(rounded)
}

/** In whole units; a ring that has lost its ground by that is left out. */
function rounded({ rings }: Piece): number[][][][] {
  const made = rings.map(ring => {
    const corners: [number, number][] = []
    for (let at = 0; at + 3 < ring.length; at += 2) {
      const next: [number, number] = [
        Math.round((ring[at] as number) / fine),
        Math.round((ring[at + 1] as number) / fine),
      ]
      if (!isSame(corners.at(-1), next)) corners.push(next)
      // There and back again is no ground.
      while (corners.length > 2 && isSame(corners.at(-1), corners.at(-3))) corners.splice(-2)
    }
    while (corners.length > 1 && isSame(corners[0], corners.at(-1))) corners.pop()
    const [first] = corners
    return first && corners.length > 2 ? [...corners, first] : []
  })
  const [outer = [], ...holes] = made
  if (outer.length === 0 || turning(outer) === 0) return []
  return [
    [outer, ...holes.filter(hole => hole.length > 0 && turning(hole) !== 0)].map(ring =>
      ring.map(([x, y]) => [x / unitsPerDegree, y / unitsPerDegree]),
    ),
  ]
}

function isSame(a: readonly [number, number] | undefined, b: readonly [number, number] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]
}

function turning(ring: readonly (readonly [number, number])[]): number {
  const [[x, y] = [0, 0]] = ring
  let sum = 0
  for (let at = 1; at < ring.length; at += 1) {
    const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = [ring[at - 1], ring[at]]
    sum += (ax - x) * (by - y) - (bx - x) * (ay - y)
  }
  return sum
}

function units([longitude = 0, latitude = 0]: readonly number[]): [number, number] {
  return [Math.round(longitude * unitsPerDegree), Math.round(latitude * unitsPerDegree)]
}

function copied(shape: Shape): Ground {
  return shape.map(polygon => polygon.map(ring => ring.map(at => [...at])))
}
