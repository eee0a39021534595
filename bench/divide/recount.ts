// Looks at an answer without anything of the search: union–find over the borders, sums over the blocks.
import type { BlockGraph, Division, Figures } from '../../src/geo/divide.ts'

/** How much is wrong: broken and empty grids, and figures that differ from those counted here. */
export function soundness(
  { starts, neighbours, lengths, loads, areas, perimeters }: BlockGraph,
  { parts, count }: Division,
  figures: Figures,
  current?: Int32Array,
): number {
  const blocks = loads.length
  const above = Int32Array.from({ length: blocks }, (_, block) => block)
  const top = (block: number): number => {
    let at = block
    while (above[at] !== at) at = above[at] ?? at
    above[block] = at
    return at
  }
  const [load, area, border] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  const pieces = new Int32Array(count)
  let [cut, moved, joined] = [0, 0, 0]
  for (let block = 0; block < blocks; block += 1) {
    const part = parts[block] ?? -1
    if (part < 0 || part >= count) return blocks
    load[part] = (load[part] ?? 0) + (loads[block] ?? 0)
    area[part] = (area[part] ?? 0) + (areas[block] ?? 0)
    border[part] = (border[part] ?? 0) + (perimeters[block] ?? 0)
    pieces[part] = (pieces[part] ?? 0) + 1
    if (current && (current[block] ?? -1) >= 0 && current[block] !== part) moved += loads[block] ?? 0
    for (let at = starts[block] ?? 0; at < (starts[block + 1] ?? 0); at += 1) {
      const other = neighbours[at] ?? 0
      if (other < block) continue
      if (parts[other] !== part) {
        cut += lengths[at] ?? 0
        continue
      }
      border[part] = (border[part] ?? 0) - 2 * (lengths[at] ?? 0)
      const [a, b] = [top(block), top(other)]
      if (a === b) continue
      above[a] = b
      joined += 1
      pieces[part] = (pieces[part] ?? 0) - 1
    }
  }
  const target = load.reduce((sum, each) => sum + each, 0) / count
  const offs = [...load].map(each => Math.abs(each / target - 1))
  const round = [...area].map((each, part) => Math.min(1, (4 * Math.PI * each) / (border[part] ?? 1) ** 2))
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / count
  const mine: [number, number][] = [
    [figures.cut, cut],
    [figures.moved, moved],
    [figures.worst, Math.max(...offs)],
    [figures.mean, mean(offs)],
    [figures.within, offs.filter(off => off <= 0.1 + 1e-9).length],
    [figures.compactness, mean(round)],
    [figures.broken, 0],
    [figures.empty, 0],
  ]
  const differing = mine.filter(([a, b]) => Math.abs(a - b) > 1e-6 * Math.max(1, Math.abs(b))).length
  return (
    differing +
    pieces.reduce((sum, each) => sum + (each === 1 ? 0 : 1), 0) +
    (blocks - joined === count ? 0 : 1)
  )
}

/** A division with its parts named like those of another one, the pairs that share the most load first. */
export function overlapped(graph: BlockGraph, before: Division, parts: Int32Array): Int32Array {
  const { count } = before
  const shared = new Map<number, number>()
  for (let block = 0; block < parts.length; block += 1) {
    const key = (parts[block] ?? 0) * count + (before.parts[block] ?? 0)
    shared.set(key, (shared.get(key) ?? 0) + (graph.loads[block] ?? 0))
  }
  const names = new Int32Array(count).fill(-1)
  const taken = new Uint8Array(count)
  for (const [key] of [...shared].sort((a, b) => b[1] - a[1])) {
    const [part, name] = [Math.floor(key / count), key % count]
    if (names[part] !== -1 || taken[name] === 1) continue
    names[part] = name
    taken[name] = 1
  }
  let free = 0
  return parts.map(part => {
    if (names[part] === -1) {
      while (taken[free] === 1) free += 1
      taken[free] = 1
      names[part] = free
    }
    return names[part] ?? 0
  })
}
