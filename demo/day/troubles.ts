// What goes wrong in the town on a day, where, when and who sees it: the part of the story that nobody decides. Made from
// the seed and the date alone, so that the same day brings the same troubles, whatever was done about those before.
import type { Day } from './days.ts'
import { type Dice, dice, hashOf } from './dice.ts'
import { inside, near, type Place } from './land.ts'
import { addressAt, nearest, type Town, type TownKind } from './town.ts'
import { type Said, wordsFor } from './words.ts'

export type Seen = 'inspector' | 'portal' | 'hotline'

export interface Trouble {
  /** Date and number, as in `2026-11-03/17`. */
  serial: string
  at: number
  kind: TownKind
  place: Place
  grid: string
  address: string
  seen: Seen
  said: Said
  /** So small that an inspector puts it right himself. */
  isSmall: boolean
  /** Nothing is there: somebody plays a joke. */
  isPrank: boolean
  isOutside: boolean
  hasPicture: boolean
  /** The street in its pictures. */
  street: number
  /** Somebody else who sees the same thing later and reports it too. */
  again: { at: number; place: Place } | null
  /** How the world is: changes as somebody does something, or only says so. */
  isMended: boolean
}

/** Of a day's reports so many by weekday, from Sunday. */
const weekdays = [0.7, 1.15, 1.05, 1.0, 1.05, 1.1, 0.85]
/** By hour of the day, for whoever is not on a shift. */
const hours = [0, 0, 0, 0, 0, 1, 3, 7, 8, 9, 8, 6, 5, 5, 6, 7, 8, 9, 9, 7, 5, 3, 1, 0]
/** While inspectors walk. */
const walking = [8.4, 17.2] as const

export interface Wanted {
  /** Cases a day on average. */
  cases: number
  /** Pranks, reports from outside and duplicates too. */
  withWrongs: boolean
}

export function troublesOf(town: Town, day: Day, { cases, withWrongs }: Wanted): Trouble[] {
  const throws = dice(town.seed, 'day', day.date)
  const wanted = Math.max(1, Math.round(cases * (weekdays[day.weekday] ?? 1) * throws.between(0.85, 1.15)))
  return Array.from({ length: wanted }, (_, number) => troubleOf(town, day, number, withWrongs)).toSorted(
    (one, other) => one.at - other.at,
  )
}

function troubleOf(town: Town, day: Day, number: number, withWrongs: boolean): Trouble {
  const serial = `${day.date}/${number + 1}`
  const throws = dice(town.seed, 'trouble', serial)
  const seen = throws.weighted<Seen>([
    ['inspector', 0.56],
    ['portal', 0.27],
    ['hotline', 0.17],
  ])
  const isPortal = seen === 'portal'
  const isOutside = withWrongs && isPortal && throws.chance(0.05)
  const isPrank = withWrongs && isPortal && !isOutside && throws.chance(0.06)
  const kind = kindFor(town, throws, seen)
  const grid = gridFor(town, throws)
  const spot = inside(grid, throws)
  const place = isOutside ? farFrom(spot, throws) : spot
  const hour =
    seen === 'inspector'
      ? throws.between(...walking)
      : throws.weighted(hours.map((weight, hour) => [hour, weight] as const)) + throws.next()
  const at = day.at(hour)
  const isSmall = seen === 'inspector' && kind.type === 'event' && throws.chance(0.16)
  const isSeenTwice = withWrongs && !isOutside && !isPrank && !isSmall && throws.chance(0.08)
  return {
    serial,
    at,
    kind,
    place,
    grid: nearest(town.grids, place)?.code ?? grid.code,
    address: addressAt(town, place, throws),
    seen,
    said: wordsFor(kind.thing, kind.name, throws),
    isSmall,
    isPrank,
    isOutside,
    hasPicture: seen !== 'hotline' && (!isPortal || throws.chance(isPrank ? 0.15 : 0.7)),
    street: hashOf(`${town.seed} ${serial}`),
    again: isSeenTwice
      ? { at: at + throws.between(0.4, 4) * 3_600_000, place: near(place, throws, 14) }
      : null,
    isMended: isPrank || isOutside,
  }
}

function kindFor({ kinds }: Town, throws: Dice, seen: Seen): TownKind {
  const known = seen === 'portal' ? kinds.filter(({ offered }) => offered) : kinds
  return throws.weighted(known.map(kind => [kind, kind.weight] as const))
}

/** Some corners of a town are worse than others, all year round. */
function gridFor({ grids, seed }: Town, throws: Dice) {
  return throws.weighted(
    grids.map(grid => [grid, dice(seed, 'corner', grid.code).next() ** 3 + 0.08] as const),
  )
}

function farFrom({ longitude, latitude }: Place, throws: Dice): Place {
  const sign = throws.chance(0.5) ? 1 : -1
  return {
    longitude: Math.round((longitude + sign * throws.between(0.2, 1.5)) * 1e6) / 1e6,
    latitude: Math.round((latitude + throws.between(0.2, 1)) * 1e6) / 1e6,
  }
}
