// What sort of person each of them is. Of the seed and the login, so that the same city has the same people.
import { dice } from './dice.ts'

export const characters = ['honest', 'sloppy', 'cheat'] as const
export type Character = (typeof characters)[number]

/**
 * The characters of colleagues, by login: about one in seven cheats and one in four is sloppy, and where three or more work
 * there is one of each.
 */
export function castOf(
  seed: number,
  logins: readonly string[],
  isHonest: boolean,
): ReadonlyMap<string, Character> {
  const order = logins
    .map(login => ({ login, lot: dice(seed, 'character', login).next() }))
    .toSorted((one, other) => one.lot - other.lot)
    .map(({ login }) => login)
  const cheats = isHonest ? 0 : Math.max(order.length >= 2 ? 1 : 0, Math.round(order.length / 7))
  const sloppy = isHonest ? 0 : Math.max(order.length >= 3 ? 1 : 0, Math.round(order.length / 4))
  return new Map(
    order.map((login, at) => [login, at < cheats ? 'cheat' : at < cheats + sloppy ? 'sloppy' : 'honest']),
  )
}
