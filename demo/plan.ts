// The master plan on the drawing board: the river with its promenades, the railway, the main streets, and the old town
// within its moat on the north bank. Everything else grows between them.

import { type Face, Net } from './ground/net.ts'
import { distance, isWithin, type Point } from './ground/plane.ts'
import { chance } from './ground/random.ts'
import type { SideKind, Trait, Zone } from './traits.ts'

export type City = Net<SideKind, Trait>
export type Ground = Face<Trait>

/** The streets that everybody knows, by the cut they come from. */
export type Famous = Map<
  number,
  'axis' | 'cross' | 'north_bank' | 'south_bank' | 'ring' | 'moat' | 'aslant' | 'south' | 'west' | 'east'
>

/** Where things lie on the drawing board, in metres. */
export interface Lie {
  west: number
  east: number
  /** The railway in the north, the expressway in the south. */
  rail: number
  south: number
  axis: { x: number; y: number }
  river: { middle: number; half: number; promenade: number }
  /** Middle and half axes of the moat's outer bank. */
  old: { x: number; y: number; wide: number; high: number; moat: number }
}

const around = { west: -3100, south: -2200, east: 3100, north: 2300 }

export function lieOf(seed: number): Lie {
  const dice = chance(seed, 'plan')
  const middle = -330 + dice.between(-25, 25)
  const river = { middle, half: 62, promenade: 90 }
  const axis = { x: dice.between(-190, -60), y: middle + river.promenade + dice.between(262, 290) }
  return {
    west: -1130 + dice.between(-20, 20),
    east: 1130 + dice.between(-20, 20),
    rail: 970 + dice.between(-20, 20),
    south: -850 + dice.between(-20, 20),
    axis,
    river,
    old: {
      x: axis.x,
      y: middle + river.promenade,
      wide: dice.between(520, 560),
      high: dice.between(580, 620),
      moat: 36,
    },
  }
}

export function planned(lie: Lie): { net: City; famous: Famous } {
  const { west, south, east, north } = around
  const net: City = new Net<SideKind, Trait>(
    [
      { x: west, y: south },
      { x: east, y: south },
      { x: east, y: north },
      { x: west, y: north },
    ],
    'edge',
    { zone: 'around' },
  )
  const { river, axis, old } = lie
  const famous: Famous = new Map()
  const level = (y: number, kind: SideKind): number => across(net, { x: west, y }, { x: east, y }, kind)
  const upright = (x: number, kind: SideKind, until = north): number =>
    across(net, { x, y: south }, { x, y: until }, kind)
  level(lie.rail, 'rail')
  famous.set(level(lie.south, 'expressway'), 'south')
  famous.set(upright(lie.west, 'main'), 'west')
  famous.set(upright(lie.east, 'main'), 'east')
  famous.set(upright(axis.x, 'main', lie.rail), 'axis')
  for (const side of [-1, 1]) {
    level(river.middle + side * river.half, 'quay')
    const bank = level(river.middle + side * river.promenade, 'secondary')
    famous.set(bank, side < 0 ? 'south_bank' : 'north_bank')
  }
  level(river.middle, 'plain')
  famous.set(level(axis.y, 'main'), 'cross')
  for (const face of net.faces.values()) face.trait = { zone: zoneOf(net.middle(face), lie) }
  for (const side of [-1, 1]) {
    const { outer, inner } = moat(net, old, axis.y, side)
    famous.set(outer, 'ring')
    famous.set(inner, 'moat')
  }
  famous.set(slanting(net, lie), 'aslant')
  return { net, famous }
}

function zoneOf({ x, y }: Point, { west, east, rail, south, river }: Lie): Zone {
  const off = Math.abs(y - river.middle)
  if (off < river.half) return 'river'
  if (off < river.promenade) return 'promenade'
  return x > west && x < east && y < rail && y > south ? 'new' : 'around'
}

/** Cuts every face that a straight line crosses. */
function across(net: City, from: Point, to: Point, kind: SideKind): number {
  const cut = net.newCut()
  const crossed = [...net.faces.values()].map(face => ({ face, hits: hitsOf(net.ringOf(face), from, to) }))
  for (const { face, hits } of crossed) {
    const [first, last] = [hits[0], hits.at(-1)]
    if (!first || !last || distance(first, last) < 1) continue
    const [start, end] = [net.cornerOn(face, first, 0.5), net.cornerOn(face, last, 0.5)]
    if (net.isChord(face, start, end, [])) net.cut(face, start, end, [], { kind, cut })
  }
  return cut
}

/** Where a line meets a ring, in the order of the line. */
export function hitsOf(ring: readonly Point[], from: Point, to: Point): Point[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const found: number[] = []
  for (const [at, a] of ring.entries()) {
    const b = ring[(at + 1) % ring.length] ?? a
    const [ex, ey] = [b.x - a.x, b.y - a.y]
    const turn = dx * ey - dy * ex
    if (Math.abs(turn) < 1e-9) continue
    const [t, u] = [
      ((a.x - from.x) * ey - (a.y - from.y) * ex) / turn,
      ((a.x - from.x) * dy - (a.y - from.y) * dx) / turn,
    ]
    if (u >= -1e-9 && u <= 1 + 1e-9 && t >= -1e-9 && t <= 1 + 1e-9) found.push(t)
  }
  return found.sort((a, b) => a - b).map(t => ({ x: from.x + dx * t, y: from.y + dy * t }))
}

/** A main street aslant, from before the north gate to the eastern edge. */
function slanting(net: City, { axis, old, east, rail }: Lie): number {
  const gate = old.y + old.high
  const from = { x: axis.x, y: gate + 0.18 * (rail - gate) }
  const to = { x: east, y: gate + 0.62 * (rail - gate) }
  const face = net.faceAt({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
  const cut = net.newCut()
  if (!face) return cut
  const [a, b] = [net.cornerOn(face, from, 1), net.cornerOn(face, to, 1)]
  if (net.isChord(face, a, b, [])) net.cut(face, a, b, [], { kind: 'main', cut })
  return cut
}

/** One half of the moat and what lies within: from the river's street to the main street, and on to the gate. */
function moat(net: City, old: Lie['old'], main: number, side: number): { outer: number; inner: number } {
  const gate = Math.asin((main - old.y) / old.high)
  const arcs = [
    { from: 0, until: gate },
    { from: gate, until: Math.PI / 2 },
  ]
  const [outer, inner] = [net.newCut(), net.newCut()]
  for (const { from, until } of arcs) {
    const within = onArc(old, side, (from + until) / 2, 0.85)
    cutArc(net, within, { old, side, from, until, shrunk: 0, kind: 'secondary', cut: outer })
    cutArc(net, within, { old, side, from, until, shrunk: old.moat, kind: 'lane', cut: inner })
  }
  return { outer, inner }
}

interface Arc {
  old: Lie['old']
  side: number
  from: number
  until: number
  shrunk: number
  kind: SideKind
  cut: number
}

/** Cuts the face around `within` along an arc; what lies on its side becomes old town, the rest of old town the moat. */
function cutArc(net: City, within: Point, { old, side, from, until, shrunk, kind, cut }: Arc): void {
  const face = net.faceAt(within)
  if (!face) throw new Error('the old town lies nowhere')
  const ellipse = { ...old, wide: old.wide - shrunk, high: old.high - shrunk }
  // The arc meets the main street and the axis where it is; on the inner bank that is at another angle.
  const main = old.y + old.high * Math.sin(from)
  const start = from === 0 ? 0 : Math.asin((main - old.y) / ellipse.high)
  const end = until === Math.PI / 2 ? until : Math.asin((old.high * Math.sin(until)) / ellipse.high)
  const steps = Math.max(3, Math.round(((end - start) * 500) / 45))
  const points = Array.from({ length: steps + 1 }, (_, at) =>
    onArc(ellipse, side, start + ((end - start) * at) / steps, 1),
  )
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return
  const [a, b] = [net.cornerOn(face, first, 1), net.cornerOn(face, last, 1)]
  for (const half of net.cut(face, a, b, points.slice(1, -1), { kind, cut }))
    if (isWithin(within, net.ringOf(half))) half.trait = { zone: 'old' }
    else if (shrunk > 0) half.trait = { zone: 'canal' }
}

function onArc(
  old: Pick<Lie['old'], 'x' | 'y' | 'wide' | 'high'>,
  side: number,
  angle: number,
  share: number,
): Point {
  return {
    x: old.x + side * old.wide * share * Math.cos(angle),
    y: old.y + old.high * share * Math.sin(angle),
  }
}
