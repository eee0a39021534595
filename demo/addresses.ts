// House numbers: odd on the left of a street, even on its right, from its beginning; within a compound by building.
import type { Block } from './blocks.ts'
import { sideOf } from './ground/net.ts'
import { distance, distanceToLine, type Point, shareOf } from './ground/plane.ts'
import type { Stretch } from './streets.ts'
import { streetRules } from './traits.ts'

export interface Address {
  street: string
  number: string
  place: Point
  community: number
}

interface Door {
  place: Point
  street: string
  along: number
  isLeft: boolean
  community: number
}

export function addressesOf(
  blocks: readonly Block[],
  stretch: ReadonlyMap<string, Stretch>,
  at: (corner: number) => Point,
): Address[] {
  const doors: Door[] = []
  const addresses: Address[] = []
  const inCompound = new Map<number, number>()
  for (const block of blocks) {
    const { community, parcel, name } = block
    if (community === undefined || parcel === undefined) continue
    for (const { door, isOfCompound } of block.built.buildings) {
      if (isOfCompound && name) {
        const number = (inCompound.get(parcel) ?? 0) + 1
        inCompound.set(parcel, number)
        addresses.push({ street: name.zh, number: `${number}幢`, place: door, community })
        continue
      }
      const onStreet = nearestStreet(door, block.outline, stretch, at)
      if (onStreet) doors.push({ ...onStreet, place: door, community })
    }
  }
  return [...addresses, ...numbered(doors)]
}

/** The named street nearest to a door, among those around its block. */
function nearestStreet(
  door: Point,
  outline: readonly number[],
  stretch: ReadonlyMap<string, Stretch>,
  at: (corner: number) => Point,
): Pick<Door, 'street' | 'along' | 'isLeft'> | undefined {
  let best: { off: number; street: string; along: number; isLeft: boolean } | undefined
  for (const [here, corner] of outline.entries()) {
    const found = stretch.get(sideOf(corner, outline[(here + 1) % outline.length] ?? corner))
    if (!found?.street.name || !streetRules[found.street.kind].named) continue
    const [a, b] = [at(found.a), at(found.b)]
    const off = distanceToLine(door, a, b) - streetRules[found.street.kind].width / 2
    if (best && off >= best.off) continue
    const isLeft = (b.x - a.x) * (door.y - a.y) - (b.y - a.y) * (door.x - a.x) > 0
    best = {
      off,
      street: found.street.name.zh,
      along: found.from + shareOf(door, a, b) * distance(a, b),
      isLeft,
    }
  }
  return best
}

/** One after another on each side of each street. */
function numbered(doors: readonly Door[]): Address[] {
  const sides = new Map<string, Door[]>()
  for (const door of doors) {
    const key = `${door.street} ${door.isLeft}`
    sides.set(key, [...(sides.get(key) ?? []), door])
  }
  return [...sides.values()].flatMap(side =>
    side
      .toSorted((one, other) => one.along - other.along || one.place.x - other.place.x)
      .map(({ street, place, community, isLeft }, at) => ({
        street,
        place,
        community,
        number: String(2 * at + (isLeft ? 1 : 2)),
      })),
  )
}
