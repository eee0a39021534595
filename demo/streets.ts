// Streets as people know them: sides of the net that go on straight over a crossing are one street with one name; along
// it one measures how far a house stands from its beginning.

import { sideOf } from './ground/net.ts'
import { direction, distance, type Point } from './ground/plane.ts'
import { chance } from './ground/random.ts'
import { called, type Named } from './names.ts'
import type { City, Famous } from './plan.ts'
import { type SideKind, streetRules } from './traits.ts'

/** A piece of a street without forks, from corner to corner. */
export type Run = number[]

export interface Street {
  id: number
  kind: SideKind
  name: Named | undefined
  runs: Run[]
  /** Whether any of it lies in or at the subdistrict. */
  isOurs: boolean
}

export function streetsOf(
  net: City,
  at: (corner: number) => Point,
  famous: Famous,
  stem: () => Named,
  seed: number,
): Street[] {
  const root = mergedCuts(net, at)
  const bySides = new Map<number, { kind: SideKind; sides: [number, number][]; cuts: Set<number> }>()
  for (const [key, { kind, cut }] of net.sides) {
    if (streetRules[kind].drawn === undefined) continue
    const own = root(cut)
    const entry = bySides.get(own) ?? { kind, sides: [], cuts: new Set() }
    entry.sides.push(ends(key))
    entry.cuts.add(cut)
    bySides.set(own, entry)
  }
  const dice = chance(seed, 'street names')
  const streets = [...bySides.values()].map(({ kind, sides, cuts }, id): Street => {
    const isOurs = sides.some(([a, b]) =>
      [net.leftOf(a, b), net.leftOf(b, a)].some(face => face?.trait.community !== undefined),
    )
    const known = [...cuts].map(cut => famous.get(cut)).find(each => each !== undefined)
    const name = known
      ? famousNames[known]
      : isOurs && streetRules[kind].named
        ? named(kind, isOld(net, sides), stem, dice.next())
        : undefined
    return { id, kind, name, runs: runsOf(sides), isOurs }
  })
  return streets
}

const famousNames: Record<NonNullable<ReturnType<Famous['get']>>, Named> = {
  axis: { zh: '望津大街', en: 'Wangjin Avenue' },
  cross: { zh: '鼓楼大街', en: 'Drum Tower Avenue' },
  north_bank: { zh: '北江滨路', en: 'North Embankment Road' },
  south_bank: { zh: '南江滨路', en: 'South Embankment Road' },
  ring: { zh: '环城路', en: 'Ring Road' },
  moat: { zh: '城河下', en: 'Moatside Lane' },
  aslant: { zh: '凤仪大道', en: 'Fengyi Boulevard' },
  south: { zh: '南环快速路', en: 'South Ring Expressway' },
  west: { zh: '西关大道', en: 'Xiguan Boulevard' },
  east: { zh: '东关大道', en: 'Dongguan Boulevard' },
}

function named(kind: SideKind, old: boolean, stem: () => Named, roll: number): Named {
  if (kind === 'main') return called(stem(), '大道', 'Boulevard')
  if (kind === 'secondary') return called(stem(), '路', 'Road')
  if (kind === 'minor')
    return called(stem(), old || roll < 0.4 ? '街' : '路', old || roll < 0.4 ? 'Street' : 'Road')
  if (roll < 0.62) return called(stem(), '巷', 'Lane')
  return roll < 0.86 ? called(stem(), '弄', 'Alley') : called(stem(), '里', 'Court')
}

function isOld(net: City, sides: readonly [number, number][]): boolean {
  return sides.some(([a, b]) => net.leftOf(a, b)?.trait.zone === 'old')
}

/** Which cuts are one street: those that go on without a bend where they meet, and are of one kind. */
function mergedCuts(net: City, at: (corner: number) => Point): (cut: number) => number {
  const parent = new Map<number, number>()
  const root = (cut: number): number => {
    const above = parent.get(cut)
    if (above === undefined || above === cut) return cut
    const top = root(above)
    parent.set(cut, top)
    return top
  }
  const meeting = new Map<number, { to: number; kind: SideKind; cut: number }[]>()
  for (const [key, { kind, cut }] of net.sides) {
    if (streetRules[kind].drawn === undefined) continue
    const [a, b] = ends(key)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      meeting.set(from, [...(meeting.get(from) ?? []), { to, kind, cut }])
  }
  for (const [corner, ways] of meeting)
    for (const [here, one] of ways.entries())
      for (const other of ways.slice(here + 1)) {
        if (one.kind !== other.kind || root(one.cut) === root(other.cut)) continue
        const [into, out] = [direction(at(one.to), at(corner)), direction(at(corner), at(other.to))]
        if (into.x * out.x + into.y * out.y > 0.93) parent.set(root(one.cut), root(other.cut))
      }
  return root
}

/** The sides of a street as lines that are as long as can be. */
function runsOf(sides: readonly [number, number][]): Run[] {
  const next = new Map<number, Set<number>>()
  for (const [a, b] of sides)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      next.set(from, (next.get(from) ?? new Set()).add(to))
  const runs: Run[] = []
  const walk = (start: number): void => {
    const run = [start]
    for (let here = start; ; ) {
      const ways = next.get(here)
      const [to] = ways ?? []
      if (!ways || to === undefined) break
      ways.delete(to)
      next.get(to)?.delete(here)
      run.push(to)
      here = to
      // A fork ends the run; the others begin there.
      if ((next.get(here)?.size ?? 0) !== 1) break
    }
    if (run.length > 1) runs.push(run)
  }
  for (const [corner, ways] of next) while (ways.size % 2 === 1) walk(corner)
  for (const [corner, ways] of next) while (ways.size > 0) walk(corner)
  return runs
}

function ends(key: string): [number, number] {
  const [a = 0, b = 0] = key.split('-').map(Number)
  return [a, b]
}

export interface Stretch {
  street: Street
  /** Metres from the beginning of the street to where the side begins, in the direction of the run. */
  from: number
  a: number
  b: number
}

/** Where each side lies on its street. */
export function stretches(streets: readonly Street[], at: (corner: number) => Point): Map<string, Stretch> {
  const found = new Map<string, Stretch>()
  for (const street of streets) {
    let from = 0
    for (const run of street.runs)
      for (let here = 1; here < run.length; here += 1) {
        const [a, b] = [run[here - 1] ?? 0, run[here] ?? 0]
        found.set(sideOf(a, b), { street, from, a, b })
        from += distance(at(a), at(b))
      }
  }
  return found
}

/** Whether a side crosses the river or the moat. */
export function isBridge(net: City, a: number, b: number): boolean {
  return [net.leftOf(a, b), net.leftOf(b, a)].every(
    face => face?.trait.zone === 'river' || face?.trait.zone === 'canal',
  )
}
