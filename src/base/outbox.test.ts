// Reactions: after the commit, at least once, never in the way of others, and never lost.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { expect, test } from 'vitest'
import { type City, district, inCity } from '../../test/city.ts'
import { record } from './events.ts'
import { makeLive } from './live.ts'
import { openLog } from './log.ts'
import { type Outbox, openOutbox, type Reaction } from './outbox.ts'

test('a reaction hears of what was committed, once, and of nothing that was rolled back', () =>
  inCity(async city => {
    const heard: string[] = []
    const outbox = listening(city, 'trying', async (_reacting, told) => void heard.push(told.subject))
    const [kept, undone] = [newId(), newId()]
    await tell(city, kept)
    await city.door
      .within({ district }, async tx => {
        await record({ tx, now: city.clock.now() }, { subject: undone, happened: 'base.tried', detail: {} })
        throw new Error('undone')
      })
      .catch(() => {})
    await outbox.settle()
    await outbox.settle()
    expect(heard).toEqual([kept])
    await outbox.stop()
  }))

test('a failing reaction is tried again later, and does not keep others waiting', () =>
  inCity(async city => {
    const heard: string[] = []
    let trouble = true
    const failing = listening(city, 'failing', async () => {
      if (trouble) throw new Error('not now')
      heard.push('failing')
    })
    const other = listening(city, 'other', async () => void heard.push('other'))
    await tell(city, newId())
    await failing.settle()
    await other.settle()
    expect(heard).toEqual(['other'])
    expect(await waiting(city)).toEqual([{ subscriber: 'failing', tries: 1, trouble: 'Error' }])
    trouble = false
    await failing.settle()
    expect(heard).toEqual(['other'])
    city.clock.advance(5000)
    await failing.settle()
    expect(heard).toEqual(['other', 'failing'])
    expect(await waiting(city)).toEqual([])
    await failing.stop()
    await other.stop()
  }))

test('what a reaction writes and the end of its row are one: a failure undoes both', () =>
  inCity(async city => {
    const outbox = listening(city, 'half', async ({ tx, now }) => {
      await sql`insert into base.rate (district, key, window_from, taken) values (${tx.district}, 'half', ${now}::timestamptz, 1)`.execute(
        tx,
      )
      throw new Error('half way')
    })
    await tell(city, newId())
    await outbox.settle()
    const { rows } = await city.door.within({ district }, tx =>
      sql`select 1 from base.rate where key = 'half'`.execute(tx),
    )
    expect(rows).toEqual([])
    expect(await waiting(city)).toHaveLength(1)
    await outbox.stop()
  }))

test('whoever follows again after a break hears what came since, or is told that he missed something', async () => {
  const live = makeLive()
  let heard: (payload: string) => void = () => {}
  await live.open({
    listen: async (_channel: string, hearing: { heard(payload: string): void }) => {
      heard = payload => hearing.heard(payload)
    },
  })
  const change = (id: string) =>
    heard(JSON.stringify({ id, district, happened: 'cases.filed', subject: 'x' }))
  const stop = new AbortController()
  const begin = async (lastId: string | undefined) =>
    (await live.follow([district], lastId, stop.signal).next()).value
  for (const id of ['a', 'b', 'c']) change(id)
  expect(await begin('b')).toMatchObject({ id: 'c' })
  expect(await begin('unknown')).toBe('missed')
  const fromNow = live.follow([district], undefined, stop.signal).next()
  await Promise.resolve()
  change('d')
  expect((await fromNow).value).toMatchObject({ id: 'd' })
  const elsewhere = live.follow(['990104'], 'a', stop.signal).next()
  stop.abort()
  expect((await elsewhere).done).toBe(true)
})

function listening(city: City, name: string, react: Reaction): Outbox {
  const clock = () => Date.parse(city.clock.now())
  return openOutbox({
    door: city.door,
    clock,
    log: openLog('silent'),
    subscribers: [{ name, events: ['base.tried'], react }],
    districts: async () => [district],
  })
}

async function tell({ door, clock }: City, subject: string): Promise<void> {
  await door.within({ district }, tx =>
    record({ tx, now: clock.now() }, { subject, happened: 'base.tried', detail: {} }),
  )
}

async function waiting({ door }: City) {
  const { rows } = await door.within({ district }, tx =>
    sql`select subscriber, tries, trouble from base.outbox where happened = 'base.tried' and subscriber <> 'live'`.execute(
      tx,
    ),
  )
  return rows
}
