// What is due by the clock, done at its simulated time: the program's own chores, which otherwise follow the computer's.
import type { Chore } from '../../src/base/jobs.ts'

const minute = 60_000

/** Does everything that is due from the minute after `from` up to `until`, each at its minute. */
export async function doDue(
  chores: readonly Chore[],
  from: number,
  until: number,
  { goTo, stopped }: { goTo: (at: number) => Promise<void>; stopped: () => boolean },
): Promise<void> {
  for (let at = (Math.floor(from / minute) + 1) * minute; at <= until && !stopped(); at += minute) {
    for (const { cron, work } of chores) {
      if (!isDue(cron, at)) continue
      await goTo(at)
      await work()
    }
  }
}

/** Whether a timetable of five fields names this minute (UTC): numbers and stars, which is all that chores use. */
export function isDue(cron: string, at: number): boolean {
  const [minutes, hours, ...days] = cron.split(' ')
  const fits = (field: string | undefined, value: number): boolean => {
    if (field === '*') return true
    if (field === undefined || !/^\d+$/.test(field))
      throw new Error(`the timetable ${cron} cannot be followed here`)
    return Number(field) === value
  }
  if (days.some(field => field !== '*')) throw new Error(`the timetable ${cron} cannot be followed here`)
  const time = new Date(at)
  return fits(minutes, time.getUTCMinutes()) && fits(hours, time.getUTCHours())
}
