// The door: one district to write, some to read, one transaction at a time, and no way around.
import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { district, garbage, inCity, inside } from '../../test/city.ts'
import { openDoor } from './db.ts'
import { DatabaseAway } from './errors.ts'

const elsewhere = '990104'

test('a row of another district is neither seen nor written, whatever the statement says', () =>
  inCity(async ({ door, ask }) => {
    await ask.cases.report({ kind: garbage, where: { ...inside, precision: 'map' } })
    const count = (scope: Parameters<typeof door.within>[0]) =>
      door.within(
        scope,
        async tx =>
          (await sql<{ n: number }>`select count(*)::integer as n from cases."case"`.execute(tx)).rows[0]?.n,
      )
    expect(await count({ district })).toBe(1)
    expect(await count({ district: elsewhere })).toBe(0)
    expect(await count({ district: elsewhere, districts: [elsewhere, district] })).toBe(1)
    expect(await count({ district: '' })).toBe(0)
    const moved = door.within({ district: elsewhere, districts: [elsewhere, district] }, tx =>
      sql`update cases."case" set address = 'mine now' returning id`.execute(tx),
    )
    expect((await moved).rows).toEqual([])
    const inserted = door.within({ district: elsewhere }, tx =>
      sql`insert into base.rate (district, key, window_from, taken) values (${district}, 'x', now(), 1)`.execute(
        tx,
      ),
    )
    await expect(inserted).rejects.toMatchObject({ code: '42501' })
  }))

test('what is not a district code never reaches the database', () =>
  inCity(async ({ door }) => {
    for (const evil of ["990103'; drop schema cases cascade; --", '99010', '9901033', '99010a']) {
      await expect(door.within({ district: evil }, async () => {})).rejects.toThrow('not a district code')
      await expect(door.within({ district, districts: [evil] }, async () => {})).rejects.toThrow(
        'not a district code',
      )
    }
  }))

test('a second transaction inside a first is an error at once, not a wait for ever', async () => {
  const door = openDoor({ connection: inject('connection') })
  try {
    await expect(door.within({ district }, () => door.within({ district }, async () => {}))).rejects.toThrow(
      'open already',
    )
    await door.within({ district }, async () => {})
  } finally {
    await door.close()
  }
})

test('requests do not see passwords, and recognising people does not see cases', () =>
  inCity(async ({ door }) => {
    await expect(
      door.within({ district }, tx => sql`select password_hash from identity.account`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(
      door.within({ district }, tx => sql`select * from identity.session`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' })
    const room = { district: '', room: 'gangmu_identity' } as const
    await expect(door.within(room, tx => sql`select * from cases."case"`.execute(tx))).rejects.toMatchObject({
      code: '42501',
    })
  }))

test('work planned for after the commit is done after it, and not at all when it fails', async () => {
  const door = openDoor({ connection: inject('connection') })
  const done: string[] = []
  try {
    await door.within({ district }, async tx => {
      tx.afterCommit(() => done.push('committed'))
      expect(done).toEqual([])
    })
    await door
      .within({ district }, async tx => {
        tx.afterCommit(() => done.push('never'))
        throw new Error('stop')
      })
      .catch(() => {})
    expect(done).toEqual(['committed'])
  } finally {
    await door.close()
  }
})

test('a last statement is not sent with its commit once the transaction is too old', async () => {
  const longestMs = 1000
  const hasty = openDoor({ connection: inject('connection'), longestMs })
  const patient = openDoor({ connection: inject('connection') })
  const key = 'too old'
  try {
    const late = hasty.within({ district, ends: true }, async tx => {
      const from = performance.now()
      await sql`select`.execute(tx)
      // As a machine that was suspended: no timer gets its turn before the statement.
      while (performance.now() - from <= longestMs + 100);
      await sql`insert into base.rate (district, key, window_from, taken) values (${district}, ${key}, now(), 1)`.execute(
        tx.last,
      )
    })
    await expect(late).rejects.toThrow('too late to commit')
    const { rows } = await patient.within({ district }, tx =>
      sql`delete from base.rate where district = ${district} and key = ${key} returning key`.execute(tx),
    )
    expect(rows).toEqual([])
  } finally {
    await hasty.close()
    await patient.close()
  }
})

test('a transaction that takes too long is cut off, and the door stays open for others', async () => {
  const door = openDoor({ connection: inject('connection'), longestMs: 200 })
  try {
    await expect(
      door.within({ district }, async tx => {
        await new Promise(resolve => setTimeout(resolve, 400))
        await sql`select 1`.execute(tx)
      }),
    ).rejects.toThrow()
    await door.within({ district }, tx => sql`select 1`.execute(tx))
  } finally {
    await door.close()
  }
})

test('a database that is not there is said to be away', async () => {
  const door = openDoor({ connection: { host: '127.0.0.1', port: 1 } })
  await expect(door.within({ district }, async () => {})).rejects.toBeInstanceOf(DatabaseAway)
  await door.close()
})

test('whole numbers, decimals and times leave the database as contracts carry them', () =>
  inCity(async ({ door }) => {
    const read = (query: ReturnType<typeof sql<{ value: unknown }>>) =>
      door.within({ district }, async tx => (await query.execute(tx)).rows[0]?.value)
    expect(await read(sql`select 9007199254740991::bigint as value`)).toBe(9007199254740991)
    await expect(read(sql`select 9007199254740992::bigint as value`)).rejects.toThrow('beyond 2^53')
    expect(await read(sql`select 1.25::numeric as value`)).toBe(1.25)
    expect(await read(sql`select '2026-04-01 09:00:00.5+08'::timestamptz as value`)).toBe(
      '2026-04-01T01:00:00.500Z',
    )
    expect(await read(sql`select '2026-04-01'::date as value`)).toBe('2026-04-01')
  }))
