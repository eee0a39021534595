// What is due by the clock: done in every district, and done for good.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type City, district, garbage, inCity, inside } from '../test/city.ts'
import { picture } from '../test/pictures.ts'
import { makeLive } from './base/live.ts'
import { openLog } from './base/log.ts'
import { chores } from './chores.ts'

const where = { ...inside, precision: 'map' } as const

test('the log is sealed by the hour', () =>
  inCity(async city => {
    await city.ask.cases.report({ kind: garbage, where })
    await chore(city, 'seal-log')
    city.clock.advance(2 * 3_600_000)
    await chore(city, 'seal-log')
    const sealed = await rows(city, sql`select number, events from base.seal order by number`)
    expect(sealed.at(-1)).toEqual({ number: sealed.length, events: 1 })
  }))

test('uploads that nothing was made of go after a day, bytes and all; those in use stay', () =>
  inCity(async city => {
    const acceptor = await city.as('acceptor')
    const [used, unused, twin] = [
      await acceptor.ask.files.upload({ file: await picture('#111111') }),
      await acceptor.ask.files.upload({ file: await picture('#222222') }),
      await acceptor.ask.files.upload({ file: await picture('#111111') }),
    ]
    const { id } = await acceptor.ask.cases.report({ kind: garbage, where, pictures: [used.id] })
    city.clock.advance(23 * 3_600_000)
    await chore(city, 'forget')
    expect(await rows(city, sql`select id from base.file`)).toHaveLength(3)
    city.clock.advance(2 * 3_600_000)
    await chore(city, 'forget')
    expect(await rows(city, sql`select id from base.file`)).toEqual([{ id: used.id }])
    expect([unused.id, twin.id]).not.toContain(used.id)
    // The twin's bytes are the used one's too, and are still there.
    const leader = await city.as('leader')
    expect((await leader.ask.cases.picture({ id, file: used.id, size: 'small' })).size).toBeGreaterThan(0)
  }))

test('answers are remembered for thirty days', () =>
  inCity(async city => {
    const once = city.stranger.keyed('remember-me-for-long')
    const first = await once.cases.report({ kind: garbage, where })
    city.clock.advance(29 * 24 * 3_600_000)
    await chore(city, 'forget')
    expect(await once.cases.report({ kind: garbage, where })).toEqual(first)
    city.clock.advance(2 * 24 * 3_600_000)
    await chore(city, 'forget')
    expect((await once.cases.report({ kind: garbage, where })).number).not.toBe(first.number)
  }))

test('sessions and counted failures are forgotten when they are long over', () =>
  inCity(async city => {
    await city.as('acceptor')
    await city.ask.identity.signIn({ login: 'demo.leader', password: 'wrong' }).catch(() => {})
    city.clock.advance(60 * 24 * 3_600_000)
    await chore(city, 'forget')
    const left = await city.door.within({ district: '', room: 'gangmu_identity' }, tx =>
      sql`select (select count(*)::integer from identity.session) as sessions,
        (select count(*)::integer from identity.failure) as failures`.execute(tx),
    )
    expect(left.rows).toEqual([{ sessions: 0, failures: 0 }])
  }))

test('trouble in one district does not keep another waiting, and is not hidden', () =>
  inCity(async city => {
    await city.ask.cases.report({ kind: garbage, where })
    city.clock.advance(2 * 3_600_000)
    await expect(chore(city, 'seal-log', ['no-district', district])).rejects.toThrow('1 districts')
    expect((await rows(city, sql`select number from base.seal`)).length).toBeGreaterThan(0)
  }))

async function chore(city: City, name: string, districts: string[] = [district]): Promise<void> {
  const house = { ...city.house, live: makeLive(), log: openLog('silent') }
  const found = chores(house, async () => districts).find(each => each.name === name)
  if (!found) throw new Error(`no chore ${name}`)
  await found.work()
}

async function rows({ door }: City, query: ReturnType<typeof sql<Record<string, unknown>>>) {
  return (await door.within({ district }, tx => query.execute(tx))).rows
}
