// Blocks that are one thing: a school with its track, a hospital, a market, a temple, the station, shops, offices. Each
// is a list of what is wanted, put where there is room, the most important first.
import { middleOf, type Point } from '../ground/plane.ts'
import type { Named } from '../names.ts'
import type { Use } from '../uses.ts'
import { type Built, nothing } from './building.ts'
import { letter, stadium, tower } from './footprints.ts'
import { type Frame, frameOf, lieOfBlock, rectangle, roomFor, type Slot, stands } from './frame.ts'

interface Want {
  wide: number
  high: number
  /** Where in the block, from its south-western corner, in shares of its extent. */
  at: [east: number, north: number]
  form: (slot: Slot) => Point[] | [Point[], Point[]]
  is?: 'track' | 'lawn' | 'main'
}

const box = rectangle
const ringed =
  (thick: number) =>
  (slot: Slot): [Point[], Point[]] => [
    rectangle(slot),
    rectangle({
      west: slot.west + thick,
      south: slot.south + thick,
      wide: slot.wide - 2 * thick,
      high: slot.high - 2 * thick,
    }),
  ]
const shaped =
  (kind: 'H' | 'E' | 'L' | 'U', thick: number) =>
  (slot: Slot): Point[] =>
    letter(kind, slot, thick)

const wants: Partial<Record<Use, readonly Want[]>> = {
  school: [
    { wide: 52, high: 96, at: [0.2, 0.4], form: stadium, is: 'track' },
    { wide: 40, high: 72, at: [0.2, 0.4], form: stadium, is: 'track' },
    { wide: 56, high: 62, at: [0.75, 0.6], form: shaped('E', 13), is: 'main' },
    { wide: 34, high: 24, at: [0.75, 0.12], form: box },
    { wide: 60, high: 13, at: [0.6, 0.95], form: box },
    { wide: 13, high: 46, at: [0.95, 0.4], form: box },
    { wide: 26, high: 16, at: [0.45, 0.1], form: box },
  ],
  hospital: [
    { wide: 70, high: 52, at: [0.5, 0.3], form: shaped('H', 16), is: 'main' },
    { wide: 76, high: 20, at: [0.5, 0.75], form: box },
    { wide: 24, high: 48, at: [0.1, 0.6], form: box },
    { wide: 42, high: 24, at: [0.85, 0.9], form: box },
    { wide: 50, high: 22, at: [0.5, 0.98], form: box, is: 'lawn' },
    { wide: 20, high: 16, at: [0.9, 0.1], form: box },
  ],
  market: [
    { wide: 78, high: 54, at: [0.5, 0.5], form: box, is: 'main' },
    { wide: 56, high: 36, at: [0.5, 0.5], form: box, is: 'main' },
    { wide: 62, high: 14, at: [0.5, 0.05], form: box },
    { wide: 14, high: 50, at: [0.02, 0.5], form: box },
    { wide: 14, high: 50, at: [0.98, 0.5], form: box },
    { wide: 40, high: 13, at: [0.5, 0.98], form: box },
    { wide: 30, high: 12, at: [0.2, 0.98], form: box },
  ],
  temple: [
    { wide: 30, high: 20, at: [0.5, 0.68], form: box, is: 'main' },
    { wide: 24, high: 14, at: [0.5, 0.38], form: box },
    { wide: 22, high: 12, at: [0.5, 0.95], form: box },
    { wide: 16, high: 8, at: [0.5, 0.1], form: box },
    { wide: 7, high: 44, at: [0.14, 0.5], form: box },
    { wide: 7, high: 44, at: [0.86, 0.5], form: box },
  ],
  station: [
    { wide: 150, high: 36, at: [0.45, 0.86], form: station, is: 'main' },
    { wide: 110, high: 32, at: [0.45, 0.86], form: station, is: 'main' },
    { wide: 40, high: 22, at: [0.95, 0.5], form: box },
    { wide: 70, high: 54, at: [0.4, 0.3], form: box, is: 'lawn' },
    { wide: 36, high: 20, at: [0.02, 0.2], form: box },
  ],
  mall: [
    { wide: 104, high: 66, at: [0.5, 0.45], form: podium, is: 'main' },
    { wide: 72, high: 46, at: [0.5, 0.45], form: podium, is: 'main' },
    { wide: 58, high: 40, at: [0.95, 0.9], form: podium },
    { wide: 34, high: 34, at: [0.05, 0.95], form: tower },
    { wide: 34, high: 34, at: [0.98, 0.05], form: tower },
    { wide: 46, high: 22, at: [0.05, 0.05], form: box },
    { wide: 60, high: 18, at: [0.5, 0.98], form: box },
    { wide: 40, high: 16, at: [0.5, 0.02], form: box },
  ],
  offices: [
    { wide: 66, high: 58, at: [0.5, 0.55], form: ringed(15), is: 'main' },
    { wide: 44, high: 36, at: [0.1, 0.9], form: shaped('L', 15) },
    { wide: 36, high: 36, at: [0.95, 0.9], form: tower },
    { wide: 60, high: 18, at: [0.5, 0.05], form: box, is: 'lawn' },
    { wide: 48, high: 17, at: [0.95, 0.1], form: box },
    { wide: 36, high: 36, at: [0.02, 0.1], form: tower },
    { wide: 52, high: 17, at: [0.4, 0.98], form: box },
    { wide: 30, high: 17, at: [0.98, 0.5], form: box },
  ],
}

export function hall(block: readonly Point[], use: Use, name: Named): Built {
  const built = nothing()
  const frame = frameOf(block, lieOfBlock(block))
  const taken: Slot[] = []
  const main = { isNamed: false, hasTrack: false }
  for (const want of wants[use] ?? []) {
    if ((want.is === 'main' && main.isNamed) || (want.is === 'track' && main.hasTrack)) continue
    const slot = roomFor(frame, taken, want, placeOf(frame, want.at), use === 'temple' ? 4 : 9)
    if (!slot) continue
    taken.push(slot)
    const form = want.form(slot)
    const rings = isPair(form) ? form : [form]
    const [outer, ...holes] = rings
    if (!outer || !stands(outer, frame.ring)) continue
    if (want.is === 'track' || want.is === 'lawn') {
      built.greens.push({ kind: want.is === 'track' ? 'pitch' : 'grass', ring: frame.back(outer) })
      if (want.is === 'track') main.hasTrack = true
      continue
    }
    const [door] = frame.back([
      isPair(form) ? { x: slot.west + 5, y: slot.south + slot.high / 2 } : within(outer),
    ])
    if (!door) continue
    const isMain = want.is === 'main'
    built.buildings.push({
      ring: frame.back(outer),
      holes: holes.map(hole => frame.back(hole.toReversed())),
      door,
      isOfCompound: false,
      ...(isMain && { name }),
    })
    if (isMain) main.isNamed = true
  }
  return built
}

function placeOf({ west, south, east, north }: Frame, [x, y]: [number, number]): Point {
  return { x: west + (east - west) * x, y: south + (north - south) * y }
}

function isPair(form: Point[] | [Point[], Point[]]): form is [Point[], Point[]] {
  return Array.isArray(form[0])
}

/** A place inside, for letters too: a little in from the first side. */
function within(ring: readonly Point[]): Point {
  const [a, b] = ring
  if (!a || !b) return middleOf(ring)
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1
  return {
    x: (a.x + b.x) / 2 - ((b.y - a.y) / length) * 2.5,
    y: (a.y + b.y) / 2 + ((b.x - a.x) / length) * 2.5,
  }
}

/** A long hall with two lower wings. */
function station({ west, south, wide, high }: Slot): Point[] {
  const p = (x: number, y: number): Point => ({ x: west + wide * x, y: south + high * y })
  return [
    p(0, 0.3),
    p(0.25, 0.3),
    p(0.25, 0),
    p(0.75, 0),
    p(0.75, 0.3),
    p(1, 0.3),
    p(1, 0.9),
    p(0.72, 0.9),
    p(0.72, 1),
    p(0.28, 1),
    p(0.28, 0.9),
    p(0, 0.9),
  ]
}

/** A large store with its corners cut and an entrance drawn in. */
function podium({ west, south, wide, high }: Slot): Point[] {
  const p = (x: number, y: number): Point => ({ x: west + wide * x, y: south + high * y })
  return [
    p(0.1, 0),
    p(0.38, 0),
    p(0.42, 0.12),
    p(0.58, 0.12),
    p(0.62, 0),
    p(0.9, 0),
    p(1, 0.16),
    p(1, 0.8),
    p(0.86, 1),
    p(0.14, 1),
    p(0, 0.84),
    p(0, 0.16),
  ]
}
