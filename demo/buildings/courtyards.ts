// A block of the old town: alleys between rows of plots, and on each plot a house of its own: around a courtyard, on
// three sides of it, two halls behind one another, or a shop up to the street.

import type { Point } from '../ground/plane.ts'
import type { Chance } from '../ground/random.ts'
import { type Building, type Built, nothing } from './building.ts'
import { letter } from './footprints.ts'
import { clearing, type Frame, frameOf, lieOfBlock, rectangle, type Slot, stands } from './frame.ts'

export function courtyards(block: readonly Point[], dice: Chance): Built {
  const angle = lieOfBlock(block)
  const upright = frameOf(block, angle)
  // Rows run along the shorter side of the block, so that the alleys are many and short.
  const frame =
    upright.north - upright.south >= upright.east - upright.west
      ? upright
      : frameOf(block, angle + Math.PI / 2)
  const built = nothing()
  const high = frame.north - frame.south
  const rows = Math.max(1, Math.round(high / dice.between(24, 29)))
  const alley = 3
  const depth = (high - (rows - 1) * alley) / rows
  for (let row = 0; row < rows; row += 1) {
    const south = frame.south + row * (depth + alley)
    // The plots are as deep as the slanted edge of the block leaves them.
    for (const [west, east] of clearing(frame, south + depth * 0.28, south + depth * 0.72))
      plots(built, frame, { west, south, wide: east - west, high: depth }, dice)
    if (row > 0 && row % 2 === 0) alleyAt(built, frame, south - alley / 2)
  }
  return built
}

function alleyAt(built: Built, frame: Frame, y: number): void {
  for (const [west, east] of clearing(frame, y - 0.3, y + 0.3))
    if (east - west > 25)
      built.ways.push({
        kind: 'path',
        line: frame.back([
          { x: west - 2, y },
          { x: east + 2, y },
        ]),
      })
}

function plots(built: Built, frame: Frame, { west, south, wide, high }: Slot, dice: Chance): void {
  const count = Math.max(1, Math.round(wide / dice.between(12.5, 16)))
  let from = west
  const widths = Array.from({ length: count }, () => dice.between(0.8, 1.25))
  const scale = wide / widths.reduce((sum, each) => sum + each, 0)
  for (const each of widths) {
    const plot = { west: from + 0.35, south: south + 0.4, wide: each * scale - 0.7, high: high - 0.8 }
    from += each * scale
    if (plot.wide > 6) house(built, frame, plot, dice)
  }
}

/** The plot as deep as it lies within the block, with a house on it. */
function house(built: Built, frame: Frame, plot: Slot, dice: Chance): void {
  for (const [cutSouth, cutNorth] of [
    [0, 0],
    [0.3, 0],
    [0, 0.3],
    [0.25, 0.25],
  ] as const) {
    const slot = {
      ...plot,
      south: plot.south + plot.high * cutSouth,
      high: plot.high * (1 - cutSouth - cutNorth),
    }
    if (!stands(rectangle(slot), frame.ring)) continue
    const roll = slot.high < 13 ? 0.99 : dice.next()
    for (const each of roll < 0.05 ? [] : forms(slot, roll, dice)) {
      const [ring, ...holes] = each.map(one => frame.back(one))
      const [outer] = each
      if (!ring || !outer) continue
      const [door] = frame.back([doorOf(outer, slot)])
      if (door)
        built.buildings.push({
          ring,
          holes: holes.map(hole => hole.toReversed()),
          door,
          isOfCompound: false,
        } satisfies Building)
    }
    return
  }
}

/** Within the building, near the side of the plot it stands at. */
function doorOf(ring: readonly Point[], { west, wide }: Slot): Point {
  const south = Math.min(...ring.map(({ y }) => y))
  return { x: west + wide * 0.5, y: south + 2 }
}

/** Rings of each building on the plot, the courtyard after the outer ring. */
function forms(slot: Slot, roll: number, dice: Chance): Point[][][] {
  const { west, south, wide, high } = slot
  const wing = Math.min(5.2, wide * 0.3)
  if (roll < 0.4 && wide > 10) {
    const court = {
      west: west + wing,
      south: south + wing,
      wide: wide - 2 * wing,
      high: high - 2 * wing - dice.between(0, 4),
    }
    return [[rectangle(slot), rectangle(court)]]
  }
  if (roll < 0.62) {
    // Two halls and a court between them.
    const front = high * dice.between(0.28, 0.36)
    return [
      [rectangle({ ...slot, high: front })],
      [rectangle({ ...slot, south: south + high - high * 0.36, high: high * 0.36 })],
    ]
  }
  if (roll < 0.8) return [[flipped(letter('U', slot, wing), slot)]]
  if (roll < 0.92) return [[letter('L', slot, Math.min(wide * 0.45, 7))]]
  return [[rectangle({ ...slot, high: high * dice.between(0.62, 1) })]]
}

/** Open to the north instead of the south, so that the front stands at the lane. */
function flipped(ring: readonly Point[], { south, high }: Slot): Point[] {
  return ring.map(({ x, y }) => ({ x, y: 2 * south + high - y })).toReversed()
}
