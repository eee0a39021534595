// What a row of published requests is: a request with its times, or no request and why; and what of it cannot be
// compared with the city's own verdict. Pure.
import { localTimes } from '../../base/localtime.ts'
import type { CaseSource } from '../cases/store/filing.ts'
import type { Field, Said } from './columns.ts'

/** Why a row is not brought in at all. */
export const refusals = {
  broken_quotes: 'Its quotes do not match. Export it again, or mend the row.',
  no_number: 'It has no number. Without one it could come in twice.',
  bad_number: 'Its number is longer than 60 characters.',
  twice: 'An earlier row has the same number. Keep one of them.',
  no_opening: 'It does not say when it was opened.',
  bad_time: 'This is no time: expected 01/31/2015 02:05:00 PM or 2015-01-31 14:05:00.',
  no_type: 'It does not say what it is about: SUBJECT, REASON and TYPE are needed.',
  closed_before_opened: 'It was closed before it was opened. Mend one of the two times.',
  target_before_opening: 'Its target lies before its opening. Mend one of the two times.',
} as const
export type Refusal = keyof typeof refusals

/** Why a case that is brought in is not scored. */
export const reasonsApart = {
  no_target: 'No target: it has no handling limit, and cannot be late.',
  target_at_opening: 'Its target is its opening: a limit of nothing is none.',
  no_place: 'No place of its own: it is kept without a grid, in its neighbourhood or the whole district.',
  no_flag: 'The file says neither in time nor overdue.',
} as const
export type Apart = keyof typeof reasonsApart

export type Flag = 'on_time' | 'overdue'

export interface Request {
  number: string
  /** UTC milliseconds. */
  opened: number
  target: number | null
  closed: number | null
  flag: Flag | null
  kind: string
  department: string
  neighbourhood: string
  place: { longitude: number; latitude: number } | null
  said: Said
}

export type Judged = { request: Request } | { refused: Refusal; field: Field; value: string }

/** Judges rows in the order of the file; a number may come once. */
export function judging(timeZone: string): (said: Said) => Judged {
  const timesOf = localTimes(timeZone)
  const seen = new Set<string>()
  const instantOf = (text: string): number | null | undefined => {
    if (text === '') return null
    const wall = wallOf(text)
    return wall === undefined ? undefined : timesOf(new Date(wall).getUTCFullYear())(wall)
  }
  return said => {
    const refused = (why: Refusal, field: Field): Judged => ({ refused: why, field, value: said[field] })
    if (said.number === '') return refused('no_number', 'number')
    if (said.number.length > 60) return refused('bad_number', 'number')
    if (seen.has(said.number)) return refused('twice', 'number')
    seen.add(said.number)
    if (said.subject === '' || said.reason === '' || said.type === '') return refused('no_type', 'type')
    const [opened, target, closed] = [said.opened, said.target, said.closed].map(instantOf)
    if (opened === null) return refused('no_opening', 'opened')
    if (opened === undefined) return refused('bad_time', 'opened')
    if (target === undefined) return refused('bad_time', 'target')
    if (closed === undefined) return refused('bad_time', 'closed')
    if (target !== null && target < opened) return refused('target_before_opening', 'target')
    if (closed !== null && closed < opened) return refused('closed_before_opened', 'closed')
    return {
      request: {
        ...{ number: said.number, opened, target, closed, flag: flagOf(said.flag), said },
        kind: kindText(said),
        department: said.department,
        neighbourhood: said.neighbourhood,
        place: placeOf(said),
      },
    }
  }
}

/** Why a request is not scored; empty where it is. */
export function apartOf(
  { target, opened, flag }: Pick<Request, 'target' | 'opened' | 'flag'>,
  hasPlace: boolean,
): Apart[] {
  return [
    ...(target === null ? (['no_target'] as const) : []),
    ...(target === opened ? (['target_at_opening'] as const) : []),
    ...(hasPlace ? [] : (['no_place'] as const)),
    ...(flag === null ? (['no_flag'] as const) : []),
  ]
}

export function kindText({ subject, reason, type }: Pick<Said, 'subject' | 'reason' | 'type'>): string {
  return [subject, reason, type].join('\n')
}

/** The local date and time as if it were UTC; undefined where the text is none. */
export function wallOf(text: string): number | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2}):(\d{2}) ([AP])M$/.exec(text)
  if (american) {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = american.slice(1, 7).map(Number)
    if (hour < 1 || hour > 12) return undefined
    return wall([year, month, day, (hour % 12) + (american[7] === 'P' ? 12 : 0), minute, second])
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text)
  return iso ? wall(iso.slice(1, 7).map(Number)) : undefined
}

function wall([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[]):
  | number
  | undefined {
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(at)
  const isReal =
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    year >= 1970 &&
    year < 2199
  return isReal ? at : undefined
}

function flagOf(text: string): Flag | null {
  const said = text.toUpperCase()
  return said === 'ONTIME' ? 'on_time' : said === 'OVERDUE' ? 'overdue' : null
}

function placeOf({ longitude, latitude }: Said): Request['place'] {
  if (longitude === '' || latitude === '') return null
  const [east, north] = [Number(longitude), Number(latitude)]
  const isPlace =
    Number.isFinite(east) &&
    Number.isFinite(north) &&
    Math.abs(east) <= 180 &&
    Math.abs(north) <= 85 &&
    (east !== 0 || north !== 0)
  return isPlace ? { longitude: east, latitude: north } : null
}

/** Whom a request came from, in the words that Gangmu has for it. */
export function sourceOf(said: string): CaseSource {
  if (/^constituent call|phone|hotline/i.test(said)) return 'hotline'
  if (/citizens connect|self service|twitter|web|app$/i.test(said) && !/worker|employee/i.test(said))
    return 'portal'
  return /worker|employee/i.test(said) ? 'inspector' : 'import'
}

/** How a case ended, as far as the closing words say it. */
export function outcomeOf(said: string): 'fixed' | 'gone' | 'cannot' {
  if (/\b(case invalid|duplicate|novio|no violation)/i.test(said)) return 'gone'
  return /\b(noacc|no access)/i.test(said) ? 'cannot' : 'fixed'
}
