// From the master plan to blocks: communities bounded by streets, parcels that are built as a whole, and unit grids of
// about a hectare that follow every street. River, moat and promenades belong to the community on their bank.

import { distance, type Point } from './ground/plane.ts'
import { chance } from './ground/random.ts'
import { grow } from './growing.ts'
import type { City, Ground, Lie } from './plan.ts'
import type { SideKind, Zone } from './traits.ts'
import { type Parcel, uses } from './uses.ts'

const straight = { turn: 0.035, winds: 0 }
const crooked = { turn: 0.2, winds: 5 }

/** Divides everything; afterwards each face within the subdistrict is a unit grid with a community and a parcel. */
export function divided(net: City, lie: Lie, seed: number): Parcel[] {
  const dice = chance(seed, 'streets')
  const of = (zone: Zone): Ground[] => [...net.faces.values()].filter(({ trait }) => trait.zone === zone)
  grow(net, of('around'), { kind: 'secondary', above: 330_000, snap: 40, ...straight }, dice)
  grow(net, of('around'), { kind: 'minor', above: 95_000, snap: 25, ...straight }, dice)

  let communities = 0
  const quarters = grow(net, of('new'), { kind: 'secondary', above: 560_000, snap: 40, ...straight }, dice)
  for (const quarter of quarters) {
    quarter.trait = { ...quarter.trait, community: communities }
    communities += 1
  }
  // The old town is two: west and east of its long street.
  for (const face of of('old')) join(face, communities + (net.middle(face).x < lie.axis.x ? 0 : 1))

  const wide = grow(net, of('new'), { kind: 'secondary', above: 175_000, snap: 35, ...straight }, dice)
  const park = nearest(net, wide, { x: lie.east * 0.5, y: lie.axis.y + 0.52 * (lie.rail - lie.axis.y) })
  const built = wide.filter(face => face !== park)
  const parcelled = [
    ...(park ? [park] : []),
    ...grow(net, built, { kind: 'minor', above: 60_000, snap: 26, ...straight }, dice),
    ...grow(
      net,
      grow(net, of('old'), { kind: 'minor', above: 58_000, snap: 16, ...crooked, winds: 3 }, dice),
      { kind: 'lane', above: 15_500, snap: 11, ...crooked },
      dice,
    ),
  ]
  for (const [at, face] of parcelled.entries()) face.trait = { ...face.trait, parcel: at }
  const parcels = uses(net, lie, parcelled, park, seed)
  for (const { use, face } of parcels) {
    if (face.trait.zone === 'old') continue
    const kind: SideKind = use === 'slabs' || use === 'towers' || use === 'works' ? 'yard' : 'plain'
    grow(net, [face], { kind, above: 16_400, snap: 14, ...straight }, dice)
  }
  ashore(net, dice)
  return parcels
}

/** Promenades, moat and river are cut where the streets meet them, and go to the community that they touch most. */
function ashore(net: City, dice: ReturnType<typeof chance>): void {
  const within = (zone: Zone): Ground[] =>
    [...net.faces.values()].filter(face => face.trait.zone === zone && touches(net, face))
  grow(net, within('canal'), { kind: 'plain', above: 12_000, snap: 30, ...straight }, dice)
  for (const zone of ['canal', 'promenade', 'river'] as const) {
    if (zone !== 'canal') {
      const faces = [...net.faces.values()].filter(({ trait }) => trait.zone === zone)
      grow(
        net,
        faces,
        { kind: 'plain', above: zone === 'river' ? 15_500 : 11_000, snap: 24, ...straight },
        dice,
      )
    }
    const joined = [...net.faces.values()].filter(({ trait }) => trait.zone === zone)
    for (const face of joined) {
      const community = neighbour(net, face)
      if (community !== undefined) face.trait = { ...face.trait, community }
    }
  }
}

function touches(net: City, face: Ground): boolean {
  return neighbour(net, face) !== undefined
}

/** The community with which a face shares most of its outline; water is only a neighbour of its own bank. */
function neighbour(net: City, face: Ground): number | undefined {
  const shared = new Map<number, number>()
  for (const [at, a] of face.ring.entries()) {
    const b = face.ring[(at + 1) % face.ring.length] ?? a
    const other = net.leftOf(b, a)
    if (!other || other.trait.community === undefined || other.trait.zone === face.trait.zone) continue
    const length = distance(net.point(a), net.point(b))
    shared.set(other.trait.community, (shared.get(other.trait.community) ?? 0) + length)
  }
  return [...shared].sort((one, other) => other[1] - one[1])[0]?.[0]
}

function join(face: Ground, community: number): void {
  face.trait = { ...face.trait, community }
}

function nearest(net: City, faces: readonly Ground[], place: Point): Ground | undefined {
  return faces.toSorted(
    (one, other) => distance(net.middle(one), place) - distance(net.middle(other), place),
  )[0]
}
