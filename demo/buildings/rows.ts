// Blocks built in rows: flats in slabs that face south, towers set off against one another, sheds of the works.

import { inset } from '../ground/inset.ts'
import type { Point } from '../ground/plane.ts'
import type { Chance } from '../ground/random.ts'
import { type Built, nothing } from './building.ts'
import { slab, tower } from './footprints.ts'
import { clearing, type Frame, frameOf, rectangle, rowsOfBlock, type Slot, stands } from './frame.ts'

/** Slabs of five to seven floors with gardens between the rows. */
export function slabs(block: readonly Point[], dice: Chance): Built {
  const frame = frameOf(block, rowsOfBlock(block))
  const built = nothing()
  const depth = dice.between(12.5, 14.5)
  const gap = dice.between(17, 23)
  const unit = dice.between(15, 18)
  for (const { south, spans } of bands(frame, { depth, gap, edge: 5 }))
    for (const [west, east] of spans) {
      // As many rows side by side as fit, of two to four staircases.
      const wide = east - west
      if (wide < unit * 1.6) continue
      const across = Math.max(1, Math.round(wide / (unit * dice.between(2.7, 3.9) + 10)))
      const each = (wide - (across - 1) * 9) / across
      const staircases = Math.max(1, Math.floor(each / unit))
      const length = Math.min(each, staircases * unit * 1.06)
      for (let at = 0; at < across; at += 1) {
        const slot = { west: west + at * (each + 9) + (each - length) / 2, south, wide: length, high: depth }
        put(built, frame, slab(slot, staircases), slot, true)
      }
      const garden = { west: west + 3, south: south + depth + 4.5, wide: wide - 6, high: gap - 10 }
      const ring = rectangle(garden)
      if (garden.high > 4 && stands(ring, frame.ring))
        built.greens.push({ kind: 'grass', ring: frame.back(ring) })
    }
  return built
}

/** Towers in a garden, every second row set off by half a step. */
export function towers(block: readonly Point[], dice: Chance): Built {
  const frame = frameOf(block, rowsOfBlock(block))
  const built = nothing()
  const garden = inset(
    block,
    block.map(() => 8),
  )
  if (garden) built.greens.push({ kind: 'grass', ring: garden })
  const [wide, high] = [dice.between(27, 31), dice.between(19, 22)]
  const step = wide + dice.between(11, 16)
  for (const [row, { south, spans }] of bands(frame, {
    depth: high,
    gap: dice.between(21, 27),
    edge: 5,
  }).entries())
    for (const [west, east] of spans) {
      const room = east - west
      const count = Math.floor((room + step - wide) / step)
      if (count < 1) continue
      const spare = room - (count * step - (step - wide))
      const shift = count > 1 && row % 2 === 1 ? spare * 0.85 : spare * 0.15
      for (let at = 0; at < count; at += 1) {
        const slot = { west: west + shift + at * step, south, wide, high }
        put(built, frame, tower(slot), slot, true)
      }
    }
  return built
}

/** Halls of a works, long and close together. */
export function sheds(block: readonly Point[], dice: Chance): Built {
  const frame = frameOf(block, rowsOfBlock(block))
  const built = nothing()
  for (const { south, spans } of bands(frame, { depth: dice.between(24, 32), gap: 13, edge: 5 }))
    for (const [west, east] of spans)
      for (let from = west; east - from > 22; ) {
        const wide = Math.min(east - from, dice.between(44, 78))
        const slot = { west: from, south, wide, high: dice.between(20, 26) }
        if (wide > 18 && dice.is(0.9)) put(built, frame, rectangle(slot), slot, false)
        from += wide + dice.between(9, 14)
      }
  return built
}

/** The rows of a block from south to north, spread over its whole depth. */
function bands(
  frame: Frame,
  { depth, gap, edge }: { depth: number; gap: number; edge: number },
): { south: number; spans: [number, number][] }[] {
  const high = frame.north - frame.south - 2 * edge
  const rows = Math.max(1, Math.floor((high + gap) / (depth + gap)))
  const step = rows > 1 ? (high - depth) / (rows - 1) : 0
  const first = rows > 1 ? frame.south + edge : frame.south + edge + Math.max(0, (high - depth) / 2)
  return Array.from({ length: rows }, (_, row) => {
    const south = first + row * step
    return {
      south,
      spans: clearing(frame, south - 1, south + depth + 1).map(([west, east]): [number, number] => [
        west + edge,
        east - edge,
      ]),
    }
  })
}

function put(built: Built, frame: Frame, ring: Point[], slot: Slot, isOfCompound: boolean): void {
  if (!stands(ring, frame.ring)) return
  const [door] = frame.back([{ x: slot.west + slot.wide / 2, y: slot.south + slot.high * 0.45 }])
  if (door) built.buildings.push({ ring: frame.back(ring), holes: [], door, isOfCompound })
}
