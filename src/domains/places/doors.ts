// House numbers once each: in OSM the house, its entrance and every shop in it may carry the same one.
import { metres } from '../../geo/ring.ts'
import type { NewPlace } from './shaping.ts'

/** The same number of the same street within so many metres is the same house; without a street, nearer. */
const sameHouse = { street: 150, noStreet: 30 }

/** A shop's number may go on with its floor. */
export function houseNumber(said: string): string {
  return said.length > 12 ? (said.split(/[,;/(]/)[0] ?? '').trim() : said
}

/** Places with each house number once: that of a house rather than that of a node. */
export function oncePerDoor(places: readonly NewPlace[]): NewPlace[] {
  const kept = new Map<string, NewPlace[]>()
  const addresses = places.filter(({ layer }) => layer === 'address')
  const isNode = ({ origin }: NewPlace): boolean => origin.startsWith('node/')
  for (const place of addresses.toSorted((a, b) => Number(isNode(a)) - Number(isNode(b)))) {
    const key = `${place.street} ${place.number}`
    const near = place.street === '' ? sameHouse.noStreet : sameHouse.street
    const there = kept.get(key) ?? []
    if (there.some(each => apart(each, place) <= near)) continue
    kept.set(key, [...there, place])
  }
  const chosen = new Set([...kept.values()].flat())
  return places.filter(place => place.layer !== 'address' || chosen.has(place))
}

function apart({ shape: one }: NewPlace, { shape: other }: NewPlace): number {
  return one.type === 'Point' && other.type === 'Point'
    ? metres([one.coordinates, other.coordinates])
    : Infinity
}
