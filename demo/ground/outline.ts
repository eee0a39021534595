// The outline of several faces taken together: the sides that have none of them on the other hand.

/** The outer ring of faces that hang together, corners against the clock; holes are left out of account. */
export function outlineOf(rings: readonly (readonly number[])[]): number[][] {
  const own = new Set<string>()
  for (const ring of rings) for (const [a, b] of steps(ring)) own.add(`${a}>${b}`)
  const next = new Map<number, number[]>()
  for (const ring of rings)
    for (const [a, b] of steps(ring)) if (!own.has(`${b}>${a}`)) next.set(a, [...(next.get(a) ?? []), b])
  const outlines: number[][] = []
  while (next.size > 0) {
    const [start] = next.keys()
    if (start === undefined) break
    const ring: number[] = []
    for (let here = start; ; ) {
      ring.push(here)
      const ways = next.get(here) ?? []
      const onward = ways.shift()
      if (ways.length === 0) next.delete(here)
      if (onward === undefined) throw new Error('an outline that does not close')
      here = onward
      if (here === start) break
    }
    outlines.push(...pinched(ring))
  }
  return outlines
}

/** A ring that comes to a corner twice is two. */
function pinched(ring: readonly number[]): number[][] {
  const seen = new Map<number, number>()
  for (const [at, corner] of ring.entries()) {
    const before = seen.get(corner)
    if (before !== undefined) {
      const loop = ring.slice(before, at)
      return [...pinched(loop), ...pinched([...ring.slice(0, before), ...ring.slice(at)])]
    }
    seen.set(corner, at)
  }
  return [[...ring]]
}

function steps(ring: readonly number[]): [number, number][] {
  return ring.map((corner, at) => [corner, ring[(at + 1) % ring.length] ?? corner])
}
