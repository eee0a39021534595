// verify-draws: whatever is changed about a draw afterwards is named. The chain is not asked here, so that each
// change is found by the draw itself; verify-log finds them all besides. mission: DC5
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type City, district, inCity, inside } from '../../../test/city.ts'
import { closedCase, drawsFit, look, lookAgain, takeOn, waitingForCheck } from '../../../test/looks.ts'
import { intact } from '../../../test/walks.ts'
import { verifyDraws } from './verifying.ts'

const verified = ({ door }: City) => verifyDraws(work => door.within({ district }, work))

/** What is named after this change, which is undone again. */
async function named(city: City, change: ReturnType<typeof sql>): Promise<string> {
  const undone = new Error('undone')
  let broken: string[] = []
  await city.door
    .owner(async tx => {
      await change.execute(tx)
      // The same transaction, so that nothing of the change stays.
      broken = (await verifyDraws(work => work({ ...tx, district, districts: [district] }))).broken
      throw undone
    })
    .catch(error => {
      if (error !== undone) throw error
    })
  return broken.join('\n')
}

// mission: DC5
test('draws, answers and second looks of a city fit; every later change of one is named', () =>
  inCity(async city => {
    await lookAgain(city)
    city.clock.advance(60_000)
    const [inspector, other] = [await city.as('inspector'), await city.as('inspector2')]
    const third = await takeOn(city, 'third.inspector', '990103002')
    const { id } = await closedCase(city, { by: inspector })
    const leader = await city.as('leader')
    const drawnNow = async (of: string) => (await leader.ask.cases.show({ id: of })).task?.name
    await look((await drawnNow(id)) === '贺远' ? other : third, id, { fixed: true, at: inside })
    const { id: waiting } = await waitingForCheck(city)
    await leader.ask.supervision.redraw({ id: waiting, reason: 'knows_them' })
    await city.settle()
    const { id: mine } = await inspector.ask.cases.report({
      kind: { edition: 'gbt30428_2_2013', type: 'event', code: '0110' },
      where: { ...inside, precision: 'map' },
    })
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.askVerify({ id: mine })
    expect(await drawnNow(mine)).not.toBe('林小满')

    expect(await verified(city)).toMatchObject({
      cases: 3,
      draws: 5,
      closings: 1,
      before: 0,
      chosen: 1,
      waiting: [],
      broken: [],
    })
    await intact(city)

    const drawing = sql`happened = 'cases.drawn' and detail->>'purpose'`
    const change = (set: ReturnType<typeof sql>, where: ReturnType<typeof sql>) =>
      named(city, sql`update base.event set ${set} where district = ${district} and ${where}`)
    expect(await change(sql`detail = detail || '{"drawn": "nobody"}'`, sql`${drawing} = 'check'`)).toMatch(
      /draw somebody else/,
    )
    expect(
      await change(
        sql`detail = jsonb_set(detail, '{seed}', to_jsonb(repeat('0', 64)))`,
        sql`${drawing} = 'check'`,
      ),
    ).toMatch(/not the hash of the event before/)
    expect(
      await change(sql`detail = jsonb_set(detail, '{lots,0,1}', '0')`, sql`${drawing} = 'recheck'`),
    ).toMatch(/no lot of at least 1/)
    expect(
      await change(
        sql`detail = jsonb_set(detail, '{lots}', (detail->'lots') || (detail->'lots'))`,
        sql`${drawing} = 'recheck'`,
      ),
    ).toMatch(/twice/)
    expect(await change(sql`detail = detail - 'lots'`, sql`${drawing} = 'verify'`)).toMatch(/drawn again/)
    expect(
      await change(
        sql`account = (select post.account from identity.post where post.id = ${third.post})`,
        sql`subject = ${mine} and seq = 1`,
      ),
    ).toMatch(/had reported/)
    expect(
      await change(sql`post = ${third.post}`, sql`happened = 'cases.confirmed' and subject = ${id}`),
    ).toMatch(/answered by somebody who was not drawn/)
    expect(
      await change(sql`detail = detail || '{"recheckShare": 0}'`, sql`happened = 'cases.closed'`),
    ).toMatch(/another share[\s\S]*nobody had asked for this draw \(recheck\)/)
    expect(
      await named(
        city,
        sql`delete from base.event where subject = ${id} and (happened = 'cases.rechecked'
          or happened = 'cases.drawn' and detail->>'purpose' = 'recheck')`,
      ),
    ).toMatch(/should have been looked at a second time/)
    expect(
      await named(
        city,
        sql`delete from base.event where subject = ${waiting} and happened = 'cases.redraw_asked'`,
      ),
    ).toMatch(/nobody had asked for this draw \(check\)/)
    expect(
      await named(
        city,
        sql`update identity.post set held_until = held_from + interval '1 second' where id = ${third.post}`,
      ),
    ).toMatch(/was no inspector then/)
    await drawsFit(city)
  }))
