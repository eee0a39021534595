// What stands along streets at regular distances: lamps, trees, covers in the carriageway, gratings at the kerb, bins.

import { alongLine, distance, lengthOf, off, type Point } from '../ground/plane.ts'
import { chance } from '../ground/random.ts'
import type { City } from '../plan.ts'
import { isBridge, type Street } from '../streets.ts'
import { type SideKind, streetRules } from '../traits.ts'
import { type Placed, standing } from './part.ts'

interface Row {
  kind: string
  every: number
  /** Metres to the left of the middle; a negative figure is to the right. */
  left: number
  /** On the other side too: opposite, or halfway between. */
  both?: 'opposite' | 'staggered'
  from?: number
  /** Which of the places are used; all where nothing is said. */
  share?: number
  onBridges?: true
  attributes?: Record<string, string>
}

const rows: Partial<Record<SideKind, readonly Row[]>> = {
  expressway: [
    { kind: '0137', every: 38, left: 13.5, both: 'opposite', onBridges: true },
    { kind: '0104', every: 42, left: 14.6, both: 'opposite' },
    { kind: '0103', every: 75, left: -9 },
    { kind: '0102', every: 80, left: 6 },
  ],
  main: [
    { kind: '0137', every: 34, left: 11.8, both: 'opposite', onBridges: true },
    { kind: '0402', every: 15, left: 13.4, both: 'opposite', from: 6, share: 0.94 },
    { kind: '0104', every: 38, left: 10.2, both: 'opposite' },
    { kind: '0102', every: 52, left: 4.2 },
    { kind: '0103', every: 56, left: -5.1 },
    { kind: '0101', every: 64, left: 8.6 },
    { kind: '0111', every: 110, left: -8.8 },
    { kind: '0106', every: 136, left: 12.6, both: 'opposite' },
    { kind: '0305', every: 85, left: 12.4, both: 'staggered' },
    { kind: '0225', every: 260, left: 14.8, both: 'staggered' },
  ],
  secondary: [
    { kind: '0137', every: 34, left: 8, both: 'staggered', onBridges: true },
    { kind: '0402', every: 15, left: 9.2, both: 'opposite', from: 5, share: 0.92 },
    { kind: '0104', every: 42, left: 6.7, both: 'opposite' },
    { kind: '0102', every: 55, left: 2.6 },
    { kind: '0103', every: 62, left: -3.2 },
    { kind: '0101', every: 70, left: 5.6 },
    { kind: '0111', every: 125, left: -5.4 },
    { kind: '0305', every: 105, left: 8.6, both: 'staggered' },
    { kind: '0225', every: 320, left: 10, both: 'staggered' },
  ],
  minor: [
    { kind: '0137', every: 34, left: 5.1 },
    { kind: '0402', every: 18, left: 5.7, both: 'staggered', from: 7, share: 0.85 },
    { kind: '0104', every: 50, left: 3.8, both: 'opposite' },
    { kind: '0102', every: 60, left: 1.5 },
    { kind: '0101', every: 72, left: -2.4 },
    { kind: '0305', every: 130, left: 5.6, both: 'staggered' },
  ],
  lane: [
    { kind: '0137', every: 36, left: 2.5 },
    { kind: '0102', every: 48, left: 0.4 },
    { kind: '0101', every: 64, left: -1 },
    { kind: '0130', every: 52, left: -2.5 },
    { kind: '0305', every: 120, left: 2.6 },
  ],
  yard: [
    { kind: '0137', every: 46, left: 3 },
    { kind: '0118', every: 85, left: -0.8 },
    { kind: '0103', every: 70, left: 0.9 },
  ],
}

/** @param isClear whether a place is ours and off the crossings */
export function partsAlong(
  net: City,
  at: (corner: number) => Point,
  streets: readonly Street[],
  isClear: (place: Point) => boolean,
  seed: number,
): Placed[] {
  return streets.flatMap(street => {
    if (!street.isOurs) return []
    const dice = chance(seed, `along ${street.id}`)
    return street.runs.flatMap(run => {
      const line = run.map(at)
      const length = lengthOf(line)
      const bridges = bridgeSpans(net, at, run)
      return (rows[street.kind] ?? []).flatMap(row => {
        const found: Placed[] = []
        const put = (metres: number, left: number): void => {
          const spot = alongLine(line, metres)
          if (!spot || (row.share !== undefined && !dice.is(row.share))) return
          const isOnBridge = bridges.some(([from, until]) => metres >= from && metres <= until)
          const place = off(spot.at, spot.along, 0, left)
          if (isOnBridge ? row.onBridges : isClear(place)) found.push(standing(row.kind, place))
        }
        for (let metres = (row.from ?? row.every / 2) % row.every; metres < length; metres += row.every) {
          put(metres, row.left)
          if (row.both === 'opposite') put(metres, -row.left)
          if (row.both === 'staggered') put(metres + row.every / 2, -row.left)
        }
        return found
      })
    })
  })
}

function bridgeSpans(net: City, at: (corner: number) => Point, run: readonly number[]): [number, number][] {
  const spans: [number, number][] = []
  let from = 0
  for (let here = 1; here < run.length; here += 1) {
    const [a, b] = [run[here - 1] ?? 0, run[here] ?? 0]
    const until = from + distance(at(a), at(b))
    if (isBridge(net, a, b)) spans.push([from, until])
    from = until
  }
  return spans
}

/** How far from a crossing its furniture begins. */
export function clearOf(kind: SideKind): number {
  return streetRules[kind].width / 2 + 3
}
