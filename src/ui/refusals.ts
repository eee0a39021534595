// From an error to the sentence people read: the translation of its code, with its details filled in.
import { ORPCError } from '@orpc/client'
import { isWord } from './dictionary.ts'
import type { Say } from './words/words.ts'

export function codeOf(error: unknown): string | undefined {
  return error instanceof ORPCError ? error.code : undefined
}

/** Whether the call may never have arrived: what was typed stays, and the same action may be sent again. */
export function isOffline(error: unknown): boolean {
  return !(error instanceof ORPCError)
}

/** `fill` adds words for details that are codes themselves. */
export function sentence(error: unknown, say: Say, fill: (data: unknown) => Values = () => ({})): string {
  if (!(error instanceof ORPCError)) return say('base.offline')
  const data: unknown = error.data
  if (error.code === 'base.bad_input') return say('base.bad_input', { fields: fieldsOf(data).join(', ') })
  // Of a file the detail says why, and what to do.
  const file = `formats.wrong.${plain(data).wrong ?? ''}`
  if (/\.(bad_file|not_in_this_format)$/.test(error.code) && isWord(file)) return say(file, plain(data))
  if (isWord(error.code)) return say(error.code, { ...plain(data), ...fill(data) })
  const { request } = plain(data)
  return say('base.bug', { request: request ?? '' })
}

type Values = Readonly<Record<string, string | number>>

function plain(data: unknown): Record<string, string | number> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, string | number] =>
      ['string', 'number'].includes(typeof entry[1]),
    ),
  )
}

function fieldsOf(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('fields' in data) || !Array.isArray(data.fields))
    return []
  return data.fields.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && 'field' in row && typeof row.field === 'string'
      ? [row.field]
      : [],
  )
}
