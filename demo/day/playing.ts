// The simulated days from beginning to end: opens the server by a clock of its own, lets everybody do what he does at his
// time, does what is due by the clock in between, and tells afterwards what came of it.
import type { Config } from '../../src/base/config.ts'
import { openDriven } from '../../src/server.ts'
import { Agenda } from './agenda.ts'
import { beginsOn, castFor } from './cast.ts'
import { castOf } from './characters.ts'
import { dayClock } from './clock.ts'
import { type Calendar, type Day, daysFrom } from './days.ts'
import { doDue } from './due.ts'
import { Line } from './line.ts'
import { Album, type Play } from './play.ts'
import { fillPosts } from './staffing.ts'
import { type Told, tally } from './tally.ts'
import { townOver } from './town.ts'
import { Wrongs } from './wrongs.ts'

export interface Wish {
  days: number
  seed: number
  /** UTC milliseconds; undefined: so that the last day ends now, or where the data ends. */
  from: number | undefined
  /** Cases a day; undefined: by the number of grids. */
  cases: number | undefined
  speed: number | undefined
  stay: boolean
  /** Nobody does anything wrong. */
  isHonest: boolean
}

export interface Playing {
  say: (line: string) => void
  /** Asks whether to end now. */
  stopped: () => boolean
  /** Today, by this computer. */
  today: number
}

const day = 86_400_000
const minute = 60_000

export async function playDays(config: Config, wish: Wish, { say, stopped, today }: Playing): Promise<Told> {
  const began = performance.now()
  const wanted = wish.from ?? today - wish.days * day
  let pace = wish.speed
  const clock = dayClock(wanted, () => pace)
  // Residents each come from an address of their own; the server believes what this process says of it.
  const server = await openDriven({ ...config, trustProxy: true }, say, clock.now)
  try {
    const kept = { until: await server.recordedUntil(), isLived: await server.hasCases() }
    const from = startFor(kept, wanted, wish, say, today)
    await clock.goTo(from, stopped)
    const since = new Date(from).toISOString()
    const line = new Line({ url: server.url, seed: wish.seed, now: clock.now, since })
    const opened = await fillPosts(line, await townOver(line, wish.seed))
    if (opened.length > 0) say(`Vacant posts filled by the administrator: ${opened.join(' ')}`)
    const town = await townOver(line, wish.seed)
    const calendar = await calendarOf(line, town.accounts.find(({ role }) => role === 'administrator')?.login)
    const staffed = (roles: readonly string[]) =>
      town.accounts.filter(({ role }) => roles.includes(role)).map(({ login }) => login)
    const play: Play = {
      town,
      seed: wish.seed,
      timeZone: calendar.timeZone,
      clock,
      agenda: new Agenda(),
      line,
      wrongs: new Wrongs(),
      stories: new Map(),
      met: new Map(),
      characters: new Map([
        ...castOf(wish.seed, staffed(['inspector']), wish.isHonest),
        ...castOf(wish.seed, staffed(['department_clerk', 'contractor']), wish.isHonest),
      ]),
      isHonest: wish.isHonest,
      moved: 0,
      album: new Album(),
      finishes: [],
    }
    const cast = await castFor(play)
    const cases = wish.cases ?? Math.max(8, Math.round(town.grids.length * 0.2))
    say(
      `${server.url}: ${town.grids.length} grids, ${cast.inspectors.length} inspectors, about ${cases} cases a day, from ${since}, seed ${wish.seed}`,
    )
    const dayOf = daysFrom(from, calendar)
    let until = from + wish.days * day
    // The first day that lies beyond the end.
    let beyond = 0
    const dawn = (number: number): void => {
      const today = dayOf(number)
      beyond = number
      if (today.at(0) >= until) return
      play.agenda.add(Math.max(from, today.at(0)), async () => {
        beginsOn(play, cast, today, { cases, from: clock.now() })
        dawn(number + 1)
        if (number > 0) progress(play, dayOf(number - 1), say)
      })
    }
    dawn(0)
    const goTo = (at: number) => clock.goTo(at, stopped)
    let done = from
    const advance = async (at: number): Promise<void> => {
      await doDue(server.chores, done, at, { goTo, stopped })
      await goTo(at)
      done = Math.max(done, at)
    }
    let settled = 0
    const run = async (): Promise<void> => {
      for (let next = play.agenda.next; next && next.at < until && !stopped(); next = play.agenda.next) {
        await advance(next.at)
        if (stopped()) return
        play.agenda.take()
        await next.act()
        if (line.writes !== settled) await server.settle()
        settled = line.writes
      }
      if (!stopped()) await advance(until)
      await server.settle()
    }
    await run()
    const told = await tally(play, {
      from,
      until: clock.now(),
      days: wish.days,
      cases,
      seconds: seconds(began),
    })
    if (wish.stay && !stopped()) {
      say(`${server.url} goes on as time does; Ctrl-C ends it.`)
      pace = 1
      until = Number.POSITIVE_INFINITY
      dawn(beyond)
      await run()
    }
    return told
  } finally {
    await server.close()
  }
}

/**
 * Where the days begin: never before the newest thing that the data holds, and where days were lived already just there,
 * unless a later date is said.
 */
function startFor(
  { until: recorded, isLived }: { until: string | undefined; isLived: boolean },
  wanted: number,
  { from, days }: Wish,
  say: Playing['say'],
  today: number,
): number {
  const newest = recorded === undefined ? undefined : Date.parse(recorded)
  if (newest === undefined || (newest < wanted && (from !== undefined || !isLived))) return wanted
  const next = Math.ceil((newest + 1) / minute) * minute
  if (from !== undefined)
    throw new Error(
      `This data already holds what happened until ${recorded}. Leave out --from to go on from there, or choose an empty folder (GANGMU_DATA).`,
    )
  // A district that was founded at this start holds nothing yet.
  if (!isLived && newest - wanted < minute) return next
  say(`This data holds what happened until ${recorded}: the days go on from there.`)
  const end = next + days * day
  if (end > today + day)
    say(
      `They reach into the future: to look at them afterwards, start with GANGMU_NOW=${new Date(end).toISOString()}`,
    )
  return next
}

async function calendarOf(line: Line, admin: string | undefined): Promise<Calendar> {
  if (admin === undefined) return { timeZone: 'Asia/Shanghai', closed: [], makeUp: [] }
  const { timeZone, published } = await (await line.staff(admin)).ask.regions.calendar()
  return { timeZone, closed: published.closed, makeUp: published.makeUp }
}

function progress(play: Play, { date }: Day, say: Playing['say']): void {
  say(
    `${date}: ${play.stories.size} reports so far, ${play.wrongs.done.length} wrongs, ${play.line.calls} calls`,
  )
}

function seconds(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10
}
