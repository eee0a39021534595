// What is due by the clock, done at its simulated time: the program's own chores, which otherwise follow the computer's.
import type { Chore } from '../../src/base/jobs.ts'

const minute = 60_000

/** What says itself when it is needed is asked no more often than this; what it cannot foresee waits so long. */
const patience = 10

/** Does everything that is due from the minute after `from` up to `until`, each at its minute. */
export async function doDue(
  chores: readonly Chore[],
  from: number,
  until: number,
  { goTo, stopped }: { goTo: (at: number) => Promise<void>; stopped: () => boolean },
): Promise<void> {
  const start = (Math.floor(from / minute) + 1) * minute
  if (start > until) return
  const firsts = new Map<Chore, number>()
  const ask = async (chore: Chore): Promise<void> => {
    const first = await chore.first?.()
    firsts.set(chore, first === undefined ? Number.POSITIVE_INFINITY : Date.parse(first))
  }
  for (const chore of chores) if (chore.first) await ask(chore)
  for (let at = start; at <= until && !stopped(); at += minute) {
    for (const chore of chores) {
      if (!isDue(chore.cron, at)) continue
      const first = firsts.get(chore)
      if (first !== undefined && first >= at && (at / minute) % patience !== 0) continue
      await goTo(at)
      await chore.work()
      if (first !== undefined) await ask(chore)
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
