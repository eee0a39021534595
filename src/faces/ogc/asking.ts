// What a request may say (OGC 17-069r4, clauses 7.15.2 to 7.15.7): how many, in which box, within which time. What is
// not defined or not well said is a bad request, as requirements 8 and 9 ask.

export interface Asked {
  limit: number
  box?: { west: number; south: number; east: number; north: number }
  since?: string
  until?: string
  after?: string
}

export const mostItems = 1000
const usual = 100

/** @returns what is asked, or a sentence that says what is wrong */
export function readAsked(query: URLSearchParams, known: readonly string[]): Asked | string {
  const names = [...query.keys()]
  const stranger = names.find(name => !known.includes(name))
  if (stranger !== undefined) return `There is no parameter “${stranger}” here; ${said(known)}`
  if (new Set(names).size < names.length) return 'Each parameter may be given once.'
  const asked: Asked = { limit: usual }
  const limit = query.get('limit')
  if (limit !== null) {
    if (!/^\d{1,9}$/.test(limit) || Number(limit) < 1) return 'limit is a whole number from 1.'
    // More than the most is no error: the most is given.
    asked.limit = Math.min(Number(limit), mostItems)
  }
  const bbox = query.get('bbox')
  if (bbox !== null) {
    const box = readBox(bbox)
    if (typeof box === 'string') return box
    asked.box = box
  }
  const datetime = query.get('datetime')
  if (datetime !== null) {
    const time = readTime(datetime)
    if (typeof time === 'string') return time
    Object.assign(asked, time)
  }
  const after = query.get('after')
  if (after !== null) asked.after = after
  return asked
}

function said(known: readonly string[]): string {
  return known.length === 0 ? 'this resource takes none.' : `this resource takes ${known.join(', ')}.`
}

function readBox(bbox: string): NonNullable<Asked['box']> | string {
  const wrong = 'bbox is west,south,east,north (or with heights six numbers) in degrees, longitude first.'
  const parts = bbox.split(',')
  const numbers = parts.map(part =>
    /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(part.trim()) ? Number(part) : Number.NaN,
  )
  if ((numbers.length !== 4 && numbers.length !== 6) || !numbers.every(Number.isFinite)) return wrong
  const [west = 0, south = 0, east = 0, north = 0] =
    numbers.length === 4 ? numbers : [numbers[0], numbers[1], numbers[3], numbers[4]]
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90)
    return wrong
  if (south > north) return 'The south of the bbox lies north of its north.'
  return { west, south, east, north }
}

/** An instant, or two with a slash between, of which one may be open. */
function readTime(datetime: string): Pick<Asked, 'since' | 'until'> | string {
  const wrong =
    'datetime is an instant like 2026-04-01T00:00:00Z, or two with a slash between; .. leaves one open.'
  const [from = '', to = from, more] = datetime.split('/')
  if (more !== undefined || datetime === '') return wrong
  const [since, until] = [momentOf(from, false), momentOf(to, true)]
  if (since === undefined || until === undefined || (since === null && until === null)) return wrong
  if (since !== null && until !== null && since > until) return 'The datetime ends before it begins.'
  return { ...(since !== null && { since }), ...(until !== null && { until }) }
}

/** Null where it is left open, undefined where it is no time. A day is its first or its last moment (UTC). */
function momentOf(text: string, isEnd: boolean): string | null | undefined {
  if (text === '' || text === '..') return null
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  if (!isDay && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i.test(text))
    return undefined
  const moment = new Date(isDay ? `${text}T${isEnd ? '23:59:59.999' : '00:00:00.000'}Z` : text)
  return Number.isNaN(moment.getTime()) || (isDay && !moment.toISOString().startsWith(text))
    ? undefined
    : moment.toISOString()
}
