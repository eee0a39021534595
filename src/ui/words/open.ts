// The server's words: both languages at hand.
import i18next, { type i18n } from 'i18next'
import { all, sentences } from './all.ts'
import { type Language, settings, type WordKey } from './words.ts'

const resources = { zh: { translation: sentences('zh') }, en: { translation: sentences('en') } }

/** An i18next of its own, so that server and browser share nothing but the words. */
export function openWords(language: Language): i18n {
  const instance = i18next.createInstance()
  void instance.init({ ...settings, lng: language, resources })
  return instance
}

export function isWord(key: string): key is WordKey {
  return Object.hasOwn(all, key)
}
