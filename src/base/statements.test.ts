// Statements whose text is made once for each shape.
import { type RawBuilder, sql } from 'kysely'
import { expect, test } from 'vitest'
import { district, inCity } from '../../test/city.ts'
import { type At, shaped } from './statements.ts'

test('a text is made once for each shape, and every run has its own values', () =>
  inCity(async ({ door }) => {
    const texts: string[] = []
    const add = shaped(({ times }: { times: number }, at: At<{ one: number; other: number }>) => {
      texts.push(`${times} times`)
      const both = sql`${at(({ one }) => one)}::integer + ${at(({ other }) => other)}::integer`
      const sum: RawBuilder<{ sum: number }> = sql`select (${both}) * ${times}::integer as sum`
      return sum
    })
    const sums = await door.within({ district }, async tx => [
      ...(await add(tx.often, { times: 1 }, { one: 1, other: 2 })),
      ...(await add(tx.often, { times: 1 }, { one: 30, other: 4 })),
      ...(await add(tx, { times: 2 }, { one: 1, other: 2 })),
    ])
    expect(sums).toEqual([{ sum: 3 }, { sum: 34 }, { sum: 6 }])
    expect(texts).toEqual(['1 times', '2 times'])
  }))
