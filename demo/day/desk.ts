// Somebody at a desk: looks into his queue now and then, takes what waits one after another, a minute or so each, and goes
// home in the evening. What he does with a case is told by his role.
import type { CaseSummary } from '../../src/domains/cases/contract.ts'
import type { Day } from './days.ts'
import { dice } from './dice.ts'
import type { Staff } from './line.ts'
import { later, type Play } from './play.ts'

export interface Desk {
  login: string
  hours: readonly [number, number]
  /** Minutes from one look into an empty queue to the next. */
  every: number
  /** Seconds for one case. */
  takes: readonly [number, number]
  worksOn: (day: Day) => boolean
  act: (staff: Staff, found: CaseSummary) => Promise<void>
  /** Done at every look, before the queue. */
  first?: (staff: Staff) => Promise<void>
}

export function openDesk(play: Play, day: Day, desk: Desk): void {
  if (!desk.worksOn(day)) return
  const throws = dice(play.seed, 'desk', desk.login, day.date)
  const [from, until] = desk.hours
  const end = day.at(until)
  let inbox: CaseSummary[] = []
  let seen = -1
  const look = async (): Promise<void> => {
    if (play.clock.now() >= end) return
    const staff = await play.line.staff(desk.login)
    await desk.first?.(staff)
    if (seen !== play.moved) {
      seen = play.moved
      const found = await play.line.read(staff, ask => ask.cases.list({ queue: 'mine', limit: 200 }))
      inbox = 'said' in found ? found.said.cases : []
    }
    later(play, play.clock.now() + 1000, inbox.length > 0 ? turn : rest)
  }
  const rest = async (): Promise<void> => {
    later(play, play.clock.now() + desk.every * 60_000 * throws.between(0.7, 1.3), look)
  }
  const turn = async (): Promise<void> => {
    const next = inbox.shift()
    if (!next || play.clock.now() >= end) return rest()
    await desk.act(await play.line.staff(desk.login), next)
    const seconds = throws.between(...desk.takes)
    later(play, play.clock.now() + seconds * 1000, inbox.length > 0 ? turn : look)
  }
  later(play, day.at(from) + throws.between(0, 10) * 60_000, look)
}
