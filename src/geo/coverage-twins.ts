// Twin matching: each edge of a shape beside the same edge of another one, run the other way. In a clean coverage only
// the outer border stays without a twin. About two random look-ups for eight edges: a border is followed from its seeds.

/** No twin; and what stands at the corner that ends a ring and begins no edge. */
export const single = -1
export const noEdge = -2

/**
 * Gives edges their twins: `twins[i]` is the number of the other edge, `single`, or `noEdge`, which the caller has put at
 * the end of each ring. Corner `i` begins edge `i`, corner `i + 1` ends it. An edge that occurs more often than its
 * opposite leaves the rest single, so that what is left always has the same winding numbers as all edges together.
 */
export function matchTwins(xs: Int32Array, ys: Int32Array, twins: Int32Array, count: number): void {
  // First a quarter of the edges, by their places alone; borders are followed from those that meet.
  pass(xs, ys, twins, count, 3)
  pass(xs, ys, twins, count, 0)
}

function pass(xs: Int32Array, ys: Int32Array, twins: Int32Array, count: number, sieve: number): void {
  let wanted = 0
  if (sieve === 0) {
    for (let edge = 0; edge < count; edge += 1) if (twins[edge] === single) wanted += 1
    if (wanted === 0) return
  } else wanted = count >> 2
  const bits = Math.max(8, Math.ceil(Math.log2(wanted * 1.5 + 1)))
  const table = new Int32Array(1 << bits)
  const mask = table.length - 1
  for (let edge = 0; edge < count; edge += 1) {
    if (twins[edge] !== single) continue
    const [ax, ay] = [xs[edge] as number, ys[edge] as number]
    const [bx, by] = [xs[edge + 1] as number, ys[edge + 1] as number]
    // Of both ends together, so that both directions have the same.
    let hash = Math.imul((ax + bx) | 0, 0x9e3779b1) ^ Math.imul((ay + by) | 0, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
    hash ^= hash >>> 13
    if ((hash & sieve) !== 0) continue
    let slot = (hash >>> 2) & mask
    for (;;) {
      const entry = table[slot] as number
      if (entry === 0) {
        table[slot] = edge + 1
        break
      }
      const other = entry - 1
      if (
        xs[other] === bx &&
        xs[other + 1] === ax &&
        ys[other] === by &&
        ys[other + 1] === ay &&
        twins[other] === single
      ) {
        twins[edge] = other
        twins[other] = edge
        follow(xs, ys, twins, edge, other)
        break
      }
      slot = (slot + 1) & mask
    }
  }
}

/** Along the common border in both directions. */
function follow(xs: Int32Array, ys: Int32Array, twins: Int32Array, edge: number, other: number): void {
  let [i, j] = [edge + 1, other - 1]
  while (
    j >= 0 &&
    twins[i] === single &&
    twins[j] === single &&
    xs[i + 1] === xs[j] &&
    ys[i + 1] === ys[j] &&
    i !== j
  ) {
    twins[i] = j
    twins[j] = i
    i += 1
    j -= 1
  }
  i = edge - 1
  j = other + 1
  while (
    i >= 0 &&
    twins[i] === single &&
    twins[j] === single &&
    xs[i] === xs[j + 1] &&
    ys[i] === ys[j + 1] &&
    i !== j
  ) {
    twins[i] = j
    twins[j] = i
    i -= 1
    j += 1
  }
}
