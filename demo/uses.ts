// What each parcel is for: the park with its lake, schools, hospital, market, temple, station, shops and works where a
// planner would put them; the rest is lived in.

import { areaOf, distance, type Point } from './ground/plane.ts'
import { chance } from './ground/random.ts'
import type { City, Ground, Lie } from './plan.ts'

export type Use =
  | 'slabs'
  | 'towers'
  | 'courtyards'
  | 'school'
  | 'hospital'
  | 'market'
  | 'temple'
  | 'park'
  | 'garden'
  | 'station'
  | 'mall'
  | 'offices'
  | 'works'

export interface Parcel {
  id: number
  use: Use
  face: Ground
}

interface Wish {
  use: Use
  zone: 'old' | 'new'
  near: Point
  least: number
  most: number
}

export function uses(
  net: City,
  lie: Lie,
  faces: readonly Ground[],
  park: Ground | undefined,
  seed: number,
): Parcel[] {
  const dice = chance(seed, 'uses')
  const taken = new Map<Ground, Use>()
  if (park) taken.set(park, 'park')
  for (const { use, zone, near, least, most } of wishes(lie)) {
    const [best] = faces
      .filter(face => !taken.has(face) && face.trait.zone === zone && isSized(net, face, least, most))
      .sort((one, other) => distance(net.middle(one), near) - distance(net.middle(other), near))
    if (best) taken.set(best, use)
  }
  return faces.map((face, id) => ({ id, face, use: taken.get(face) ?? lived(net, lie, face, dice.next()) }))
}

function isSized(net: City, face: Ground, least: number, most: number): boolean {
  const area = areaOf(net.ringOf(face))
  return area >= least && area <= most
}

/** Where nothing else is: courtyards within the moat, towers by the river and along the axis, slabs elsewhere. */
function lived(net: City, { river, axis }: Lie, face: Ground, roll: number): Use {
  if (face.trait.zone === 'old') return 'courtyards'
  const { x, y } = net.middle(face)
  const byRiver = Math.abs(y - river.middle) < 300
  const byAxis = Math.abs(x - axis.x) < 330
  return roll < (byRiver ? 0.62 : byAxis ? 0.5 : 0.2) ? 'towers' : 'slabs'
}

function wishes({ west, east, rail, south, axis, river, old }: Lie): Wish[] {
  const any = { least: 12_000, most: 75_000 }
  const gate = old.y + old.high
  const build = (use: Use, x: number, y: number, size = any): Wish => ({
    use,
    zone: 'new',
    near: { x, y },
    ...size,
  })
  const within = (use: Use, x: number, y: number): Wish => ({
    use,
    zone: 'old',
    near: { x, y },
    least: 6_000,
    most: 14_000,
  })
  const southBank = (south + river.middle) / 2
  return [
    build('station', axis.x + 160, rail - 60),
    build('mall', axis.x - 130, rail - 150),
    build('mall', axis.x + 120, gate + 80),
    build('offices', axis.x - 120, gate + 80),
    build('offices', axis.x + 130, southBank + 60),
    build('mall', axis.x - 130, southBank + 60),
    build('works', west + 200, rail - 120),
    build('works', west + 330, rail - 330),
    build('hospital', (axis.x + west) / 2, axis.y + 330, { least: 16_000, most: 60_000 }),
    build('school', west * 0.55, axis.y + 520, { least: 18_000, most: 48_000 }),
    build('school', east * 0.42, axis.y + 200, { least: 18_000, most: 48_000 }),
    build('school', west * 0.5, southBank, { least: 18_000, most: 48_000 }),
    build('school', east * 0.72, southBank, { least: 18_000, most: 48_000 }),
    build('market', east * 0.62, old.y + 130),
    build('market', west * 0.7, southBank + 80),
    build('garden', east * 0.4, southBank - 40, { least: 12_000, most: 42_000 }),
    build('garden', west * 0.78, axis.y + 150, { least: 12_000, most: 42_000 }),
    build('offices', west * 0.72, old.y + 90),
    within('temple', old.x + 190, old.y + 170),
    within('market', old.x - 110, axis.y + 60),
    within('garden', old.x - 250, axis.y + 90),
    within('school', old.x + 250, axis.y + 120),
    within('garden', old.x + 60, old.y + 80),
  ]
}
