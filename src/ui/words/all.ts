// Every sentence people read, in both languages side by side: a key without its twin does not compile.
// Chinese first. The server has them all; a browser is sent those of one language (see vite.config.ts).
import { base } from './base.ts'
import { calendar } from './calendar.ts'
import { cases } from './cases.ts'
import { catalogue } from './catalogue.ts'
import { console } from './console.ts'
import { desk } from './desk.ts'
import { desks } from './desks.ts'
import { drafting } from './drafting.ts'
import { field } from './field.ts'
import { files } from './files.ts'
import { formats } from './formats.ts'
import { grids } from './grids.ts'
import { honesty } from './honesty.ts'
import { identity } from './identity.ts'
import { intake } from './intake.ts'
import { map } from './map.ts'
import { models } from './models.ts'
import { notifications } from './notifications.ts'
import { organisations } from './organisations.ts'
import { parts } from './parts.ts'
import { people } from './people.ts'
import { places } from './places.ts'
import { planner } from './planner.ts'
import { portal } from './portal.ts'
import { reasons } from './reasons.ts'
import { regions } from './regions.ts'
import { rounds } from './rounds.ts'
import { rulebook } from './rulebook.ts'
import { story } from './story.ts'
import { ways } from './ways.ts'

import type { Language } from './words.ts'

export const all = {
  ...base,
  ...calendar,
  ...identity,
  ...honesty,
  ...organisations,
  ...notifications,
  ...map,
  ...models,
  ...intake,
  ...cases,
  ...reasons,
  ...portal,
  ...story,
  ...field,
  ...files,
  ...formats,
  ...console,
  ...desk,
  ...desks,
  ...catalogue,
  ...drafting,
  ...grids,
  ...planner,
  ...parts,
  ...rounds,
  ...rulebook,
  ...places,
  ...people,
  ...regions,
  ...ways,
}

export function sentences(language: Language): Record<string, string> {
  const index = language === 'zh' ? 0 : 1
  return Object.fromEntries(Object.entries(all).map(([key, pair]) => [key, pair[index]]))
}
