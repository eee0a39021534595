// Leaves out the positions of a line that nobody would miss (Douglas and Peucker 1973), in flat arrays. Ends stay,
// so lines that meet go on meeting.

/**
 * @param flat x, y, x, y …
 * @param tolerance how far, in the same units, the line may move
 */
export function simplify(flat: ArrayLike<number>, tolerance: number): number[] {
  const count = flat.length / 2
  if (count <= 2 || tolerance <= 0) return Array.from(flat)
  const keep = new Uint8Array(count)
  keep[0] = 1
  keep[count - 1] = 1
  const spans: [number, number][] = [[0, count - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, upto] = span
    let [farthest, most] = [-1, tolerance * tolerance]
    for (let at = from + 1; at < upto; at += 1) {
      const distance = squaredDistance(flat, at, from, upto)
      if (distance > most) [farthest, most] = [at, distance]
    }
    if (farthest < 0) continue
    keep[farthest] = 1
    spans.push([from, farthest], [farthest, upto])
  }
  const kept: number[] = []
  for (let at = 0; at < count; at += 1) if (keep[at]) kept.push(flat[at * 2] ?? 0, flat[at * 2 + 1] ?? 0)
  return kept
}

/** A ring keeps its first position and the one farthest from it, so that it does not collapse into a line. */
export function simplifyRing(flat: ArrayLike<number>, tolerance: number): number[] {
  const count = flat.length / 2
  if (count <= 5 || tolerance <= 0) return Array.from(flat)
  let [farthest, most] = [1, -1]
  for (let at = 1; at < count - 1; at += 1) {
    const distance =
      ((flat[at * 2] ?? 0) - (flat[0] ?? 0)) ** 2 + ((flat[at * 2 + 1] ?? 0) - (flat[1] ?? 0)) ** 2
    if (distance > most) [farthest, most] = [at, distance]
  }
  const all = Array.from(flat)
  const there = simplify(all.slice(0, farthest * 2 + 2), tolerance)
  const back = simplify(all.slice(farthest * 2), tolerance)
  return [...there, ...back.slice(2)]
}

function squaredDistance(flat: ArrayLike<number>, at: number, from: number, upto: number): number {
  const [x, y] = [flat[at * 2] ?? 0, flat[at * 2 + 1] ?? 0]
  const [ax, ay] = [flat[from * 2] ?? 0, flat[from * 2 + 1] ?? 0]
  const [dx, dy] = [(flat[upto * 2] ?? 0) - ax, (flat[upto * 2 + 1] ?? 0) - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2
}
