// The event log: what is recorded stays as it was, and what is changed afterwards is found and named.
import fc from 'fast-check'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { expect, test } from 'vitest'
import { type City, district, garbage, inCity, inside } from '../../test/city.ts'
import { wrongWithCase } from '../domains/cases/verifying.ts'
import { eventsOf, makeRoom, record } from './events.ts'
import { merkleRoot, seal } from './seals.ts'
import { type Findings, verifyLog } from './verify.ts'

test('events of any detail verify, in the order they were recorded', () =>
  inCity(async city => {
    const { door, clock } = city
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), plain(), { maxKeys: 4 }), {
          minLength: 1,
          maxLength: 6,
        }),
        async details => {
          const subject = newId()
          await door.within({ district }, async tx => {
            for (const detail of details)
              await record({ tx, now: clock.now() }, { subject, happened: 'base.tried', detail })
          })
          const events = await door.within({ district }, tx => eventsOf(tx, subject))
          expect(events.map(({ seq }) => seq)).toEqual(details.map((_, index) => index + 1))
          expect(events.map(({ detail }) => detail)).toEqual(JSON.parse(JSON.stringify(details)))
        },
      ),
      { numRuns: 25 },
    )
    expect((await verified(city)).broken).toEqual([])
  }))

test('every single change to an event row is found, and the event is named', () =>
  inCity(async city => {
    const { id, event } = await reportedCase(city)
    const changes = {
      district: sql`district = '990199'`,
      'recorded_at, a millisecond': sql`recorded_at = recorded_at + interval '1 millisecond'`,
      id: sql`id = gen_random_uuid()`,
      subject: sql`subject = gen_random_uuid()`,
      seq: sql`seq = 2`,
      happened: sql`happened = 'cases.reportee'`,
      'at, a millisecond': sql`at = at - interval '1 millisecond'`,
      account: sql`account = gen_random_uuid()`,
      post: sql`post = gen_random_uuid()`,
      'detail, one byte': sql`detail = replace(detail::text, 'portal', 'portbl')::jsonb`,
      'hash, one byte': sql`hash = set_byte(hash, 31, get_byte(hash, 31) # 1)`,
    }
    for (const [field, change] of Object.entries(changes)) {
      const broken = await tampered(city, sql`update base.event set ${change} where id = ${event}::uuid`)
      expect({ field, broken: broken.length > 0 }).toEqual({ field, broken: true })
      if (!/^(district|subject|id)$/.test(field))
        expect(broken[0]).toContain(field.startsWith('seq') ? id : event)
    }
    expect((await verified(city)).broken).toEqual([])
  }))

test('a removed event, a cut tail and a chain without events are found', () =>
  inCity(async city => {
    const { id } = await reportedCase(city)
    await (await city.as('acceptor')).ask.supervision.accept({ id })
    const removed = (seqs: number[]) =>
      tampered(
        city,
        sql`delete from base.event where subject = ${id}::uuid and seq = any(${seqs}::integer[])`,
      )
    expect((await removed([1]))[0]).toContain('event 1 is missing')
    expect((await removed([2]))[0]).toContain('should end at event 2, but 1 are there')
    expect((await removed([1, 2]))[0]).toContain('all 2 events are gone')
  }))

test('a state changed behind the log’s back is found, and so is a changed text; an erased one is no fault', () =>
  inCity(async city => {
    const { id } = await reportedCase(city)
    expect(
      (await tampered(city, sql`update cases."case" set state = 'accepted' where id = ${id}::uuid`))[0],
    ).toContain('lead to state reported, but accepted is stored')
    expect(
      (await tampered(city, sql`update cases.text set body = 'other words' where "case" = ${id}::uuid`))[0],
    ).toContain('is not the one that was written')
    expect(
      await tampered(
        city,
        sql`update cases.text set body = null, erased_at = now() where "case" = ${id}::uuid`,
      ),
    ).toEqual([])
    expect((await tampered(city, sql`delete from cases.text where "case" = ${id}::uuid`))[0]).toContain(
      'without being marked as erased',
    )
  }))

test('a seal counts its hour’s events; a later change of them, of the seal or of the seals’ order is found', () =>
  inCity(async city => {
    const { door, clock } = city
    // What the prepared city has recorded of itself is sealed before.
    clock.advance(2 * 3_600_000)
    await door.within({ district }, tx => seal(tx, clock.now()))
    const { event } = await reportedCase(city)
    clock.advance(2 * 3_600_000)
    const first = await door.within({ district }, tx => seal(tx, clock.now()))
    expect(first).toMatchObject({ number: 2, events: 1 })
    expect(await door.within({ district }, tx => seal(tx, clock.now()))).toBeUndefined()
    clock.advance(2 * 3_600_000)
    await door.within({ district }, tx => seal(tx, clock.now()))
    expect(await verified(city)).toMatchObject({ seals: 3, broken: [] })
    // A whole subject removed with its chain leaves nothing for the chains to miss; the count does.
    const gone = sql`with chain as (delete from base.chain where subject = (select subject from base.event where id = ${event}::uuid)), texts as (delete from cases.text), sought as (delete from cases.sought), reports as (delete from cases.report),
      cases as (delete from cases."case") delete from base.event where id = ${event}::uuid`
    expect((await tampered(city, gone))[0]).toContain('seal 2')
    expect((await tampered(city, sql`update base.seal set events = 2 where number = 2`))[0]).toContain(
      'counted 2 events; there are 1',
    )
    expect((await tampered(city, sql`update base.seal set root = hash where number = 2`))[0]).toContain(
      'seal 2',
    )
    expect((await tampered(city, sql`delete from base.seal where number = 1`))[0]).toBe('seal 1 is missing')
  }))

test('the application can neither change nor remove an event or a seal', () =>
  inCity(async ({ door, ask }) => {
    await ask.cases.report({ kind: garbage, where: { ...inside, precision: 'map' } })
    for (const table of ['base.event', 'base.seal']) {
      for (const attempt of [
        sql`delete from ${sql.table(table)}`,
        sql`update ${sql.table(table)} set district = district`,
      ]) {
        await expect(door.within({ district }, tx => attempt.execute(tx))).rejects.toMatchObject({
          code: '42501',
        })
      }
    }
  }))

test('the Merkle root depends on every leaf and on their order', () => {
  const leaf = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes))
  fc.assert(
    fc.property(
      fc.array(leaf, { minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.nat({ max: 31 }),
      (leaves, which, byte) => {
        const root = merkleRoot(leaves)
        const changed = leaves.map(each => Buffer.from(each))
        const chosen = changed[which % changed.length]
        if (chosen) chosen[byte] = (chosen[byte] ?? 0) ^ 1
        expect(merkleRoot(changed).equals(root)).toBe(false)
        expect(merkleRoot(leaves.slice(1)).equals(root)).toBe(false)
      },
    ),
  )
})

test('the Merkle root is the one that RFC 6962 gives', () => {
  expect(merkleRoot([]).toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  expect(merkleRoot([Buffer.alloc(0)]).toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  )
  const leaves = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  expect(merkleRoot(leaves.map(hex => Buffer.from(hex, 'hex'))).toString('hex')).toBe(
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  )
})

test('the next months have their place before they begin', () =>
  inCity(async ({ door }) => {
    await door.owner(tx => makeRoom(tx, '2031-11-20T08:00:00.000Z'))
    await door.owner(tx => makeRoom(tx, '2031-11-20T08:00:00.000Z'))
    const { rows } = await door.owner(tx =>
      sql<{
        name: string
      }>`select relname as name from pg_class where relname like 'event_203%' and relkind = 'r' order by relname`.execute(
        tx,
      ),
    )
    expect(rows.map(({ name }) => name)).toEqual(['event_2031_11', 'event_2031_12', 'event_2032_01'])
  }))

/** JSON that PostgreSQL keeps as it is: numbers within the safe range, text without the null character. */
function plain(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }).filter(text => text.isWellFormed() && !text.includes('\0')),
    fc.array(fc.integer(), { maxLength: 3 }),
  )
}

async function reportedCase(city: City) {
  const { id } = await city.ask.cases.report({
    kind: garbage,
    where: { ...inside, precision: 'map' },
    description: 'as it was',
  })
  const [first] = await city.door.within({ district }, tx => eventsOf(tx, id))
  return { id, event: first?.id ?? '' }
}

function verified({ door }: City): Promise<Findings> {
  return verifyLog(work => door.within({ district }, work), wrongWithCase)
}

/** What verify-log says after this change, which is undone again. */
async function tampered(
  city: City,
  change: { execute: (tx: Parameters<Parameters<City['door']['owner']>[0]>[0]) => Promise<unknown> },
): Promise<string[]> {
  const undo = new Error('undo')
  let broken: string[] = []
  await city.door
    .owner(async tx => {
      await change.execute(tx)
      const inside = { ...tx, district, districts: [district] }
      broken = (await verifyLog(work => work(inside), wrongWithCase)).broken
      throw undo
    })
    .catch(error => {
      if (error !== undo) throw error
    })
  return broken
}
