// What is wrong with a part, a row or a file, as a sentence that says what to do.
import { ORPCError } from '@orpc/client'
import { isWord } from '../../../ui/dictionary.ts'
import { codeOf, sentence } from '../../../ui/refusals.ts'
import type { Say } from '../../../ui/words/words.ts'

export function rowSentence(why: string, said: string, say: Say): string {
  const key = `parts.row.${why}`
  return isWord(key) ? say(key, { said }) : why
}

/** Of a code that was looked for. */
export function wrongCode(error: unknown, code: string, say: Say): string {
  if (codeOf(error) === 'base.not_found') return say('parts.code_unknown', { code })
  return refusedSentence(error, say)
}

/** Of anything that the register refuses. */
export function refusedSentence(error: unknown, say: Say): string {
  if (!(error instanceof ORPCError)) return sentence(error, say)
  const data = detail(error.data)
  if (error.code === 'parts.wrong_code' || error.code === 'parts.wrong')
    return rowSentence(data.wrong ?? data.why ?? '', data.said ?? '', say)
  return sentence(error, say)
}

function detail(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]))
}
