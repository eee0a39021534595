// What must be true of all cases after every turn of a life: told by their events alone, and held against what the
// program stores and shows.
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Tx } from '../../src/base/db.ts'
import { verifyLog } from '../../src/base/verify.ts'
import type { State } from '../../src/domains/cases/states.ts'
import { wrongWithCase } from '../../src/domains/cases/verifying.ts'
import { type City, type Client, district, type Login } from '../city.ts'
import { hour } from '../minutes.ts'
import { type Book, Chronicle, type Logged } from './chronicle.ts'
import { endsOf, lightOf, type Worked, worked } from './truth.ts'

/** A case as it is stored. */
export interface Seen {
  id: string
  number: string
  state: State
  step: number
  turn: number
  stage: string | null
  due: number | null
  soon: number | null
  extensions: number
  suspensions: number
  told: number
  parent: string | null
  joinedTo: string | null
  refusedBy: string[]
  reporter: string | null
  position: { longitude: number; latitude: number }
  task: { purpose: string; post: string } | null
}

const ended = new Set<string>(['closed', 'void', 'joined'])

/** How often each thing happened in all lives: lives that reach nothing prove nothing. */
export const happenings = new Map<string, number>()

export class Watch {
  readonly #city: City
  readonly #as: (login: Login) => Promise<Client>
  #cases: Seen[] = []
  readonly #chronicles = new Map<string, Chronicle>()
  #after = '00000000-0000-0000-0000-000000000000'
  #book: Book | undefined
  readonly #others = new Map<number, number>()
  #calendar: Worked | undefined

  constructor(city: City, as: (login: Login) => Promise<Client>) {
    this.#city = city
    this.#as = as
  }

  async begin(): Promise<void> {
    await this.measured()
    await this.look()
  }

  /** Reads what cases are measured by from now on. */
  async measured(): Promise<void> {
    const admin = await this.#as('admin')
    const { versions } = await admin.catalogue.versions()
    const version = versions.find(({ state }) => state === 'in_force')?.version ?? 1
    const book = await admin.catalogue.rules({ version: String(version) })
    this.#others.set(version, book.mostExtensions)
    this.#book = { ...book, others: this.#others }
    this.#calendar = worked((await admin.regions.calendar()).description, 8 * hour)
  }

  case(which: number): Seen | undefined {
    return this.#cases[which % Math.max(1, this.#cases.length)]
  }

  cases(): readonly Seen[] {
    return this.#cases
  }

  /** Changes when anything changes that belongs to a case. */
  async fingerprint(): Promise<string> {
    const { rows } = await this.#read(tx =>
      sql<{ all: string }>`
        select md5(coalesce((select string_agg(held::text, '' order by held.id) from cases."case" as held), '')
          || coalesce((select string_agg(task::text, '' order by task.id) from cases.task), '')
          || (select count(*) from base.event) || (select count(*) from cases.text)
          || (select count(*) from cases.picture)) as all`.execute(tx),
    )
    return rows[0]?.all ?? ''
  }

  /** Follows what was logged since the last look, and compares. */
  async look(): Promise<void> {
    const now = Date.parse(this.#city.clock.now())
    const { rows: events } = await this.#read(tx =>
      sql<Logged>`
        select event.id, event.subject, event.seq, event.happened, event.post, event.account, event.detail,
          base.milliseconds(event.recorded_at) as at, encode(before.hash, 'hex') as seed
        from base.event
        left join base.event as before on before.district = event.district and before.subject = event.subject
          and before.seq = event.seq - 1
        where event.id > ${this.#after}::uuid and event.happened like 'cases.%'
        order by event.id`.execute(tx),
    )
    this.#after = events.at(-1)?.id ?? this.#after
    this.#cases = await this.#stored()
    for (const event of events) this.#follow(event)
    for (const seen of this.#cases) this.#compare(seen)
    await this.#shown(now)
  }

  #follow(event: Logged): void {
    if (!this.#book || !this.#calendar) throw new Error('nothing is measured yet')
    const chronicle = this.#chronicles.get(event.subject) ?? new Chronicle()
    this.#chronicles.set(event.subject, chronicle)
    chronicle.follow(event, this.#book, this.#calendar)
    happenings.set(event.happened, (happenings.get(event.happened) ?? 0) + 1)
    const hasEnded = ['cases.closed', 'cases.forced', 'cases.merged'].includes(event.happened)
    if (hasEnded) {
      const open = this.#partsOf(event.subject).filter(
        id => !ended.has(this.#chronicles.get(id)?.state ?? ''),
      )
      expect({ event: event.happened, open }).toEqual({ event: event.happened, open: [] })
    }
    if (event.happened === 'cases.drawn') {
      const reporter = this.#cases.find(({ id }) => id === event.subject)?.reporter
      expect(event.detail.drawn === reporter && 'the reporter was drawn').toBe(false)
    }
  }

  #partsOf(whole: string): string[] {
    return this.#cases.filter(({ parent }) => parent === whole).map(({ id }) => id)
  }

  #compare(seen: Seen): void {
    const chronicle = this.#chronicles.get(seen.id)
    if (!chronicle) throw new Error(`${seen.number} has no events`)
    const { state, step, turn, extensions, suspensions, run, ends } = chronicle
    const { number } = seen
    expect({ ...seen, told: seen.stage === null ? 0 : seen.told }).toMatchObject({
      ...{ number, state, step, turn, extensions, suspensions },
      stage: run?.stage ?? null,
      ...{ due: ends.due, soon: ends.soon, told: run?.told ?? 0 },
    })
    expect(extensions).toBeLessThanOrEqual(2)
    expect(suspensions).toBeLessThanOrEqual(1)
    // A task is there only for what is waited for.
    if (seen.task) {
      const stage = run?.stage ?? null
      const wanted = { verify: stage === 'verify', check: state === 'checking', recheck: state === 'closed' }
      expect({ number, state, stage, task: Object.entries(wanted).find(([, is]) => is)?.[0] }).toEqual({
        ...{ number, state, stage, task: seen.task.purpose },
      })
    }
    // A whole follows its parts.
    const parts = this.#partsOf(seen.id)
    const open = parts.filter(id => !ended.has(this.#chronicles.get(id)?.state ?? ''))
    if (state === 'split') expect({ number, open: open.length > 0 }).toEqual({ number, open: true })
    if (state === 'checked' || state === 'closed')
      expect({ number, state, open }).toEqual({ number, state, open: [] })
    if (state === 'joined') this.#joined(seen)
  }

  /** Joins lead somewhere, and never in a circle. */
  #joined(seen: Seen): void {
    const way = [seen.id]
    for (let at: Seen | undefined = seen; at?.joinedTo; ) {
      const next: string = at.joinedTo
      if (way.includes(next)) throw new Error(`${seen.number} is joined in a circle`)
      way.push(next)
      at = this.#cases.find(({ id }) => id === next)
    }
  }

  /** What the screens show of the clocks. */
  async #shown(now: number): Promise<void> {
    const { cases } = await (await this.#as('auditor')).cases.list({ queue: 'open', limit: 200 })
    for (const { id, number, light, dueAt, soonAt } of cases) {
      const { state = '', run = null, ends = { soon: null, due: null } } = this.#chronicles.get(id) ?? {}
      expect({ number, state, light, dueAt, soonAt }).toEqual({
        ...{ number, state, light: lightOf(state, run, ends, now) },
        ...{ dueAt: instantOf(ends.due), soonAt: instantOf(ends.soon) },
      })
    }
  }

  /** After the sweepers ran: whoever had to be told was told, and what had to go on goes on. */
  async swept(): Promise<void> {
    await this.look()
    const now = Date.parse(this.#city.clock.now())
    for (const { id, number } of this.#cases) {
      const chronicle = this.#chronicles.get(id)
      if (!chronicle?.run || !this.#calendar) continue
      const { run, ends, state } = chronicle
      const isLate = ends.due !== null && ends.due < now
      if (run.stage === 'answer') expect({ number, waits: isLate }).toEqual({ number, waits: false })
      const hold = run.holds.at(-1)?.until
      if (state === 'suspended')
        expect({ number, sleeps: hold == null || hold >= now }).toEqual({ number, sleeps: true })
      else if (isLate) expect({ number, told: run.told > 0 }).toEqual({ number, told: true })
      // Clocks that still run follow the calendar in force.
      if (!isLate) expect({ number, ...endsOf(run, this.#calendar) }).toEqual({ number, ...ends })
    }
  }

  async end(): Promise<void> {
    const { door } = this.#city
    const found = await verifyLog(work => door.within({ district }, work), wrongWithCase)
    expect(found.broken).toEqual([])
  }

  async #stored(): Promise<Seen[]> {
    const { rows } = await this.#read(tx =>
      sql<Seen>`
        select held.id, held.number, held.state, held.step, held.turn, held.stage, held.extensions, held.suspensions,
          base.milliseconds(held.late_at) as due, base.milliseconds(held.soon_at) as soon, held.told, held.parent,
          held.joined_to as "joinedTo", held.refused_by as "refusedBy",
          json_build_object('longitude', st_x(held.place), 'latitude', st_y(held.place)) as position,
          (select report.post from cases.report where report."case" = held.id limit 1) as reporter,
          (select json_build_object('purpose', task.purpose, 'post', task.post) from cases.task
            where task."case" = held.id and task.ended_at is null) as task
        from cases."case" as held order by held.id`.execute(tx),
    )
    return rows
  }

  #read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#city.door.within({ district }, work)
  }
}

function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
