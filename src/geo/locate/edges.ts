// Every edge once, with the one or two faces whose border it is: twins are found by a hash of their ends. What a
// face walks there and back cancels out, so spikes and folded rings leave nothing.
import type { RingList } from './rings.ts'

/** Edge e goes up from (x0, y0) to (x1, y1), or eastwards where it is level. */
export interface Edges {
  count: number
  x0: Int32Array
  y0: Int32Array
  x1: Int32Array
  y1: Int32Array
  /** The faces that begin or end at it; the second is -1 where only one does. */
  a: Int32Array
  b: Int32Array
}

export function matchEdges({ points, starts, faces, count: rings }: RingList): Edges {
  const most = starts[rings] ?? 0
  const columns = () => new Int32Array(most)
  const [x0, y0, x1, y1, a, b] = [columns(), columns(), columns(), columns(), columns(), columns()]
  let count = 0
  const bits = Math.max(4, Math.ceil(Math.log2(most * 1.5 + 1)))
  // Number of the edge plus one; an edge of more than two faces stands there several times.
  const table = new Int32Array(2 ** bits)
  const mask = 2 ** bits - 1

  const put = (face: number, fromX: number, fromY: number, toX: number, toY: number): void => {
    let slot = hashOf(fromX, fromY, toX, toY) & mask
    for (; ; slot = (slot + 1) & mask) {
      const e = (table[slot] ?? 0) - 1
      if (e < 0) break
      if (x0[e] !== fromX || y0[e] !== fromY || x1[e] !== toX || y1[e] !== toY) continue
      if (a[e] === face) {
        a[e] = b[e] ?? -1
        b[e] = -1
        return
      }
      if (b[e] === face) {
        b[e] = -1
        return
      }
      if (a[e] === -1) {
        a[e] = face
        return
      }
      if (b[e] === -1) {
        b[e] = face
        return
      }
    }
    x0[count] = fromX
    y0[count] = fromY
    x1[count] = toX
    y1[count] = toY
    a[count] = face
    b[count] = -1
    count += 1
    table[slot] = count
  }

  for (let ring = 0; ring < rings; ring += 1) {
    const upto = starts[ring + 1] ?? 0
    const face = faces[ring] ?? 0
    let beforeX = points[2 * upto - 2] ?? 0
    let beforeY = points[2 * upto - 1] ?? 0
    for (let at = starts[ring] ?? 0; at < upto; at += 1) {
      const x = points[2 * at] ?? 0
      const y = points[2 * at + 1] ?? 0
      if (beforeY < y || (beforeY === y && beforeX < x)) put(face, beforeX, beforeY, x, y)
      else if (beforeX !== x || beforeY !== y) put(face, x, y, beforeX, beforeY)
      beforeX = x
      beforeY = y
    }
  }
  return alive({ count, x0, y0, x1, y1, a, b })
}

function hashOf(x0: number, y0: number, x1: number, y1: number): number {
  let hash = Math.imul(x0, 0x9e3779b1) ^ Math.imul(y0, 0x85ebca77)
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae3d) ^ Math.imul(x1, 0x27d4eb2f) ^ Math.imul(y1, 0x165667b1)
  hash = Math.imul(hash ^ (hash >>> 13), 0x9e3779b1)
  return hash ^ (hash >>> 16)
}

/** Without those that cancelled out. */
function alive(edges: Edges): Edges {
  const { x0, y0, x1, y1, a, b } = edges
  let count = 0
  for (let e = 0; e < edges.count; e += 1) {
    if (a[e] === -1) continue
    if (count < e) for (const column of [x0, y0, x1, y1, a, b]) column[count] = column[e] ?? 0
    count += 1
  }
  return { ...edges, count }
}
