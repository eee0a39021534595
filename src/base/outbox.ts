// Reactions: one row for each subscriber of an event, taken after the commit and deleted when done.
// At least once, so subscribers are idempotent; a failing one waits longer each time and is never dropped.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { type Clock, type Instant, instant } from './clock.ts'
import type { Door, Tx } from './db.ts'
import { onRecorded, subscribe } from './events.ts'

export interface Told {
  id: string
  subject: string
  happened: string
  detail: Record<string, unknown>
}

/** Runs inside the transaction that deletes its outbox row: both happen or neither. */
export type Reaction = (reacting: { tx: Tx; now: Instant }, told: Told) => Promise<void>

export interface Subscriber {
  name: string
  events: readonly string[] | 'all'
  react: Reaction
}

export interface Outbox {
  /** Takes everything that is due in these districts; for tests and a clean stop. */
  settle(): Promise<void>
  stop(): Promise<void>
}

export function openOutbox(options: {
  door: Door
  clock: Clock
  log: Logger
  subscribers: readonly Subscriber[]
  districts: () => Promise<readonly string[]>
}): Outbox {
  const { door, clock, log, subscribers, districts } = options
  const unsubscribe = subscribers.map(({ name, events }) => subscribe(name, events))
  const reactions = new Map(subscribers.map(({ name, react }) => [name, react]))
  let stopped = false
  const waiting = new Set<string>()
  let running: Promise<void> | undefined

  const drain = async (): Promise<void> => {
    while (!stopped && waiting.size > 0) {
      const [district] = waiting
      if (district === undefined) return
      waiting.delete(district)
      try {
        while (!stopped && (await takeSome(door, district, instant(clock()), reactions, log))) {}
      } catch (error) {
        log.warn({ err: error, district }, 'outbox could not be read')
      }
    }
  }
  const kick = (district: string): void => {
    if (stopped) return
    waiting.add(district)
    running ??= drain().finally(() => {
      running = undefined
      if (waiting.size > 0) kick([...waiting][0] ?? district)
    })
  }
  onRecorded(kick)

  // What another process recorded, or what waits for a second try, is found by looking once a second.
  const look = setInterval(() => {
    districts().then(
      codes => codes.forEach(kick),
      () => {},
    )
  }, 1000)
  look.unref()

  return {
    settle: async () => {
      for (const code of await districts()) kick(code)
      while (running) await running
    },
    stop: async () => {
      stopped = true
      clearInterval(look)
      onRecorded(() => {})
      for (const forget of unsubscribe) forget()
      await running
    },
  }
}

const handful = 100

/** Takes up to a handful of due rows of one subscriber each; says whether there may be more. */
async function takeSome(
  door: Door,
  district: string,
  now: Instant,
  reactions: ReadonlyMap<string, Reaction>,
  log: Logger,
): Promise<boolean> {
  let failed: { id: string; subscriber: string; tries: number; trouble: string } | undefined
  const took = await door
    .within({ district }, async tx => {
      const { rows } = await sql<Told & { subscriber: string; tries: number }>`
        select outbox.id, outbox.subscriber, outbox.subject, outbox.happened, outbox.detail, outbox.tries
        from base.outbox
        where outbox.district = ${district} and outbox.due_at <= ${now}::timestamptz
          and outbox.subscriber = any(${[...reactions.keys()]}::text[])
        order by outbox.due_at, outbox.id
        limit ${handful}
        for update skip locked`.execute(tx)
      for (const { subscriber, tries, ...told } of rows) {
        try {
          await reactions.get(subscriber)?.({ tx, now }, told)
        } catch (error) {
          failed = {
            id: told.id,
            subscriber,
            tries,
            trouble: error instanceof Error ? error.name : 'unknown',
          }
          log.error({ err: error, subscriber, event: told.id }, 'reaction failed')
          throw error
        }
      }
      await sql`
        delete from base.outbox
        using unnest(${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.subscriber)}::text[]) as done (id, subscriber)
        where outbox.district = ${district} and outbox.id = done.id
          and outbox.subscriber = done.subscriber`.execute(tx)
      return rows.length
    })
    .catch(error => {
      if (!failed) throw error
      return handful
    })
  if (failed) await postpone(door, district, now, failed)
  return took === handful
}

/** Two seconds, four, eight … at most an hour. */
async function postpone(
  door: Door,
  district: string,
  now: Instant,
  failed: { id: string; subscriber: string; tries: number; trouble: string },
): Promise<void> {
  const due = instant(Date.parse(now) + Math.min(3_600_000, 2000 * 2 ** failed.tries))
  await door.within({ district }, async tx => {
    await sql`
      update base.outbox
      set tries = outbox.tries + 1, due_at = ${due}::timestamptz, trouble = ${failed.trouble}
      where outbox.district = ${district} and outbox.id = ${failed.id}::uuid
        and outbox.subscriber = ${failed.subscriber}`.execute(tx)
  })
}
