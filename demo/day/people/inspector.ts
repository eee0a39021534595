// Who an inspector is, and what his device says of where he stands.
import type { Character } from '../characters.ts'
import { dice } from '../dice.ts'
import { type GridShape, near, type Place } from '../land.ts'

export interface Inspector {
  login: string
  character: Character
  beat: readonly GridShape[]
}

/** What the device says of where he stands: some metres off, as devices are. */
export function fix(place: Place, ...words: (string | number)[]): Place {
  return near(place, dice(0, 'fix', ...words), 9)
}
