// Counts of points in squares, added up beforehand for every zoom where single points would be too many: a tile of
// them has at most 64 squares, whatever lies in it.
import type { Drawn, TileId } from './tile.ts'
import { isBefore } from './tile-curve.ts'
import type { PackedPoints, PointFilter } from './tile-points.ts'
import { writeTile } from './tile-writer.ts'

/** A tile is counted in squares of 2^-3 of its side: 64 pixels each, where a tile is drawn 512 wide. */
export const clusterDepth = 3
const across = 2 ** clusterDepth
/** The last zoom of which squares are counted beforehand. */
export const lastClustered = 14

interface Level {
  count: number
  x: Uint32Array
  y: Uint32Array
  /** The first row of each square; the rows of a square follow one another. */
  first: Uint32Array
  points: Uint32Array
  sumX: Float64Array
  sumY: Float64Array
}

export class Pyramid {
  /** By depth in the quadtree; a level with nearly as many squares as points is counted when it is asked for. */
  readonly #levels = new Map<number, Level>()

  constructor(x: Uint32Array, y: Uint32Array, size: number) {
    const squares = new Uint32Array(size)
    for (let depth = clusterDepth; depth <= lastClustered + clusterDepth; depth += 1) {
      const shift = 32 - depth
      let count = 0
      for (let row = 0; row < size; row += 1) {
        const isFirst =
          row === 0 ||
          (x[row] ?? 0) >>> shift !== (x[row - 1] ?? 0) >>> shift ||
          (y[row] ?? 0) >>> shift !== (y[row - 1] ?? 0) >>> shift
        if (isFirst) squares[count++] = row
      }
      if (count > size / 4) break
      this.#levels.set(depth, countedAt(x, y, size, shift, squares.slice(0, count)))
    }
  }

  get bytes(): number {
    return [...this.#levels.values()].reduce((sum, { count }) => sum + count * 32, 0)
  }

  at(depth: number): Level | undefined {
    return this.#levels.get(depth)
  }

  /** A point that is no longer there. */
  leaveOut(x: number, y: number): void {
    for (const [depth, level] of this.#levels) {
      const square = squareOf(level, x >>> (32 - depth), y >>> (32 - depth))
      level.points[square] = (level.points[square] ?? 0) - 1
      level.sumX[square] = (level.sumX[square] ?? 0) - x
      level.sumY[square] = (level.sumY[square] ?? 0) - y
    }
  }
}

function countedAt(x: Uint32Array, y: Uint32Array, size: number, shift: number, first: Uint32Array): Level {
  const count = first.length
  const level: Level = {
    count,
    first,
    x: new Uint32Array(count),
    y: new Uint32Array(count),
    points: new Uint32Array(count),
    sumX: new Float64Array(count),
    sumY: new Float64Array(count),
  }
  for (let square = 0; square < count; square += 1) {
    const from = first[square] ?? 0
    const upto = first[square + 1] ?? size
    let [sumX, sumY] = [0, 0]
    for (let row = from; row < upto; row += 1) {
      sumX += x[row] ?? 0
      sumY += y[row] ?? 0
    }
    level.x[square] = (x[from] ?? 0) >>> shift
    level.y[square] = (y[from] ?? 0) >>> shift
    level.points[square] = upto - from
    level.sumX[square] = sumX
    level.sumY[square] = sumY
  }
  return level
}

/** The number of a square, or of the next one along the curve where nothing lies in it. */
function squareOf(level: Level, x: number, y: number): number {
  let [from, upto] = [0, level.count]
  while (from < upto) {
    const middle = (from + upto) >> 1
    if (isBefore(level.x[middle] ?? 0, level.y[middle] ?? 0, x, y)) from = middle + 1
    else upto = middle
  }
  return from
}

/**
 * A tile of counts: each of its 64 squares as a point in the middle of what lies there with `count`; one that stands
 * alone as itself, with its id and attributes. Everything that lies in the tile is counted once, and nothing beside it.
 */
export function encodeClusters(
  points: PackedPoints,
  tile: TileId,
  { name, filter, extent = 4096 }: { name: string; filter?: PointFilter | undefined; extent?: number },
): Uint8Array {
  const side = 2 ** (32 - tile.z)
  const [west, north] = [tile.x * side, tile.y * side]
  const box = { west, north, east: west + side, south: north + side }
  const squares = Array.from({ length: across * across }, () => ({ count: 0, sumX: 0, sumY: 0, row: 0 }))
  const addTo = (x: number, y: number, row: number, count: number, sumX: number, sumY: number): void => {
    const square = squares[y * across + x]
    if (!square) return
    square.row = row
    square.count += count
    square.sumX += sumX
    square.sumY += sumY
  }
  const addRow = (row: number): void => {
    const [x, y] = [points.x[row] ?? 0, points.y[row] ?? 0]
    addTo(Math.floor((x - west) / (side / across)), Math.floor((y - north) / (side / across)), row, 1, x, y)
  }
  const level = points.leavesOut(filter) ? undefined : points.pyramid.at(tile.z + clusterDepth)
  if (level) {
    const [firstX, firstY] = [tile.x * across, tile.y * across]
    for (let at = squareOf(level, firstX, firstY); at < level.count; at += 1) {
      const [x, y] = [(level.x[at] ?? 0) - firstX, (level.y[at] ?? 0) - firstY]
      if (x < 0 || x >= across || y < 0 || y >= across) break
      const count = level.points[at] ?? 0
      if (count === 0) continue
      const row = count === 1 ? points.stillThere(level.first[at] ?? 0) : 0
      addTo(x, y, row, count, level.sumX[at] ?? 0, level.sumY[at] ?? 0)
    }
    for (const row of points.overlayWithin(box)) addRow(row)
  } else {
    const { rows, count } = points.within(box, filter)
    for (let at = 0; at < count; at += 1) addRow(rows[at] ?? 0)
  }
  const unit = extent / side
  const features = squares.flatMap(({ count, sumX, sumY, row }): Drawn[] => {
    if (count === 0) return []
    const place = [Math.round((sumX / count - west) * unit), Math.round((sumY / count - north) * unit)]
    if (count > 1) return [{ type: 'point', parts: [place], attributes: { count } }]
    const attributes = points.knownLooks.said(points.looks[row] ?? 0)
    return [{ type: 'point', parts: [place], attributes, id: points.ids[row] ?? 0 }]
  })
  return features.length === 0 ? new Uint8Array() : writeTile([{ name, features }], extent)
}
