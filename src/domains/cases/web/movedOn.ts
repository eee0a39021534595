// "Someone was first" in full words: who, what, when, and where the case is now.

import { isWord } from '../../../ui/dictionary.ts'
import { codeOf, sentence } from '../../../ui/refusals.ts'
import { moment } from '../../../ui/time.ts'
import type { Language, Say } from '../../../ui/words/words.ts'

/** The sentence of a refused step. */
export function stepSentence(
  error: unknown,
  say: Say,
  language: Language,
  timeZone: string | undefined,
): string {
  return sentence(error, say, data => {
    if (codeOf(error) !== 'cases.moved_on') return {}
    const { state, happened, at, role, name } = texts(data)
    const post = word(say, `role.${role}`)
    return {
      who: name ? [post, name].filter(Boolean).join(' ') : (post ?? say('console.someone')),
      at: at ? ` ${moment(at, language, timeZone)} ` : '',
      happened: word(say, happened ?? '') ?? '',
      state: word(say, `state.${state}`) ?? '',
    }
  })
}

/** The words of a code that comes from the server, if there are any. */
export function word(say: Say, key: string): string | undefined {
  return isWord(key) ? say(key) : undefined
}

function texts(data: unknown): Partial<Record<'state' | 'happened' | 'at' | 'role' | 'name', string>> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value === 'string'))
}
