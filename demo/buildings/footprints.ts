// Footprints in the frame of a block: rows with staircases, towers, halls, houses around a courtyard.
import type { Point } from '../ground/plane.ts'
import type { Slot } from './frame.ts'

/** A row of so many staircases: each stands out to the north, with balconies to the south. */
export function slab({ west, south, wide, high }: Slot, staircases: number): Point[] {
  const unit = wide / staircases
  const ring: Point[] = []
  for (let at = 0; at < staircases; at += 1) {
    const from = west + at * unit
    ring.push(
      { x: from, y: south + (at % 2 === 0 ? 0 : 1.1) },
      { x: from + unit, y: south + (at % 2 === 0 ? 0 : 1.1) },
    )
  }
  for (let at = staircases - 1; at >= 0; at -= 1) {
    const middle = west + (at + 0.5) * unit
    ring.push(
      { x: middle + unit * 0.5, y: south + high - 1.4 },
      { x: middle + 2.6, y: south + high - 1.4 },
      { x: middle + 2.6, y: south + high },
      { x: middle - 2.6, y: south + high },
      { x: middle - 2.6, y: south + high - 1.4 },
      { x: middle - unit * 0.5, y: south + high - 1.4 },
    )
  }
  return unfolded(ring)
}

/** A tower like a butterfly: two wings and a core. */
export function tower({ west, south, wide, high }: Slot): Point[] {
  const at = (x: number, y: number): Point => ({ x: west + wide * x, y: south + high * y })
  return [
    at(0, 0.08),
    at(0.36, 0),
    at(0.42, 0.18),
    at(0.58, 0.18),
    at(0.64, 0),
    at(1, 0.08),
    at(1, 0.72),
    at(0.78, 0.76),
    at(0.74, 1),
    at(0.26, 1),
    at(0.22, 0.76),
    at(0, 0.72),
  ]
}

/** Letters as seen from above; `thick` is the depth of the wings. */
export function letter(
  kind: 'H' | 'E' | 'L' | 'U',
  { west, south, wide, high }: Slot,
  thick: number,
): Point[] {
  const [w, e, s, n] = [west, west + wide, south, south + high]
  const p = (x: number, y: number): Point => ({ x, y })
  const middle = (s + n) / 2
  switch (kind) {
    case 'L':
      return [p(w, s), p(e, s), p(e, s + thick), p(w + thick, s + thick), p(w + thick, n), p(w, n)]
    case 'U':
      return [
        p(w, s),
        p(w + thick, s),
        p(w + thick, n - thick),
        p(e - thick, n - thick),
        p(e - thick, s),
        p(e, s),
        p(e, n),
        p(w, n),
      ]
    case 'H':
      return [
        p(w, s),
        p(e, s),
        p(e, s + thick),
        p((w + e) / 2 + thick / 2, s + thick),
        p((w + e) / 2 + thick / 2, n - thick),
        p(e, n - thick),
        p(e, n),
        p(w, n),
        p(w, n - thick),
        p((w + e) / 2 - thick / 2, n - thick),
        p((w + e) / 2 - thick / 2, s + thick),
        p(w, s + thick),
      ]
    case 'E':
      return [
        p(w, s),
        p(e, s),
        p(e, s + thick),
        p(w + thick, s + thick),
        p(w + thick, middle - thick / 2),
        p(e, middle - thick / 2),
        p(e, middle + thick / 2),
        p(w + thick, middle + thick / 2),
        p(w + thick, n - thick),
        p(e, n - thick),
        p(e, n),
        p(w, n),
      ]
  }
}

/** A running track, or anything else with round ends, lying along its longer side. */
export function stadium({ west, south, wide, high }: Slot): Point[] {
  const isTall = high > wide
  const [long, across] = isTall ? [high, wide] : [wide, high]
  const r = across / 2
  const ring: Point[] = []
  for (let at = 0; at <= 10; at += 1) {
    const angle = -Math.PI / 2 + (Math.PI * at) / 10
    ring.push({ x: long - r + r * Math.cos(angle), y: r + r * Math.sin(angle) })
  }
  for (let at = 0; at <= 10; at += 1) {
    const angle = Math.PI / 2 + (Math.PI * at) / 10
    ring.push({ x: r + r * Math.cos(angle), y: r + r * Math.sin(angle) })
  }
  return isTall
    ? ring.map(({ x, y }) => ({ x: west + across - y, y: south + x }))
    : ring.map(({ x, y }) => ({ x: west + x, y: south + y }))
}

/** Corners that lie on one another, or between their neighbours on one line, are left out. */
function unfolded(ring: readonly Point[]): Point[] {
  return ring.filter((corner, at) => {
    const before = ring.at(at - 1) ?? corner
    return Math.hypot(corner.x - before.x, corner.y - before.y) > 0.05
  })
}
