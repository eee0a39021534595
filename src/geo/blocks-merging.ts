// Faces → blocks: what belongs to no ground is outside, narrow strips and crumbs join the neighbour that they share most
// border with, and each block gets its size.
import { Union } from './blocks-faces.ts'
import { lengthOf, type Net, type NetBlock, type NetBorder, type Plane, unit } from './blocks-net.ts'

export function merged(
  borders: readonly NetBorder[],
  owners: Int32Array,
  plane: Plane,
  { leastArea, leastWidth }: { leastArea: number; leastWidth: number },
): Net {
  const owner = (face: number): number => (face < 0 ? -1 : (owners[face] ?? -1))
  // Numbers are small round a corner of the ground, so that no digit is lost.
  const [x0 = 0, y0 = 0] = borders[0]?.line ?? []
  const areas = new Float64Array(owners.length)
  const around = new Float64Array(owners.length)
  const shared: Map<number, number>[] = Array.from(owners, () => new Map())
  for (const { left, right, line } of borders) {
    const length = lengthOf(line, plane)
    const swept = sweptBy(line, x0, y0) * plane.square
    if (left >= 0) areas[left] = (areas[left] ?? 0) + swept
    if (right >= 0) areas[right] = (areas[right] ?? 0) - swept
    if (left >= 0) around[left] = (around[left] ?? 0) + length
    if (right >= 0) around[right] = (around[right] ?? 0) + length
    if (left < 0 || right < 0 || left === right || owner(left) !== owner(right)) continue
    shared[left]?.set(right, (shared[left]?.get(right) ?? 0) + length)
    shared[right]?.set(left, (shared[right]?.get(left) ?? 0) + length)
  }
  const same = new Union(owners.length)
  const isCrumb = (face: number): boolean => {
    const [area, length] = [areas[face] ?? 0, around[face] ?? 0]
    const width = (2 * area) / length
    // The gap of a dual carriageway is wider than a crumb but far longer than wide.
    return area < leastArea || width < leastWidth || (width < leastWidth * 4 && length * length > 40 * area)
  }
  // The smallest first; one that has grown is looked at again.
  const open = [...owners.keys()]
    .filter(face => owner(face) >= 0 && isCrumb(face))
    .sort((a, b) => (areas[a] ?? 0) - (areas[b] ?? 0))
  for (let at = 0; at < open.length; at += 1) {
    const face = same.of(open[at] ?? 0)
    if (!isCrumb(face)) continue
    let [best, most] = [-1, 0]
    for (const [other, length] of shared[face] ?? []) if (length > most) [best, most] = [other, length]
    if (best < 0) continue
    for (const [other, length] of shared[face] ?? []) {
      shared[other]?.delete(face)
      if (other === best) continue
      shared[best]?.set(other, (shared[best]?.get(other) ?? 0) + length)
      shared[other]?.set(best, (shared[other]?.get(best) ?? 0) + length)
    }
    shared[face]?.clear()
    areas[best] = (areas[best] ?? 0) + (areas[face] ?? 0)
    around[best] = (around[best] ?? 0) + (around[face] ?? 0) - 2 * most
    same.join(face, best)
    if (isCrumb(best)) open.push(best)
  }
  const numbers = new Map<number, number>()
  const blocks: NetBlock[] = []
  const blockOf = (face: number): number => {
    if (owner(face) < 0) return -1
    const root = same.of(face)
    const known = numbers.get(root)
    if (known !== undefined) return known
    numbers.set(root, blocks.length)
    blocks.push({ ground: owner(root), squareMetres: 0, perimeter: 0, centre: [0, 0] })
    return blocks.length - 1
  }
  const kept = borders.flatMap(border => {
    const [left, right] = [blockOf(border.left), blockOf(border.right)]
    return left === right ? [] : [{ ...border, left, right }]
  })
  return { blocks: sized(blocks, kept, plane), borders: kept }
}

/** What the line sweeps round a place, in square units: summed round a face it is the face's area. */
function sweptBy(line: readonly number[], x0: number, y0: number): number {
  let sum = 0
  for (let at = 2; at < line.length; at += 2) {
    const [ax, ay] = [(line[at - 2] ?? 0) - x0, (line[at - 1] ?? 0) - y0]
    const [bx, by] = [(line[at] ?? 0) - x0, (line[at + 1] ?? 0) - y0]
    sum += ax * by - ay * bx
  }
  return sum / 2
}

function sized(blocks: NetBlock[], borders: readonly NetBorder[], plane: Plane): NetBlock[] {
  const [x0 = 0, y0 = 0] = borders[0]?.line ?? []
  const sums = blocks.map(() => ({ area: 0, x: 0, y: 0 }))
  for (const { left, right, line } of borders) {
    const length = lengthOf(line, plane)
    for (const [block, sign] of [
      [left, 1],
      [right, -1],
    ] as const) {
      const [own, sum] = [blocks[block], sums[block]]
      if (!own || !sum) continue
      own.perimeter += length
      for (let at = 2; at < line.length; at += 2) {
        const [ax, ay] = [(line[at - 2] ?? 0) - x0, (line[at - 1] ?? 0) - y0]
        const [bx, by] = [(line[at] ?? 0) - x0, (line[at + 1] ?? 0) - y0]
        const cross = (ax * by - ay * bx) * sign
        sum.area += cross / 2
        sum.x += (ax + bx) * cross
        sum.y += (ay + by) * cross
      }
    }
  }
  return blocks.map((block, at) => {
    const { area, x, y } = sums[at] ?? { area: 0, x: 0, y: 0 }
    return {
      ...block,
      squareMetres: area * plane.square,
      centre:
        area > 0 ? [(x / (6 * area) + x0) * unit, (y / (6 * area) + y0) * unit] : [x0 * unit, y0 * unit],
    }
  })
}
