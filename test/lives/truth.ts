// The slow truth about the clock of a case: its stages as its events tell them, lived through minute by minute in a
// zone of fixed offset. Shares no code with the clock of the program.
import type { CalendarDescription } from '../../src/base/worktime.ts'
import { day, minute } from '../minutes.ts'

export interface Span {
  value: number
  unit: string
}

/** One stage from its beginning to its end, also where it rested in between. */
export interface Run {
  stage: string
  start: number
  limit: Span | null
  holds: { from: number; until: number | null }[]
  more: Span[]
  /** How many were told that it is late: nobody, the leader, also his superior. */
  told: number
}

export interface Ends {
  soon: number | null
  due: number | null
}

/** A working calendar of a zone that never changes its clocks. */
export interface Worked {
  offset: number
  dayMinutes: number
  works(at: number): boolean
}

export function worked({ week, exceptions, dayMinutes }: CalendarDescription, offset: number): Worked {
  const names = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday'] as const
  const known = new Map<number, readonly (readonly [number, number])[]>()
  const spansOf = (date: number): readonly (readonly [number, number])[] => {
    const present = known.get(date)
    if (present) return present
    // 1 January 1970 was a Thursday.
    const spans =
      exceptions[new Date(date * day).toISOString().slice(0, 10)] ?? week[names[date % 7] ?? 'sunday']
    const minutes = spans.map(({ from, to }) => [minuteOf(from), minuteOf(to)] as const)
    known.set(date, minutes)
    return minutes
  }
  return {
    offset,
    dayMinutes,
    works: at => {
      const local = at + offset
      const minutes = Math.floor((local % day) / minute)
      return spansOf(Math.floor(local / day)).some(([from, to]) => from <= minutes && minutes < to)
    },
  }
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

const horizon = 900 * day
const never: Ends = { soon: null, due: null }

/** When the light of a run turns: at 80 % and at 100 % of what it has. */
export function endsOf({ start, limit, holds, more }: Omit<Run, 'stage' | 'told'>, calendar: Worked): Ends {
  if (limit === null) return never
  const phases = [limit, ...more]
  const isWork = (span: Span | undefined): boolean => span?.unit.startsWith('work') ?? false
  const dayOf = (at: number): number => Math.floor((at + calendar.offset) / day)
  // Minutes that count on the limit's own clock.
  const counted: number[] = []
  let [phase, left] = [0, Number.NaN]
  for (let at = start; at < start + horizon; at += minute) {
    const runs = phases[phase]
    if (!runs) break
    const endsDay = dayOf(at + minute) !== dayOf(at)
    if (Number.isNaN(left)) {
      const isNewDay = phase > 0 && dayOf(at - minute) !== dayOf(at)
      left = runs.unit === 'calendar_day' ? runs.value + (isNewDay ? 0 : 1) : minutesIn(runs, calendar)
    }
    if (holds.some(({ from, until }) => from <= at && (until === null || at < until))) continue
    const works = calendar.works(at)
    if (works || !isWork(limit)) counted.push(at)
    if (runs.unit === 'calendar_day' ? endsDay : works || !isWork(runs)) left -= 1
    if (left > 0) continue
    left = Number.NaN
    phase += 1
    if (phase === phases.length) return { soon: atShare(counted, start), due: at + minute }
  }
  return never
}

function minutesIn({ value, unit }: Span, { dayMinutes }: Worked): number {
  return value * (unit.endsWith('hour') ? 60 : unit === 'urgent_day' ? 1440 : dayMinutes)
}

/** The first instant at which four fifths of these minutes have run. */
function atShare(counted: readonly number[], start: number): number {
  const share = Math.ceil((counted.length * minute * 4) / 5)
  const index = Math.ceil(share / minute) - 1
  const last = counted[index]
  return last === undefined ? start : last + share - index * minute
}

/** What a screen shows of a case whose running stage ends so. */
export function lightOf(state: string, run: Run | null, { soon, due }: Ends, now: number): string | null {
  if (run === null) return null
  if (due !== null && due < now) return 'late'
  if (state === 'suspended' || run.stage === 'answer') return 'hold'
  return soon !== null && soon <= now ? 'soon' : 'ok'
}
