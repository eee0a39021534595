// Cases that walk: made in bulk, moved by the real move(), and counted at the end, so that every step the
// bench claims is found again in the database.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { type Instant, instant } from '../../src/base/clock.ts'
import type { Door } from '../../src/base/db.ts'
import { type Acting, append, beginChains } from '../../src/base/events.ts'
import { verifyLog } from '../../src/base/verify.ts'
import { clockAfter, dependsOnCase, measures } from '../../src/domains/cases/planning.ts'
import { replay } from '../../src/domains/cases/replaying.ts'
import { reported, type StepName } from '../../src/domains/cases/steps.ts'
import { held } from '../../src/domains/cases/store/facts.ts'
import type { Moved } from '../../src/domains/cases/store/move.ts'
import { move } from '../../src/domains/cases/store/moving.ts'

export const district = '990103'
/** A community of the prepared city, and what a post of the whole district reaches. */
const community = `${district}/${district}001/${district}001001/`
const reach = `${district}/`

/** Who steps, and the department the cases are dispatched to; ids as the prepared city has them. */
export interface Staff {
  account: string
  post: string
  department: string
}

/** After these, a case goes round between filing and a department as long as the bench lasts. */
const first = ['accept'] as const satisfies StepName[]
const again = ['file', 'dispatch', 'take', 'giveBack', 'returnToFiling'] as const satisfies StepName[]

/** A pool of cases of which each takes its first step, then each its second, in an order without pattern. */
export interface Walk {
  ids: readonly string[]
  taken: number
}

/** The next `count` cases and their step; `count` divides the size of the pool. */
export function next(walk: Walk, count: number): { ids: readonly string[]; step: StepName } {
  const at = walk.taken % walk.ids.length
  const step = stepAfter(Math.floor(walk.taken / walk.ids.length))
  walk.taken += count
  return { ids: walk.ids.slice(at, at + count), step }
}

export function stepAfter(done: number): StepName {
  return first[done] ?? again[(done - first.length) % again.length] ?? 'take'
}

export async function staff(door: Door): Promise<Staff> {
  const { rows } = await door.within({ district }, tx =>
    sql<Staff>`
      select post.account, post.id as post, member.organisation as department
      from identity.post
      join identity.account on account.id = post.account and account.login = 'demo.works'
      join organisations.member on member.district = post.district and member.post = post.id`.execute(tx),
  )
  if (!rows[0]) throw new Error('the prepared city has no demo.works')
  return rows[0]
}

/** Inserts `count` reported cases, a thousand a statement, each with the first event of its chain. */
export async function makeCases(door: Door, count: number): Promise<Walk> {
  const all: string[] = []
  const now: Instant = instant(Date.now())
  while (all.length < count) {
    const ids = Array.from({ length: Math.min(1000, count - all.length) }, () => newId())
    all.push(...ids)
    await door.within({ district }, async tx => {
      await beginChains(tx, ids)
      await sql`
        with filed as (
          insert into cases."case" (district, id, number, state, step, edition, kind_type, kind, source,
            region_path, place, place_precision, address, reported_at, state_since)
          select ${district}, given.id, ${district} || '-' || given.id, 'reported', 1, 'gbt30428_2_2013', 'event', '0110',
            'portal', ${community}, st_setsrid(st_makepoint(123.5035, 29.4935), 4326), 'map',
            'Lantern Lane 12', ${now}::timestamptz, ${now}::timestamptz
          from unnest(${ids}::uuid[]) as given (id)
          returning id
        ),
        entry as (select filed.id as subject, gen_random_uuid() as event, '{"to": "reported", "due": null}'::jsonb as detail from filed),
        ${append({ tx, now }, reported)}
        select from logged`.execute(tx)
    })
  }
  return { ids: shuffled(all), taken: 0 }
}

/** `callers` at once, each moving `batch` cases a statement, for so long; gives cases a second. */
export async function walkFor(
  door: Door,
  walk: Walk,
  { account, post, department }: Staff,
  { callers, batch, ms }: { callers: number; batch: number; ms: number },
): Promise<number> {
  const began = performance.now()
  let moved = 0
  const caller = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      const { ids, step } = next(walk, batch)
      const now = instant(Date.now())
      const rows = await door.within({ district, ends: true }, tx =>
        stepOf({ tx, now, actor: { account, post } }, ids, step, department),
      )
      moved += rows.length
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return moved / ((performance.now() - began) / 1000)
}

/** As taking.ts does it for a step without note and pictures: measure, plan the clock, move. */
async function stepOf(
  acting: Acting & { now: Instant },
  ids: readonly string[],
  step: StepName,
  department: string,
): Promise<Moved[]> {
  const { tx, now } = acting
  const measured = await measures(tx, now)
  const rows = dependsOnCase(step) ? await held(tx, ids, { reach }) : []
  const clocks = rows.flatMap(row => {
    const clock = clockAfter(step, measured, now, row)
    return clock ? [[row.id, clock] as const] : []
  })
  return move(acting, {
    ids,
    step,
    reach,
    organisation: department,
    clock: rows.length > 0 ? new Map(clocks) : clockAfter(step, measured, now),
    ...(step === 'dispatch' && { change: { department } }),
    ...(step === 'file' && { change: { filing: { ...filing, rulebook: measured.rulebook.version } } }),
    last: true,
  })
}

const filing = {
  condition: 1,
  filedAs: 'gbt30428_2_2013/event/0110',
  area: 'A',
  limit: { value: 4, unit: 'work_hour' },
} as const

/** How many cases are not where their walk led: by the whole log read again, by state, step and count. */
export async function wrongIn(door: Door, walks: readonly Walk[]): Promise<number> {
  const expected = new Map<string, number>()
  for (const { ids, taken } of walks) {
    for (const [at, id] of ids.entries()) {
      expected.set(id, 1 + Math.floor(taken / ids.length) + (at < taken % ids.length ? 1 : 0))
    }
  }
  const led = new Map<string, string>()
  let events = 0
  const { broken } = await verifyLog(
    work => door.within({ district, snapshot: true }, work),
    async (_tx, subject, log) => {
      // The prepared city has events of its own: its rules, its rulebook.
      if (!expected.has(subject)) return undefined
      events += log.length
      const end = replay(log)
      if (end) led.set(subject, `${end.state} ${end.step} ${end.rework}`)
      return end?.step === expected.get(subject) ? undefined : `${subject}: not as many steps as were taken`
    },
  )
  return door.within({ district }, async tx => {
    const { rows } = await sql<{ id: string; is: string }>`
      select held.id, concat_ws(' ', held.state, held.step, held.rework) as is from cases."case" as held
      where held.district = ${district}`.execute(tx)
    for (const sentence of broken.slice(0, 5)) console.error(sentence)
    const astray = rows.filter(({ id, is }) => led.get(id) !== is).length
    const missing = expected.size - rows.length
    const total = [...expected.values()].reduce((sum, steps) => sum + steps, 0)
    return broken.length + astray + Math.abs(missing) + Math.abs(total - events)
  })
}

/** Fisher and Yates with a small seeded generator: the same order in every run. */
function shuffled(ids: readonly string[]): string[] {
  const mixed = [...ids]
  let seed = 20_260_101
  for (let at = mixed.length - 1; at > 0; at--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const other = Math.floor((seed / 2 ** 32) * (at + 1))
    const [a, b] = [mixed[at], mixed[other]]
    if (a !== undefined && b !== undefined) [mixed[at], mixed[other]] = [b, a]
  }
  return mixed
}
