// Every sentence people read, in both languages side by side: a key without its twin does not compile.
// Chinese first. Used by the server-rendered pages and by the React faces alike.
import i18next, { type i18n } from 'i18next'
import { base } from './base.ts'
import { calendar } from './calendar.ts'
import { cases } from './cases.ts'
import { catalogue } from './catalogue.ts'
import { console } from './console.ts'
import { desk } from './desk.ts'
import { desks } from './desks.ts'
import { field } from './field.ts'
import { files } from './files.ts'
import { grids } from './grids.ts'
import { honesty } from './honesty.ts'
import { identity } from './identity.ts'
import { map } from './map.ts'
import { notifications } from './notifications.ts'
import { organisations } from './organisations.ts'
import { parts } from './parts.ts'
import { people } from './people.ts'
import { places } from './places.ts'
import { portal } from './portal.ts'
import { reasons } from './reasons.ts'
import { regions } from './regions.ts'
import { rulebook } from './rulebook.ts'
import { story } from './story.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

const all = {
  ...base,
  ...calendar,
  ...identity,
  ...honesty,
  ...organisations,
  ...notifications,
  ...map,
  ...cases,
  ...reasons,
  ...portal,
  ...story,
  ...field,
  ...files,
  ...console,
  ...desk,
  ...desks,
  ...catalogue,
  ...grids,
  ...parts,
  ...rulebook,
  ...places,
  ...people,
  ...regions,
}
export type WordKey = keyof typeof all

/** Says a key in the given language, with its `{{values}}` filled in. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

/** An i18next of its own, so that server and browser share nothing but the words. */
export function openWords(language: Language): i18n {
  const instance = i18next.createInstance()
  void instance.init({
    lng: language,
    fallbackLng: false,
    // Keys have dots in them; they are names, not paths. React and hono/html escape what they print.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
    resources: { zh: { translation: column(0) }, en: { translation: column(1) } },
  })
  return instance
}

export function isWord(key: string): key is WordKey {
  return Object.hasOwn(all, key)
}

/** One of two names, by language; for names that come from the database. */
export function named(name: { zh: string; en: string }, language: Language): string {
  return name[language]
}

export function isLanguage(code: string | undefined): code is Language {
  return code === 'zh' || code === 'en'
}

function column(index: 0 | 1): Record<string, string> {
  return Object.fromEntries(Object.entries(all).map(([key, pair]) => [key, pair[index]]))
}
