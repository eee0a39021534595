// An inspector's day: on shift in the morning, along his grids on foot or by bicycle, at each trouble at its time, and between
// them where he was drawn to verify or to check. He never is where he could not have come to, unless he only says so.
import type { CaseSummary } from '../../../src/domains/cases/contract.ts'
import type { Day } from '../days.ts'
import { type Dice, dice } from '../dice.ts'
import { metres, type Place } from '../land.ts'
import type { Staff } from '../line.ts'
import { later, type Play, storyOf } from '../play.ts'
import type { Trouble } from '../troubles.ts'
import { answer, fromTheChair } from './answers.ts'
import { reportFound } from './finding.ts'
import type { Inspector } from './inspector.ts'
import { step } from './step.ts'

const shift = [8, 18] as const
const atCase = 150_000

/** Seconds on the way: on foot, or by bicycle where it is further. */
export function secondsTo(from: Place, to: Place): number {
  const far = metres(from, to) * 1.25
  return far < 450 ? far / 1.25 : 90 + far / 3.8
}

/** Puts each trouble to a time at which he can be there after the one before. */
export function walkable(finds: readonly Trouble[]): readonly Trouble[] {
  let before: Trouble | undefined
  for (const find of finds) {
    if (before)
      find.at = Math.max(find.at, before.at + secondsTo(before.place, find.place) * 1000 + atCase + 30_000)
    before = find
  }
  return finds
}

interface Round {
  play: Play
  inspector: Inspector
  throws: Dice
  finds: Trouble[]
  place: Place
  tasks: CaseSummary[]
  /** What was answered already, as far as the list has not been read again. */
  answered: Set<string>
  seen: number
  end: number
  /** When he answers everything from his chair; a cheat has such days. */
  chairAt: number | undefined
  wentBeat: number
}

export function beginDay(play: Play, day: Day, inspector: Inspector, finds: readonly Trouble[]): void {
  const throws = dice(play.seed, 'walk', inspector.login, day.date)
  const hasChair = inspector.character === 'cheat' && throws.chance(0.65)
  const round: Round = {
    play,
    inspector,
    throws,
    finds: [...finds],
    place: finds[0]?.place ?? inspector.beat[0]?.centre ?? { longitude: 0, latitude: 0 },
    tasks: [],
    answered: new Set(),
    seen: -1,
    end: day.at(shift[1]),
    chairAt: hasChair ? day.at(throws.between(15, 17.3)) : undefined,
    wentBeat: 0,
  }
  // Who begins in the middle of a day does not begin after its end.
  if (round.end <= play.clock.now()) return
  later(play, day.at(shift[0]) + throws.between(0, 12) * 60_000, async () => {
    const staff = await play.line.staff(inspector.login)
    await step(play, staff, ask => ask.supervision.beginDuty())
    later(play, play.clock.now() + 60_000, () => go(round))
  })
}

async function go(round: Round): Promise<void> {
  const { play, inspector, finds, throws } = round
  const now = play.clock.now()
  const staff = await play.line.staff(inspector.login)
  if (now >= round.end) {
    await step(play, staff, ask => ask.supervision.endDuty())
    return
  }
  const [find] = finds
  if (find && find.at <= now + 60_000) {
    finds.shift()
    later(play, find.at, async () => {
      round.place = find.place
      await reportFound(play, staff, inspector, find)
      later(play, play.clock.now() + throws.between(40, 100) * 1000, () => go(round))
    })
    return
  }
  await readTasks(round, staff)
  // Not when he has to be somewhere in a moment: then a little later.
  const hasTime = !find || find.at > now + 5 * 60_000
  if (round.chairAt !== undefined && now >= round.chairAt && hasTime) {
    round.chairAt = undefined
    const waiting = open(round)
    if (waiting.length >= 2) {
      for (const { id } of waiting) round.answered.add(id)
      await fromTheChair(play, staff, inspector, waiting.slice(0, 9), () => go(round))
      return
    }
  }
  const task = round.chairAt === undefined ? nextTask(round, now, find) : undefined
  if (task) {
    const place = storyOf(play, task).trouble.place
    later(play, now + secondsTo(round.place, place) * 1000 + 20_000, async () => {
      round.place = place
      round.answered.add(task.id)
      await answer(play, staff, inspector, task)
      later(play, play.clock.now() + throws.between(60, 140) * 1000, () => go(round))
    })
    return
  }
  // Along his grids for a while; towards the next trouble as if he did not know of it yet.
  const until = Math.min(now + throws.between(8, 14) * 60_000, find ? find.at - 30_000 : round.end)
  const goal = find?.place ?? inspector.beat[round.wentBeat % Math.max(1, inspector.beat.length)]?.centre
  round.wentBeat += 1
  later(play, Math.max(until, now + 20_000), async () => {
    if (goal) round.place = onTheWay(round.place, goal, (play.clock.now() - now) / 1000)
    await go(round)
  })
}

async function readTasks(round: Round, staff: Staff): Promise<void> {
  const { play } = round
  if (round.seen === play.moved) return
  round.seen = play.moved
  const found = await play.line.read(staff, ask => ask.cases.list({ queue: 'mine', limit: 100 }))
  if ('refused' in found) return
  round.tasks = found.said.cases
  round.answered.clear()
}

function open({ tasks, answered }: Round): CaseSummary[] {
  return tasks.filter(({ id }) => !answered.has(id))
}

/** The most pressing that he can see to before he has to be elsewhere. */
function nextTask(round: Round, now: number, find: Trouble | undefined): CaseSummary | undefined {
  const { play, place } = round
  return open(round).find(task => {
    const there = storyOf(play, task).trouble.place
    const done = now + secondsTo(place, there) * 1000 + 20_000 + atCase
    return find ? done + secondsTo(there, find.place) * 1000 <= find.at : done < round.end
  })
}

function onTheWay(from: Place, to: Place, seconds: number): Place {
  const needed = secondsTo(from, to)
  if (needed <= seconds) return to
  const share = seconds / needed
  return {
    longitude: from.longitude + (to.longitude - from.longitude) * share,
    latitude: from.latitude + (to.latitude - from.latitude) * share,
  }
}
