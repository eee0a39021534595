// What came of it: what was done wrong held against what the program noticed, by the calls that anybody with the post may
// ask. Whoever is named is named by his login.
import type { WholeCase } from '../../src/domains/cases/contract.ts'
import type { Flag, Honesty } from '../../src/domains/supervision/contract/honesty.ts'
import type { FlagKind, Verdict } from '../../src/domains/supervision/rules.ts'
import type { Character } from './characters.ts'
import type { Unexpected } from './line.ts'
import { noticedBy, type Seen } from './noticing.ts'
import type { Play, Story } from './play.ts'
import { type Sort, sortNames, sorts } from './wrongs.ts'

export interface Told {
  from: string
  until: string
  seed: number
  days: number
  casesADay: number
  /** What happened by what the seed says, whoever was drawn. */
  reports: { serial: string; number: string; kind: string; state: string; by: string }[]
  states: Record<string, number>
  sources: Record<string, number>
  characters: Record<string, Character>
  wrongs: SortTold[]
  flags: FlagTold[]
  closed: { byProgram: Honesty['total'] | null; total: number; trulyMended: number }
  late: { finished: number; trulyLate: number; saidLate: number; differ: number }
  rework: { objections: number; wronglyObjected: number; sentBack: number; reopened: number }
  joined: { right: number; wrong: number }
  times: { what: string; cases: number; medianHours: number | null; ninthHours: number | null }[]
  http: {
    calls: number
    refused: Record<string, number>
    unexpected: Unexpected[]
    repeated: Play['line']['repeated']
  }
  seconds: number
}

export interface SortTold {
  sort: Sort
  says: string
  done: number
  noticed: number
  by: Record<string, number>
  missed: { case: string; by: string; at: string }[]
}

export interface FlagTold {
  what: FlagKind
  raised: number
  right: number
  verdicts: Record<Verdict | 'open', number>
  /** Raised where nothing was wrong. */
  idle: { case: string; name: string }[]
}

export async function tally(
  play: Play,
  {
    from,
    until,
    days,
    cases,
    seconds,
  }: { from: number; until: number; days: number; cases: number; seconds: number },
): Promise<Told> {
  const { line, town, wrongs } = play
  const loginOf = new Map(town.accounts.map(({ name, login }) => [name, login]))
  const flags = (await flagsSince(play, from)).map(flag => ({
    ...flag,
    login: loginOf.get(flag.name ?? '') ?? '',
  }))
  const wholes = await wholesOf(play)
  const seen: Seen = { wholes, flags }
  const period = { from: new Date(from).toISOString(), until: new Date(until + 1).toISOString() }
  const stories = [...play.stories.values()]
  const shown = stories.flatMap(story => {
    const whole = wholes.get(story.number)
    return whole ? [{ story, whole }] : []
  })
  const closed = shown.filter(
    ({ whole }) => whole.state === 'closed' && (whole.outcome === 'fixed' || whole.outcome === 'gone'),
  )
  const lateSaid = (number: string, at: number) =>
    wholes
      .get(number)
      ?.stages.some(
        ({ stage, since, until: end, late }) =>
          stage === 'handle' && late && Date.parse(since) <= at && Date.parse(end) <= at + 1000,
      ) ?? false
  const finishes = play.finishes.filter(each => wholes.has(each.case))
  const isLate = ({ at, dueAt }: Play['finishes'][number]) => dueAt !== null && at > dueAt
  return {
    ...period,
    seed: play.seed,
    days,
    casesADay: cases,
    reports: shown.map(({ story, whole }) => ({
      serial: `${story.trouble.serial}${story.isDuplicate ? ' again' : ''}`,
      number: story.number,
      kind: `${story.trouble.kind.type} ${story.trouble.kind.code}`,
      state: whole.state,
      by: story.by,
    })),
    states: counted(shown.map(({ whole }) => whole.state)),
    sources: counted(shown.map(({ whole }) => (whole.selfHandled ? 'put right on the spot' : whole.source))),
    characters: Object.fromEntries(play.characters),
    wrongs: sortNames.flatMap(sort => sortTold(play, sort, seen)),
    flags: flagsTold(play, flags),
    closed: {
      byProgram: await honestyOf(play, period),
      total: closed.length,
      trulyMended: closed.filter(({ story }) => story.trouble.isMended).length,
    },
    late: {
      finished: finishes.length,
      trulyLate: finishes.filter(isLate).length,
      saidLate: finishes.filter(each => lateSaid(each.case, each.at)).length,
      differ: finishes.filter(each => isLate(each) !== lateSaid(each.case, each.at)).length,
    },
    rework: {
      objections: happenings(shown, 'cases.objected'),
      wronglyObjected: shown.filter(
        ({ story, whole }) =>
          isObjected(whole) &&
          !wrongs.done.some(wrong => wrong.case === story.number && wrong.sort === 'unfinished'),
      ).length,
      sentBack: happenings(shown, 'cases.sent_to_rework'),
      reopened: happenings(shown, 'cases.reopened'),
    },
    joined: joinedOf(play, shown),
    times: await timesOf(play, period),
    http: {
      calls: line.calls,
      refused: Object.fromEntries(line.refused),
      unexpected: line.unexpected,
      repeated: line.repeated,
    },
    seconds,
  }
}

type Shown = { story: Story; whole: WholeCase }
type NamedFlag = Flag & { login: string }

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values.toSorted()) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

const isObjected = ({ timeline }: WholeCase) => timeline.some(({ happened }) => happened === 'cases.objected')

function happenings(shown: readonly Shown[], what: string): number {
  return shown.reduce(
    (sum, { whole }) => sum + whole.timeline.filter(({ happened }) => happened === what).length,
    0,
  )
}

function sortTold(play: Play, sort: Sort, seen: Seen): SortTold[] {
  const done = play.wrongs.done.filter(wrong => wrong.sort === sort)
  if (done.length === 0) return []
  const by: Record<string, number> = {}
  const missed: SortTold['missed'] = []
  for (const wrong of done) {
    const how = noticedBy(wrong, seen)
    const number = wrong.case === null ? '' : (seen.wholes.get(wrong.case)?.number ?? '')
    if (how === undefined) missed.push({ case: number, by: wrong.by, at: new Date(wrong.at).toISOString() })
    else by[how] = (by[how] ?? 0) + 1
  }
  return [
    { sort, says: sorts[sort].says, done: done.length, noticed: done.length - missed.length, by, missed },
  ]
}

function flagsTold(play: Play, flags: readonly NamedFlag[]): FlagTold[] {
  return [...new Set(flags.map(({ what }) => what))].toSorted().map(what => {
    const raised = flags.filter(flag => flag.what === what)
    const isRight = ({ case: { number }, login }: NamedFlag) =>
      play.wrongs.done.some(
        wrong =>
          wrong.case === number && wrong.by === login && sorts[wrong.sort].flags.some(flag => flag === what),
      )
    const verdicts = { sound: 0, careless: 0, false: 0, open: 0 }
    for (const { verdict } of raised) verdicts[verdict ?? 'open'] += 1
    const idle = raised.filter(flag => !isRight(flag))
    return {
      what,
      raised: raised.length,
      right: raised.length - idle.length,
      verdicts,
      idle: idle.map(flag => ({ case: flag.case.number, name: flag.login })),
    }
  })
}

async function flagsSince(play: Play, from: number): Promise<Flag[]> {
  const login = play.town.accounts.find(({ role }) => role === 'evaluator')?.login
  if (login === undefined) return []
  const { ask } = await play.line.staff(login)
  const found: Flag[] = []
  let after: string | undefined
  do {
    const page = await ask.supervision.flags({ limit: 200, ...(after !== undefined && { after }) })
    found.push(...page.flags.filter(({ raisedAt }) => Date.parse(raisedAt) >= from))
    after = page.after ?? undefined
  } while (after !== undefined)
  return found
}

/** As the auditor sees them, who takes no step. */
async function wholesOf(play: Play): Promise<Map<string, WholeCase>> {
  const login = play.town.accounts.find(({ role }) => role === 'auditor')?.login
  const found = new Map<string, WholeCase>()
  if (login === undefined) return found
  const staff = await play.line.staff(login)
  for (const queue of ['open', 'ended'] as const) {
    let after: string | undefined
    do {
      const page = await staff.ask.cases.list({ queue, limit: 200, ...(after !== undefined && { after }) })
      for (const { id, number } of page.cases)
        if (play.stories.has(number)) found.set(number, await staff.ask.cases.show({ id }))
      after = page.after ?? undefined
    } while (after !== undefined)
  }
  return found
}

async function honestyOf(
  play: Play,
  period: { from: string; until: string },
): Promise<Honesty['total'] | null> {
  const login = play.town.accounts.find(({ role }) => role === 'auditor')?.login
  if (login === undefined) return null
  return (await (await play.line.staff(login)).ask.supervision.honesty(period)).total
}

async function timesOf(play: Play, period: { from: string; until: string }): Promise<Told['times']> {
  const login = play.town.accounts.find(({ role }) => role === 'auditor')?.login
  if (login === undefined) return []
  const { toFeedback, toClosing } = await (await play.line.staff(login)).ask.cases.times(period)
  const hours = (minutes: number | null) => (minutes === null ? null : Math.round(minutes / 6) / 10)
  return [
    { what: 'report to feedback', ...toFeedback },
    { what: 'report to closing', ...toClosing },
  ].map(({ what, cases, median, ninth }) => ({
    what,
    cases,
    medianHours: hours(median),
    ninthHours: hours(ninth),
  }))
}

function joinedOf({ stories }: Play, shown: readonly Shown[]): Told['joined'] {
  const joins = shown.filter(({ whole }) => whole.state === 'joined')
  const right = joins.filter(
    ({ story, whole }) => stories.get(whole.joinedTo?.number ?? '')?.trouble === story.trouble,
  )
  return { right: right.length, wrong: joins.length - right.length }
}
