// The slow truth about working time: every minute of a while, what a zone's clocks show in it, and whether
// it is worked. Tests hold the fast calendar and the case clock against it; it shares no code with them.
import type { CalendarDescription } from '../src/base/worktime.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export interface Minute {
  /** UTC milliseconds at which it begins. */
  at: number
  /** Local date yyyy-mm-dd. */
  date: string
  works: boolean
}

/** The minutes of [from, until). Clocks that are set back count as standing until they are back where they were. */
export function minutesOf(description: CalendarDescription, from: number, until: number): Minute[] {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: description.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
  const minutes: Minute[] = []
  let furthest = ''
  // Three hours earlier, to know whether `from` lies where clocks have just been set back.
  for (let at = from - 3 * hour; at < until; at += minute) {
    const shown = format.format(at)
    if (shown > furthest) furthest = shown
    const [date = '', time = ''] = furthest.split(' ')
    if (at >= from) minutes.push({ at, date, works: isWorking(description, date, time) })
  }
  return minutes
}

/** `local` in a zone of fixed offset, as UTC milliseconds: at('2026-02-13 17:00', '+08:00'). */
export function at(local: string, offset: string): number {
  return Date.parse(`${local.replace(' ', 'T')}${offset}`)
}

function isWorking({ week, exceptions }: CalendarDescription, date: string, time: string): boolean {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
  const name = names[new Date(date).getUTCDay()]
  const spans = exceptions[date] ?? (name ? week[name] : [])
  return spans.some(({ from, to }) => from <= time && time < to)
}
