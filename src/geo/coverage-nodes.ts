// Segments cut where they meet, so that afterwards two of them share nothing but ends: what faces are read from. Places
// are whole numbers of 1/16 of a unit (0.7 mm); where two segments cross, the place is rounded to one of those.
import { eachNearPair, type Segments } from './coverage-near.ts'

/** Parts of a unit. */
export const fine = 16

/**
 * A corner this near to an edge lies on it: what rounding a place on the edge to 1e-7 degrees can do (0.71 units).
 * In parts of a unit.
 */
const onEdge = 12

/** After the first round only corners made by rounding are left to be put on edges. */
const onCut = 0.75

/** Segments with the number of whom each came from. */
export interface Sources extends Segments {
  source: Int32Array
}

/** Calls back for each corner of one source that lies on the edge of another, both by their numbers. */
export type Touch = (x: number, y: number, cornerOf: number, edgeOf: number) => void

/** The same segments in pieces; `touch` hears of corners that lay on edges as given. */
export function cutSegments(given: Sources, touch?: Touch): Sources {
  let segments = given
  for (let round = 0; round < 40; round += 1) {
    const cuts = new Map<number, number[]>()
    const cut = (i: number, x: number, y: number): void => {
      const own = cuts.get(i)
      if (own) own.push(x, y)
      else cuts.set(i, [x, y])
    }
    const within = round === 0 ? onEdge : onCut
    const { x0, y0, x1, y1, source } = segments
    const meet = (i: number, j: number): void => {
      const [ax, ay, bx, by] = [x0[i] as number, y0[i] as number, x1[i] as number, y1[i] as number]
      const [cx, cy, dx, dy] = [x0[j] as number, y0[j] as number, x1[j] as number, y1[j] as number]
      const tell = (x: number, y: number, cornerOf: number, edgeOf: number): void => {
        cut(edgeOf, x, y)
        if (round === 0) touch?.(x, y, source[cornerOf] as number, source[edgeOf] as number)
      }
      let touches = false
      if (liesOn(cx, cy, ax, ay, bx, by, within)) {
        tell(cx, cy, j, i)
        touches = true
      }
      if (liesOn(dx, dy, ax, ay, bx, by, within)) {
        tell(dx, dy, j, i)
        touches = true
      }
      if (liesOn(ax, ay, cx, cy, dx, dy, within)) {
        tell(ax, ay, i, j)
        touches = true
      }
      if (liesOn(bx, by, cx, cy, dx, dy, within)) {
        tell(bx, by, i, j)
        touches = true
      }
      if (touches) return
      const c = side(ax, ay, bx, by, cx, cy)
      const d = side(ax, ay, bx, by, dx, dy)
      if (c === 0 || d === 0 || c > 0 === d > 0) return
      const a = side(cx, cy, dx, dy, ax, ay)
      const b = side(cx, cy, dx, dy, bx, by)
      if (a === 0 || b === 0 || a > 0 === b > 0) return
      const share = c / (c - d)
      const x = Math.round(cx + share * (dx - cx))
      const y = Math.round(cy + share * (dy - cy))
      if ((x !== ax || y !== ay) && (x !== bx || y !== by)) cut(i, x, y)
      if ((x !== cx || y !== cy) && (x !== dx || y !== dy)) cut(j, x, y)
    }
    eachNearPair(segments, within, meet)
    if (cuts.size === 0) return segments
    segments = inPieces(segments, cuts)
  }
  throw new Error('the edges of a coverage could not be cut into pieces that only meet at their ends')
}

/** Whether the place lies on the edge between its ends, no farther from it than `within`. */
function liesOn(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  within: number,
): boolean {
  if ((x === ax && y === ay) || (x === bx && y === by)) return false
  const [ux, uy] = [bx - ax, by - ay]
  const along = (x - ax) * ux + (y - ay) * uy
  const length = ux * ux + uy * uy
  if (along <= 0 || along >= length) return false
  const off = ux * (y - ay) - uy * (x - ax)
  return off * off <= within * within * length
}

/** Twice the area of the triangle: positive where the place lies to the left of the line. Exact, as edges are short. */
export function side(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax)
}

function inPieces(segments: Sources, cuts: ReadonlyMap<number, readonly number[]>): Sources {
  const out: number[] = []
  const sources: number[] = []
  const add = (ax: number, ay: number, bx: number, by: number, source: number): void => {
    if (ax === bx && ay === by) return
    out.push(ax, ay, bx, by)
    sources.push(source)
  }
  for (let i = 0; i < segments.count; i += 1) {
    const [ax, ay] = [segments.x0[i] as number, segments.y0[i] as number]
    const [bx, by] = [segments.x1[i] as number, segments.y1[i] as number]
    const source = segments.source[i] as number
    const own = cuts.get(i)
    let [px, py] = [ax, ay]
    if (own) {
      const places: [along: number, x: number, y: number][] = []
      for (let at = 0; at < own.length; at += 2) {
        const [x, y] = [own[at] as number, own[at + 1] as number]
        places.push([(x - ax) * (bx - ax) + (y - ay) * (by - ay), x, y])
      }
      places.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
      for (const [, x, y] of places) {
        add(px, py, x, y, source)
        ;[px, py] = [x, y]
      }
    }
    add(px, py, bx, by, source)
  }
  return segmentsOf(out, sources)
}

/** Four numbers a segment: both ends. */
export function segmentsOf(ends: readonly number[], sources: readonly number[]): Sources {
  const count = sources.length
  const made: Sources = {
    x0: new Float64Array(count),
    y0: new Float64Array(count),
    x1: new Float64Array(count),
    y1: new Float64Array(count),
    source: Int32Array.from(sources),
    count,
  }
  for (let i = 0; i < count; i += 1) {
    made.x0[i] = ends[i * 4] as number
    made.y0[i] = ends[i * 4 + 1] as number
    made.x1[i] = ends[i * 4 + 2] as number
    made.y1[i] = ends[i * 4 + 3] as number
  }
  return made
}
