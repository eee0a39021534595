// The live stream: screens hear that something changed and ask again for what they show. A message carries ids and
// codes only, never content, so each reader still passes every permission when asking; and it says who may hear it.
import { implement, withEventMeta } from '@orpc/server'
import { sql } from 'kysely'
import type { Door } from './db.ts'
import { type Actor, type Asked, openGuard } from './gate.ts'
import { liveContract } from './live-calls.ts'
import type { Reaction, Subscriber, Told } from './outbox.ts'

export interface Change {
  id: string
  district: string
  happened: string
  subject: string
  to: Audience
}

/** Who hears of a change: these posts in any case; otherwise everybody, as far as the permissions say. */
export interface Audience {
  posts?: readonly string[]
  /** Only whoever holds one of these. */
  may?: readonly string[]
  /** Nobody who holds this one. */
  without?: string
}

export function hears(
  { posts, may, without }: Audience,
  { post, permissions }: Pick<Actor, 'post' | 'permissions'>,
): boolean {
  if (posts?.includes(post)) return true
  if (without !== undefined && permissions.has(without)) return false
  return may === undefined || may.some(each => permissions.has(each))
}

const channel = 'gangmu_live'
const remembered = 1000
const longestMs = 10 * 60_000

export interface Live {
  /** Tells those whom `audienceOf` names; the capabilities know who may hear what. */
  subscriber(audienceOf: (reacting: Parameters<Reaction>[0], told: Told) => Promise<Audience>): Subscriber
  /** Change of these districts until the signal ends; begins after `lastId`, or says `missed` if that is forgotten. */
  follow(
    districts: readonly string[],
    lastId: string | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Change | 'missed'>
  open(door: Pick<Door, 'listen'>): Promise<void>
  /** Ends every stream, so that a server can close. */
  close(): void
}

export function makeLive(): Live {
  const recent: Change[] = []
  const wakers = new Set<() => void>()
  let count = 0
  const closing = new AbortController()

  const hear = (change: Change): void => {
    if (recent.some(({ id }) => id === change.id)) return
    recent.push(change)
    count += 1
    if (recent.length > remembered) recent.shift()
    for (const wake of wakers) wake()
  }

  return {
    // Through the database's notifications, so that every server process hears of it.
    subscriber: audienceOf => ({
      name: 'live',
      events: 'all',
      react: async (reacting, told) => {
        const { tx } = reacting
        const { id, happened, subject } = told
        const change: Change = {
          id,
          district: tx.district,
          happened,
          subject,
          to: await audienceOf(reacting, told),
        }
        await sql`select pg_notify(${channel}, ${JSON.stringify(change)})`.execute(tx)
      },
    }),
    open: door =>
      door.listen(channel, {
        heard: payload => hear(JSON.parse(payload)),
        // Everybody who follows is told to ask again.
        missed: () => {
          recent.length = 0
          count += 1
          for (const wake of wakers) wake()
        },
      }),
    close: () => {
      closing.abort()
    },
    async *follow(districts, lastId, asked) {
      // A stream ends now and then, so that whoever follows is recognised anew.
      const signal = AbortSignal.any([
        closing.signal,
        AbortSignal.timeout(longestMs),
        ...(asked ? [asked] : []),
      ])
      let told = count
      if (lastId !== undefined) {
        const found = recent.findIndex(({ id }) => id === lastId)
        if (found < 0) yield 'missed'
        else told = count - recent.length + found + 1
      }
      while (!signal.aborted) {
        if (told < count - recent.length) {
          told = count
          yield 'missed'
        }
        while (told < count) {
          const change = recent[told - (count - recent.length)]
          told += 1
          if (change && districts.includes(change.district)) yield change
        }
        await new Promise<void>(resolve => {
          const wake = (): void => {
            wakers.delete(wake)
            signal.removeEventListener('abort', wake)
            resolve()
          }
          wakers.add(wake)
          signal.addEventListener('abort', wake, { once: true })
        })
      }
    },
  }
}

const on = implement(liveContract).$context<Asked>().use(openGuard)

export const liveRouter = on.router({
  follow: on.follow.handler(async function* ({ context: { live, district, actor }, lastEventId, signal }) {
    for await (const change of live.follow([district], lastEventId, signal)) {
      if (change === 'missed') yield { kind: 'missed' as const }
      else if (actor && hears(change.to, actor)) {
        const { id, happened, subject } = change
        yield withEventMeta({ kind: 'news' as const, id, happened, subject }, { id, retry: 2000 })
      }
    }
  }),
})
