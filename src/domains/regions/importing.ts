// A published year, as lines `date,closed` or as JSON, read into the dates of a calendar. Pure; the words for
// closed and worked come in, so that lists in any language can be pasted.
import type { LocalDate, LocalSpan, Week } from '../../base/worktime.ts'
import { faultsOfDate, faultsOfHours } from './faults.ts'
import { ordinaryHours } from './rules.ts'

export interface ImportWords {
  closed: readonly string[]
  /** Worked with ordinary hours: a make-up day. */
  worked: readonly string[]
}

export interface ImportFault {
  /** Counted from 1; in JSON the number of the entry. */
  line: number
  wrong: 'json' | 'date' | 'years' | 'hours' | 'twice'
  said: string
}

export interface Imported {
  dates: Record<LocalDate, readonly LocalSpan[]>
  faults: ImportFault[]
  /** The last year of which both New Year's Day and National Day are there, so that it is probably whole. */
  wholeYear: number | null
}

/**
 * @param text lines `2027-01-01,closed`, `2027-01-03,work` or `2027-02-05,08:30-12:00 13:30-16:00`; or JSON: an
 * object from dates to the same words, or the `{"days": [{"date", "isOffDay"}]}` of holiday-cn
 * @param week whose ordinary hours a make-up day has
 */
export function readDays(text: string, words: ImportWords, week: Week): Imported {
  const { entries, faults } = /^\s*[[{]/.test(text) ? entriesOfJson(text) : entriesOfLines(text)
  const hours = ordinaryHours(week)
  const dates: Record<LocalDate, readonly LocalSpan[]> = {}
  for (const { line, date, said } of entries) {
    const [wrongDate] = faultsOfDate(date, date)
    const spans = spansOf(said, words, hours)
    if (wrongDate) faults.push({ line, wrong: wrongDate.wrong === 'years' ? 'years' : 'date', said: date })
    else if (spans === undefined) faults.push({ line, wrong: 'hours', said })
    else if (Object.hasOwn(dates, date)) faults.push({ line, wrong: 'twice', said: date })
    else dates[date] = spans
  }
  const years = Object.keys(dates)
    .filter(date => date.endsWith('-01-01') && Object.hasOwn(dates, `${date.slice(0, 4)}-10-01`))
    .map(date => Number(date.slice(0, 4)))
  return { dates, faults, wholeYear: years.length > 0 ? Math.max(...years) : null }
}

/** Hours as people type them: `8:30-12:00 13:30–18:00`, parted by blanks, commas or semicolons. */
export function readHours(typed: string): LocalSpan[] {
  return typed
    .replaceAll('\uff1a', ':')
    .replace(/\s*[-\u2013\u2014~\uff5e]\s*/g, '-')
    .split(/[\s,;\uff0c\uff1b\u3001+]+/)
    .filter(piece => piece !== '')
    .map(piece => {
      const [from = '', to = ''] = piece.split('-').map(time => (/^\d:/.test(time) ? `0${time}` : time))
      return { from, to }
    })
}

export function writeHours(spans: readonly LocalSpan[]): string {
  return spans.map(({ from, to }) => (to === '' ? from : `${from}–${to}`)).join(' ')
}

interface Entry {
  line: number
  date: string
  said: string
}

function entriesOfLines(text: string): { entries: Entry[]; faults: ImportFault[] } {
  const entries = text
    .split(/\r?\n/)
    .map((row, at) => {
      const [date = '', ...rest] = row.split(/[,\t\uff0c]/)
      return { line: at + 1, date: date.trim().replace(/^\ufeff/, ''), said: rest.join(' ').trim() }
    })
    .filter(({ date, said }) => date !== '' || said !== '')
  // The first line may name the columns.
  return { entries: entries.filter(({ date }, at) => at > 0 || /^\d/.test(date)), faults: [] }
}

function entriesOfJson(text: string): { entries: Entry[]; faults: ImportFault[] } {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return {
      entries: [],
      faults: [{ line: 1, wrong: 'json', said: error instanceof Error ? error.message : '' }],
    }
  }
  const days = typeof parsed === 'object' && parsed !== null && 'days' in parsed ? parsed.days : parsed
  if (Array.isArray(days)) {
    return { entries: days.map((day: unknown, at) => ({ line: at + 1, ...entryOf(day) })), faults: [] }
  }
  const pairs = typeof days === 'object' && days !== null ? Object.entries(days) : []
  return {
    entries: pairs.map(([date, said], at) => ({ line: at + 1, date, said: textOf(said) })),
    faults: [],
  }
}

function entryOf(day: unknown): { date: string; said: string } {
  if (typeof day !== 'object' || day === null) return { date: textOf(day), said: '' }
  const date = 'date' in day ? textOf(day.date) : ''
  if ('isOffDay' in day) return { date, said: day.isOffDay === true ? 'closed' : 'work' }
  return { date, said: 'hours' in day ? textOf(day.hours) : '' }
}

function textOf(said: unknown): string {
  if (typeof said === 'string') return said
  if (Array.isArray(said) && said.length === 0) return 'closed'
  return said === undefined ? '' : JSON.stringify(said)
}

function spansOf(
  said: string,
  { closed, worked }: ImportWords,
  hours: readonly LocalSpan[],
): readonly LocalSpan[] | undefined {
  const word = said.toLowerCase()
  if (['closed', ...closed].includes(word)) return []
  if (['work', ...worked].includes(word)) return hours
  const spans = readHours(said)
  return spans.length > 0 && faultsOfHours(spans, '').length === 0 ? spans : undefined
}
