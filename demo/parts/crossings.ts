// What stands where streets meet: lights, cameras, name plates, hydrants, bollards at the kerb, cabinets.

import { direction, off, type Point } from '../ground/plane.ts'
import { chance } from '../ground/random.ts'
import type { City } from '../plan.ts'
import type { Stretch } from '../streets.ts'
import { type SideKind, streetRules } from '../traits.ts'
import { older, type Placed, standing } from './part.ts'

export interface Crossing {
  at: Point
  /** Its streets, against the clock: where each goes and what it is. */
  ways: { along: Point; kind: SideKind; name: string | undefined; street: number }[]
  /** Half the width of the widest, and a little more. */
  reach: number
}

/** Every place where two streets meet. */
export function crossingsOf(
  net: City,
  at: (corner: number) => Point,
  stretch: ReadonlyMap<string, Stretch>,
): Crossing[] {
  const ways = new Map<number, Crossing['ways']>()
  for (const [key, { street }] of stretch) {
    const [a = 0, b = 0] = key.split('-').map(Number)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      ways.set(from, [
        ...(ways.get(from) ?? []),
        { along: direction(at(from), at(to)), kind: street.kind, name: street.name?.zh, street: street.id },
      ])
  }
  return [...ways].flatMap(([corner, all]) => {
    if (new Set(all.map(({ street }) => street)).size < 2 || net.degree(corner) < 3) return []
    const reach = Math.max(...all.map(({ kind }) => streetRules[kind].width / 2)) + 2
    const sorted = all.toSorted((one, other) => angleOf(one.along) - angleOf(other.along))
    return [{ at: at(corner), ways: sorted, reach }]
  })
}

function angleOf({ x, y }: Point): number {
  return Math.atan2(y, x)
}

const wide: ReadonlySet<SideKind> = new Set(['expressway', 'main', 'secondary'])

export function partsAtCrossings(crossings: readonly Crossing[], seed: number): Placed[] {
  const dice = chance(seed, 'crossings')
  return crossings.flatMap(({ at, ways }) => {
    const open = ways.filter(({ kind }) => kind !== 'rail')
    const large = open.filter(({ kind }) => wide.has(kind))
    const isSignalled = large.length >= 3
    const found: Placed[] = []
    for (const [here, way] of open.entries()) {
      const next = open[(here + 1) % open.length]
      if (!next || next === way) continue
      const corner = cornerOf(at, way, next)
      // In the bend of the river road no corner would be a corner.
      if (!corner) continue
      if (isSignalled && wide.has(way.kind)) {
        found.push(standing('0210', corner(-1.2), { edition: older }))
        if (here % 2 === 0) found.push(standing('0150', corner(-0.4)))
        for (const step of [0, 1.6]) found.push(standing('0220', corner(1 + step)))
      }
      if (way.name && here < 2 && way.kind !== 'yard')
        found.push(standing('0212', corner(2.2), { name: way.name }))
      if (here === 0 && wide.has(way.kind)) found.push(standing('0113', corner(3.4), { edition: older }))
      if (here === 1 && wide.has(way.kind) && dice.is(0.55)) found.push(standing('0127', corner(4.8)))
      if (here === 2 && dice.is(0.5)) found.push(standing('0128', corner(4.2)))
      if (here === 0 && way.kind === 'minor' && dice.is(0.4))
        found.push(standing('0113', corner(1.5), { edition: older }))
    }
    return found
  })
}

/** The corner between two ways, so far back from the kerbs. */
function cornerOf(
  at: Point,
  way: Crossing['ways'][number],
  next: Crossing['ways'][number],
): ((back: number) => Point) | undefined {
  const turn = way.along.x * next.along.y - way.along.y * next.along.x
  if (turn < 0.35) return undefined
  const [one, other] = [streetRules[way.kind].carriageway / 2 + 2, streetRules[next.kind].carriageway / 2 + 2]
  return back => off(off(at, way.along, (other + back) / turn, 0), next.along, (one + back) / turn, 0)
}
