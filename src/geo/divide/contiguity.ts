// Whether a part still hangs together without one of its blocks: a search from one of the block's neighbours in the part
// that ends as soon as it has met all the others, which is nearly always at once.
import type { BlockGraph } from '../divide.ts'

/** The answer for the parts as they are at each call; asks nothing of blocks that were apart before. */
export function contiguity(graph: BlockGraph, parts: Int32Array): (block: number, part: number) => boolean {
  const { starts, neighbours } = graph
  const blocks = graph.loads.length
  // Marks carry the number of the call, so nothing is cleared in between: 2n wanted, 2n + 1 visited.
  const marks = new Int32Array(blocks)
  const queue = new Int32Array(blocks)
  let call = 0
  return (block, part) => {
    call += 1
    if (call > 1_000_000_000) {
      marks.fill(0)
      call = 1
    }
    const [wanted, visited] = [2 * call, 2 * call + 1]
    let missing = 0
    let first = -1
    for (let at = starts[block] ?? 0; at < (starts[block + 1] ?? 0); at += 1) {
      const other = neighbours[at] ?? 0
      if (parts[other] !== part || marks[other] === wanted) continue
      marks[other] = wanted
      first = other
      missing += 1
    }
    if (missing <= 1) return missing === 1
    marks[block] = visited
    marks[first] = visited
    missing -= 1
    queue[0] = first
    let [head, tail] = [0, 1]
    while (head < tail) {
      const next = queue[head] ?? 0
      head += 1
      for (let at = starts[next] ?? 0; at < (starts[next + 1] ?? 0); at += 1) {
        const other = neighbours[at] ?? 0
        const mark = marks[other]
        if (mark === visited || parts[other] !== part) continue
        if (mark === wanted) {
          missing -= 1
          if (missing === 0) return true
        }
        marks[other] = visited
        queue[tail] = other
        tail += 1
      }
    }
    return false
  }
}
