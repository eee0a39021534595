// How the people of the simulated days reach the program: each by the typed client over the real port, as himself; every
// call counted, every refusal by its code, now and then pressed twice or sent again because the answer was lost.
import { isDeepStrictEqual } from 'node:util'
import { createORPCClient, ORPCError } from '@orpc/client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import type { Client } from '../../src/base/client.ts'
import { contract } from '../../src/contract.ts'
import type { Me } from '../../src/domains/identity/contract.ts'
import { demoPassword } from '../../src/domains/identity/demo.ts'
import { type Dice, dice } from './dice.ts'

export type Ask = Client<typeof contract>

export interface Caller {
  /** The login, or who he is besides. */
  name: string
  ask: Ask
}

export interface Staff extends Caller {
  me: Me
}

export type Answered<T> = { said: T } | { refused: string }

/** A refusal that nobody in this story brings about on purpose. */
export interface Unexpected {
  at: string
  who: string
  call: string
  code: string
}

export class Line {
  calls = 0
  readonly refused = new Map<string, number>()
  readonly unexpected: Unexpected[] = []
  /** Pressed twice, or sent again after a lost answer; and how often both answers were the same. */
  readonly repeated = { twice: 0, lost: 0, same: 0 }
  readonly #signedIn = new Map<string, { staff: Staff; since: number; used: number }>()
  readonly #at: { url: string; seed: number; now: () => number; since: string }
  #key: string | undefined
  #writes = 0
  #last = ''

  constructor(at: { url: string; seed: number; now: () => number; since: string }) {
    this.#at = at
  }

  /** How often somebody asked for something to be changed. */
  get writes(): number {
    return this.#writes
  }

  /** Somebody without an account, at an address of his own. */
  stranger(name: string, address: string): Caller {
    return { name, ask: this.#client({ 'x-forwarded-for': address }) }
  }

  /** A form of the portal, as a browser without script sends it; gives where it leads. */
  async submit(address: string, path: string, form: FormData): Promise<Answered<string>> {
    this.calls += 1
    this.#writes += 1
    this.#last = `POST ${path}`
    const headers = { 'x-forwarded-for': address }
    const answer = await fetch(`${this.#at.url}${path}`, {
      method: 'POST',
      body: form,
      headers,
      redirect: 'manual',
    })
    await answer.arrayBuffer()
    const leads = answer.headers.get('location')
    if (answer.status === 303 && leads !== null) return { said: leads }
    const code = `portal ${answer.status}`
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1)
    this.#note('resident', code)
    return { refused: code }
  }

  /** Somebody with a demo account, signed in anew where his session would be over. */
  async staff(login: string): Promise<Staff> {
    const now = this.#at.now()
    const known = this.#signedIn.get(login)
    if (known && now - known.used < 10 * hour && now - known.since < 6 * 24 * hour) {
      known.used = now
      return known.staff
    }
    const door = this.#client({ 'x-forwarded-for': '10.0.0.1' })
    const { token, me } = await door.identity.signIn({ login, password: demoPassword, carry: 'bearer' })
    const staff = { name: login, ask: this.#client({ authorization: `Bearer ${token}` }), me }
    this.#signedIn.set(login, { staff, since: now, used: now })
    return staff
  }

  /** What only reads. */
  async read<T>(
    who: Caller,
    asks: (ask: Ask) => Promise<T>,
    expected: readonly string[] = [],
  ): Promise<Answered<T>> {
    this.#key = undefined
    return this.#told(who, expected, () => asks(who.ask))
  }

  /** What changes something: with a key of its own, so that it may be repeated. */
  async write<T>(
    who: Caller,
    asks: (ask: Ask) => Promise<T>,
    expected: readonly string[] = [],
  ): Promise<Answered<T>> {
    this.#writes += 1
    const key = `day-${this.#at.seed}-${this.#at.since}-${this.#writes}`
    const throws = dice(this.#at.seed, 'line', this.#at.since, this.#writes)
    this.#key = key
    if (throws.chance(0.008)) return this.#twice(who, asks, expected)
    const first = await this.#told(who, expected, () => asks(who.ask))
    if ('said' in first && throws.chance(0.005)) {
      this.repeated.lost += 1
      await this.#again(first, () => asks(who.ask))
    }
    return first
  }

  async #twice<T>(who: Caller, asks: (ask: Ask) => Promise<T>, expected: readonly string[]) {
    // The finger came down twice: both are on their way before one is answered.
    const [first, second] = await Promise.all([
      this.#told(who, expected, () => asks(who.ask)),
      asks(who.ask).then(
        said => ({ said }),
        (error: unknown) => ({ refused: codeOf(error) ?? 'none' }),
      ),
    ])
    this.repeated.twice += 1
    if (isDeepStrictEqual(first, second)) this.repeated.same += 1
    else this.#note(who.name, 'answers_differ')
    return first
  }

  async #again<T>(first: { said: T }, asks: () => Promise<T>): Promise<void> {
    const second = await asks().catch((error: unknown) => codeOf(error))
    if (isDeepStrictEqual(first.said, second)) this.repeated.same += 1
    else this.#note('line', 'answers_differ')
  }

  async #told<T>(who: Caller, expected: readonly string[], asks: () => Promise<T>): Promise<Answered<T>> {
    try {
      return { said: await asks() }
    } catch (error) {
      const code = codeOf(error)
      if (code === undefined) throw error
      this.refused.set(code, (this.refused.get(code) ?? 0) + 1)
      if (!expected.includes(code)) this.#note(who.name, code)
      return { refused: code }
    }
  }

  #note(who: string, code: string): void {
    this.unexpected.push({ at: new Date(this.#at.now()).toISOString(), who, call: this.#last, code })
  }

  #client(headers: Readonly<Record<string, string>>): Ask {
    const link = new OpenAPILink(contract, {
      url: `${this.#at.url}/api`,
      headers: () => ({ ...headers, ...(this.#key !== undefined && { 'idempotency-key': this.#key }) }),
      fetch: (request, init) => {
        this.calls += 1
        const path = new URL(request.url).pathname.replace(/[0-9a-f-]{36}/g, 'ID')
        this.#last = `${request.method} ${path}`
        return fetch(request, init)
      },
    })
    return createORPCClient<Ask>(link)
  }
}

const hour = 3_600_000

function codeOf(error: unknown): string | undefined {
  return error instanceof ORPCError ? error.code : undefined
}

/** An address out of those that are nobody's in the world. */
export function addressOf(throws: Dice): string {
  return `10.${throws.whole(1, 250)}.${throws.whole(0, 255)}.${throws.whole(1, 254)}`
}
