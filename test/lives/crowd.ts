// Many people at a real server at once, each call with an idempotency key, repeated until it is answered; and what
// must be true of all their answers afterwards.
import { createORPCClient } from '@orpc/client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { verifyLog } from '../../src/base/verify.ts'
import { contract } from '../../src/contract.ts'
import type { Step } from '../../src/domains/cases/steps/step.ts'
import { type StepName, steps } from '../../src/domains/cases/steps.ts'
import { wrongWithCase } from '../../src/domains/cases/verifying.ts'
import { type Client, district, garbage, inside, type Login } from '../city.ts'
import { picture } from '../pictures.ts'
import type { RunningCity } from '../server.ts'
import { deeds, type Pressed, pressed, type Things, whoMay } from './deeds.ts'
import { logins } from './people.ts'
import { read, settled, withDoor } from './proof.ts'

/** A step that was answered with yes. */
interface Acknowledged {
  login: Login
  name: Pressed
  key: string
  things: Things
  id: string
  step: number
}

/** What needs little but the state, so that a storm gets somewhere. */
const usually: readonly Pressed[] = [
  ...([
    'accept',
    'file',
    'dispatch',
    'insist',
    'take',
    'finish',
    'pass',
    'confirm',
    'object',
    'close',
  ] as const),
  ...(['redo', 'giveBack', 'returnToFiling', 'askExtension', 'withdraw'] as const),
]

interface Answer {
  id: string
  step: number
  /** Of every step but a note. */
  state?: string
}

interface Known {
  id: string
  state: string
  step: number
}

export class Crowd {
  readonly done: Acknowledged[] = []
  readonly refused = new Map<string, number>()
  /** Answers that no caller should ever get, and calls that were never answered. */
  readonly wrong: string[] = []
  again = 0
  readonly #city: RunningCity
  readonly #tokens = new Map<Login, string>()
  readonly #posts = new Map<Login, string>()
  readonly #cases: Known[] = []
  readonly #uploads = new Map<Login, string[]>()
  #departments: string[] = []
  #calls = 0
  #most = 0

  constructor(city: RunningCity) {
    this.#city = city
  }

  /** Signs everybody in and reports so many cases. */
  async gather(cases: number): Promise<void> {
    for (const login of logins) {
      const { me, token } = await this.#city.ask.identity.signIn({
        login: `demo.${login}`,
        password: 'open-the-net',
        carry: 'bearer',
      })
      this.#tokens.set(login, token ?? '')
      this.#posts.set(login, me.post.id)
    }
    const list = await this.#client('dispatcher').organisations.list()
    this.#departments = ['D01', 'D02', 'D06'].map(code => list.find(each => each.code === code)?.id ?? '')
    this.#most = cases
    await this.#report()
  }

  /** Until there are as many open cases as there should be. */
  async #report(): Promise<void> {
    const acceptor = this.#client('acceptor')
    const open = this.#cases.filter(({ state }) => !ended.has(state)).length
    for (let number = open; number < this.#most; number += 1) {
      const { id } = await acceptor.cases.report({ kind: garbage, where: { ...inside, precision: 'map' } })
      this.#cases.push({ id, state: 'reported', step: 1 })
    }
  }

  /** Pictures to have at hand, so that a step is one call. */
  async photograph(each: number): Promise<void> {
    for (const login of [
      'works',
      'sanitation',
      'handler',
      'contractor',
      'inspector',
      'inspector2',
    ] as const) {
      const ask = this.#client(login)
      const held = this.#uploads.get(login) ?? []
      while (held.length < each) held.push((await ask.files.upload({ file: await small })).id)
      this.#uploads.set(login, held)
    }
  }

  /** Somebody takes some step of some case, often one that fits, often one that is outdated. */
  async act(): Promise<void> {
    const open = this.#cases.filter(({ state }) => !ended.has(state))
    const known = pick(chance(0.9) && open.length > 0 ? open : this.#cases)
    if (!known) throw new Error('no case')
    const fitting = pressed.filter(name => steps[name].from.some(state => state === known.state))
    const usual = fitting.filter(name => usually.includes(name))
    const name = pick(chance(0.7) ? usual : chance(0.7) ? fitting : pressed) ?? 'note'
    const login = pick(whoMay(name)) ?? 'acceptor'
    const things = this.#things(known, name, login)
    this.#calls += 1
    const key = `crowd-${process.pid}-${this.#calls}-${Math.random().toString(36).slice(2)}`
    const times = chance(0.05) ? 10 : 1
    const answers = await Promise.all(
      Array.from({ length: times }, () => this.#call(login, name, things, key)),
    )
    const given = answers.filter(answer => answer !== undefined)
    const [first, ...others] = given
    if (!first) {
      // What was not used can be used by the next one.
      const file = await things.upload()
      if (file !== known.id) this.#uploads.get(login)?.push(file)
      return
    }
    if (others.some(other => other.id !== first.id || other.step !== first.step)) {
      this.wrong.push(`${name} with one key was answered ${given.map(({ step }) => step).join(', ')}`)
    }
    const { id, step, state = known.state } = first
    this.done.push({ login, name, key, things, id, step })
    if (step > known.step) Object.assign(known, { state, step })
    if (chance(0.1)) await this.#otherBody(login, name, things, key)
  }

  /** The same key with another body is refused, now and for ever. */
  async #otherBody(login: Login, name: Pressed, things: Things, key: string): Promise<void> {
    if (name === 'note') return
    const other = { ...things, seen: (things.seen ?? 0) + 1000 }
    const code = await this.#call(login, name, other, key, true)
    if (code !== undefined) this.wrong.push(`${name} with another body under the same key was taken`)
  }

  /** Asks again some of what was answered: the same key, the same answer. */
  async repeat(most: number): Promise<void> {
    for (let round = 0; round < most; round += 1) {
      const one = pick(this.done)
      if (!one) return
      const answer = await this.#call(one.login, one.name, one.things, one.key)
      this.again += 1
      if (answer?.id !== one.id || answer.step !== one.step) {
        this.wrong.push(`${one.name} was answered ${one.step} and, asked again, ${answer?.step}`)
      }
    }
  }

  /** One call, repeated with its key as long as the server is away. */
  async #call(
    login: Login,
    name: Pressed,
    things: Things,
    key: string,
    isReuse = false,
  ): Promise<Answer | undefined> {
    const until = Date.now() + 90_000
    for (;;) {
      try {
        const answer = await deeds[name](this.#client(login, key), things)
        if (isAnswer(answer)) return answer
        this.wrong.push(`${name} was answered ${JSON.stringify(answer)}`)
        return undefined
      } catch (error) {
        const { code, status } = refusalIn(error)
        const isAway = status === 503 || code === 'none'
        if (isAway && Date.now() < until) {
          await new Promise(resolve => setTimeout(resolve, 50 + Math.random() * 200))
          continue
        }
        this.refused.set(code, (this.refused.get(code) ?? 0) + 1)
        const fits = isReuse ? code === 'base.key_reused' : status < 500 && code !== 'base.key_reused'
        if (!fits || !declared(name).has(code)) this.wrong.push(`${name} was answered ${status} ${code}`)
        return undefined
      }
    }
  }

  #things(known: Known, name: Pressed, login: Login): Things {
    const file = (shows.has(name) && this.#uploads.get(login)?.pop()) || known.id
    return {
      id: known.id,
      department: pick(this.#departments) ?? '',
      other: pick(this.#cases)?.id ?? known.id,
      condition: 1,
      add: { value: 1, unit: 'work_day' },
      until: new Date(Date.now() + 3 * 86_400_000).toISOString(),
      outcome: 'fixed',
      seen: chance(0.5) ? known.step : undefined,
      position: inside,
      upload: async () => file,
    }
  }

  #client(login: Login, key?: string): Client {
    const headers = {
      authorization: `Bearer ${this.#tokens.get(login)}`,
      ...(key !== undefined && { 'idempotency-key': key }),
    }
    return createORPCClient(new OpenAPILink(contract, { url: `${this.#city.url}/api`, headers }))
  }

  /** Learns how the cases stand, as screens do, and reports new ones where some have ended. */
  async look(): Promise<void> {
    for (const queue of ['open', 'ended'] as const) {
      const { cases } = await this.#client('auditor').cases.list({ queue, limit: 200 })
      for (const { id, state, step } of cases) {
        const known = this.#cases.find(each => each.id === id)
        if (known) Object.assign(known, { state, step })
        else this.#cases.push({ id, state, step })
      }
    }
    await this.#report()
  }

  /** Waits until reactions are done, then holds everything that was answered against what is stored. */
  async prove(): Promise<{ events: number; states: Record<string, number> }> {
    expect(this.wrong).toEqual([])
    return withDoor(this.#city, async door => {
      await settled(door)
      const { rows: events } = await read(door, tx =>
        sql<{ subject: string; seq: number; post: string | null; happened: string }>`
          select event.subject, event.seq, event.post, event.happened from base.event
          where event.happened like 'cases.%' and event.post is not null and event.seq > 1`.execute(tx),
      )
      const loud = new Map(
        events
          .filter(({ happened }) => !quiet.has(happened))
          .map(each => [`${each.subject} ${each.seq}`, each]),
      )
      const silent = events.filter(({ happened }) => quiet.has(happened))
      const answered: string[] = []
      for (const { id, step, login, name } of this.done) {
        const post = this.#posts.get(login)
        const event = loud.get(`${id} ${step}`)
        if (event?.post === post && event && happenings(name).includes(event.happened)) {
          answered.push(`${id} ${step}`)
          continue
        }
        // A quiet step is answered with the step before; each has left an event of its own all the same.
        const left = silent.findIndex(
          each => each.subject === id && each.post === post && happenings(name).includes(each.happened),
        )
        expect({ name, login, id, step, left: left >= 0 }).toEqual({ name, login, id, step, left: true })
        silent.splice(left, 1)
      }
      expect(new Set(answered).size).toBe(answered.length)
      // No step was taken that nobody was told of.
      expect([...loud.keys()].filter(key => !answered.includes(key))).toEqual([])
      expect(silent).toEqual([])
      const found = await verifyLog(work => door.within({ district }, work), wrongWithCase)
      expect(found.broken).toEqual([])
      const { rows: stuck } = await read(door, tx =>
        sql<{ number: string }>`
          select held.number from cases."case" as held
          where held.state = 'checking' and not exists (
            select from cases.task where task."case" = held.id and task.ended_at is null)
            and (select count(*) from cases.task where task."case" = held.id and task.purpose = 'check'
              and task.answer is null) < 2
            or held.state = 'split' and not exists (select from cases."case" as child
              where child.parent = held.id and child.state not in ('closed', 'void', 'joined'))`.execute(tx),
      )
      expect(stuck).toEqual([])
      const { rows: states } = await read(door, tx =>
        sql<{ state: string; cases: number }>`
          select held.state, count(*)::integer as cases from cases."case" as held group by 1 order by 1`.execute(
          tx,
        ),
      )
      return {
        events: found.events,
        states: Object.fromEntries(states.map(({ state, cases }) => [state, cases])),
      }
    })
  }
}

const quiet = new Set(Object.values<Step>(steps).flatMap(step => (step.quiet ? [step.happened] : [])))

/** The events that the call of a step may leave. */
function happenings(name: Pressed): readonly string[] {
  const same: Partial<Record<Pressed, readonly StepName[]>> = {
    grantExtension: ['grantExtension', 'grantSuspension'],
    grantSuspension: ['grantExtension', 'grantSuspension'],
    refuseExtension: ['refuseExtension', 'refuseSuspension'],
    refuseSuspension: ['refuseExtension', 'refuseSuspension'],
    confirm: ['confirm', 'recheck'],
    object: ['object', 'recheck'],
    recheck: ['recheck', 'object'],
  }
  return (same[name] ?? [name]).map(each => steps[each].happened)
}

function declared(name: Pressed): ReadonlySet<string> {
  const axis = steps[name].may.split('.')[0]
  const calls =
    axis === 'supervision' || axis === 'command' || axis === 'handling' ? contract[axis] : contract.cases
  return new Set(
    Object.values(calls).flatMap(call => ('~orpc' in call ? Object.keys(call['~orpc'].errorMap) : [])),
  )
}

function refusalIn(error: unknown): { code: string; status: number } {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('status' in error)) {
    return { code: 'none', status: 0 }
  }
  return { code: String(error.code), status: Number(error.status) }
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'id' in value && 'step' in value
}

/** Steps that need a picture. */
const shows: ReadonlySet<Pressed> = new Set(['finish', 'verify', 'confirm', 'object', 'recheck'])
const ended = new Set(['closed', 'void', 'joined'])
const chance = (share: number): boolean => Math.random() < share
function pick<T>(among: readonly T[]): T | undefined {
  return among[Math.floor(Math.random() * among.length)]
}
const small = picture('#445566', 8)
