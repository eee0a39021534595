// What words are, without the words themselves: those are in all.ts, and a browser has only one language of them.
import type { all } from './all.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

export type WordKey = keyof typeof all

/** Says a key in the given language, with its `{{values}}` filled in. */
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

/** For every i18next: keys have dots in them, they are names and not paths; React and hono/html escape what they print. */
export const settings = {
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
} as const

/** One of two names, by language; for names that come from the database. */
export function named(name: { zh: string; en: string }, language: Language): string {
  return name[language]
}

export function isLanguage(code: string | undefined): code is Language {
  return code === 'zh' || code === 'en'
}
