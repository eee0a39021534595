// Limits, moments and other values of a rulebook in words.

import type { Limit } from '../../../base/limits.ts'
import { localTimes } from '../../../base/localtime.ts'
import { isWord } from '../../../ui/dictionary.ts'
import { sentence } from '../../../ui/refusals.ts'
import { type Language, named, type Say } from '../../../ui/words/words.ts'
import type { FieldName, LimitRow, Value } from '../book.ts'

export function limitText(limit: Limit | null, say: Say): string {
  if (!limit) return say('catalogue.no_limit')
  // A third of an hour is shown as people can read it; what is kept stays exact.
  return say(`limit.${limit.unit}`, { count: Number(limit.value.toFixed(3)) })
}

export function isOneLimit({ A, B, C }: LimitRow['limits']): boolean {
  return [B, C].every(other => other.value === A.value && other.unit === A.unit)
}

export function valueText(field: FieldName, value: Value, say: Say, language: Language): string {
  if (value === null) return say('catalogue.nothing')
  if (typeof value === 'boolean') return say(value ? 'catalogue.yes' : 'catalogue.no')
  if (typeof value === 'number')
    return String(field === 'recheckShare' ? Number((value * 100).toFixed(4)) : value)
  if (typeof value === 'object') return 'unit' in value ? limitText(value, say) : named(value, language)
  const proof = `catalogue.proof.${value}`
  return field === 'proof' && isWord(proof) ? say(proof) : value
}

/** With its year: versions live long. */
export function fullMoment(instant: string, language: Language, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...{
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    },
  }).format(new Date(instant))
}

/** A local date and time, as `2026-07-01T08:00`, in the district; undefined where it is none. */
export function instantOf(local: string, timeZone: string): string | undefined {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return undefined
  return new Date(localTimes(timeZone)(new Date(wall).getUTCFullYear())(wall)).toISOString()
}

/** The sentence of a refusal, with its moments as people of the district read them. */
export function refusalText(error: unknown, say: Say, moment: (instant: string) => string): string {
  return sentence(error, say, data =>
    typeof data === 'object' && data !== null && 'from' in data && typeof data.from === 'string'
      ? { from: moment(data.from) }
      : {},
  )
}
