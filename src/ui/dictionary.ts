// The words of one language as the browser loads them, once each.
import type { Language, WordKey } from './words/words.ts'

type Dictionary = Readonly<Record<string, string>>
const loaded = new Map<Language, Dictionary>()

export async function dictionary(language: Language): Promise<Dictionary> {
  const had = loaded.get(language)
  if (had) return had
  const { default: words } =
    language === 'zh' ? await import('virtual:words/zh') : await import('virtual:words/en')
  loaded.set(language, words)
  return words
}

/** Both languages have the same keys: any that is loaded knows. */
export function isWord(key: string): key is WordKey {
  return [...loaded.values()].some(words => Object.hasOwn(words, key))
}
