// What a division is worth, counted afresh from the blocks: nothing here is carried over from the search.
import type { BlockGraph, DivideOptions, Division, Figures } from '../divide.ts'
import { piecesOf } from './pieces.ts'

/** The share of the mean load that a part may differ by, where nobody says otherwise. */
export const usualWithin = 0.1

/**
 * Polsby and Popper's measure: the area of a part beside that of the circle with the same border; 1 is a circle.
 * Where lengths are weighted the border is not one of metres, so it is held at the circle's.
 */
export function compactnessOf(area: number, perimeter: number): number {
  return perimeter > 0 ? Math.min(1, (4 * Math.PI * area) / (perimeter * perimeter)) : 0
}

/** Cut is the length between parts, each border once; worst and mean are shares of the mean load. */
export function countFigures(
  graph: BlockGraph,
  { parts, count }: Division,
  { within = usualWithin, current }: Pick<DivideOptions, 'within' | 'current'> = {},
): Figures {
  const { starts, neighbours, lengths } = graph
  const blocks = parts.length
  const loads = new Float64Array(count)
  const areas = new Float64Array(count)
  const perimeters = new Float64Array(count)
  let [total, twiceCut, moved] = [0, 0, 0]
  for (let block = 0; block < blocks; block += 1) {
    const part = parts[block] ?? 0
    const load = graph.loads[block] ?? 0
    total += load
    loads[part] = (loads[part] ?? 0) + load
    areas[part] = (areas[part] ?? 0) + (graph.areas[block] ?? 0)
    let border = graph.perimeters[block] ?? 0
    for (let at = starts[block] ?? 0; at < (starts[block + 1] ?? 0); at += 1) {
      const length = lengths[at] ?? 0
      if (parts[neighbours[at] ?? 0] === part) border -= length
      else twiceCut += length
    }
    perimeters[part] = (perimeters[part] ?? 0) + border
    const before = current?.[block] ?? -1
    if (before >= 0 && before !== part) moved += load
  }
  const seen = new Int32Array(count)
  for (const part of piecesOf(graph, parts).parts) seen[part] = (seen[part] ?? 0) + 1
  const target = total / count
  let [inside, worst, mean, compactness, broken, empty] = [0, 0, 0, 0, 0, 0]
  for (let part = 0; part < count; part += 1) {
    const off = target > 0 ? Math.abs((loads[part] ?? 0) - target) / target : 0
    // A hair of rounding must not put a part outside that lies on the bound.
    if (off <= within + 1e-9) inside += 1
    worst = Math.max(worst, off)
    mean += off / count
    if (seen[part] === 0) empty += 1
    else if ((seen[part] ?? 0) > 1) broken += 1
    compactness += compactnessOf(areas[part] ?? 0, perimeters[part] ?? 0) / count
  }
  return { within: inside, worst, mean, cut: twiceCut / 2, compactness, broken, empty, moved }
}
