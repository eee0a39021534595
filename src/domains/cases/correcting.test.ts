// Corrections: what was said before is kept and shown beside what is said now, can be erased, and is held to the log.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type City, district, garbage, inCity, inside, insideLinjiang } from '../../../test/city.ts'
import { dispatched, events, intact, report } from '../../../test/walks.ts'
import { verifyLog } from '../../base/verify.ts'
import { wrongWithCase } from './verifying.ts'

const other = { edition: garbage.edition, type: 'event', code: '0111' } as const

async function entries(city: City, who: 'leader' | 'works', id: string) {
  const { timeline } = await (await city.as(who)).ask.cases.show({ id })
  return timeline.filter(({ happened }) => happened === 'cases.corrected').map(({ corrected }) => corrected)
}

// mission: DC5
test('a correction shows what was said before beside what is said now, and of each only what changed', () =>
  inCity(async city => {
    const { id } = await dispatched(city)
    const { supervision } = (await city.as('acceptor')).ask
    await supervision.correct({ id, address: '7 Shuyuan Lane' })
    await supervision.correct({ id, kind: other, where: { ...insideLinjiang, precision: 'map' } })
    const [first, second] = await entries(city, 'leader', id)
    expect(first).toEqual({
      kind: null,
      place: {
        before: { address: '1 Shuyuan Lane', ...inside },
        after: { address: '7 Shuyuan Lane', ...inside },
      },
      erased: false,
    })
    expect(second).toMatchObject({
      kind: { before: { en: expect.any(String) }, after: { en: expect.any(String) } },
      place: {
        before: { address: '7 Shuyuan Lane', ...inside },
        after: { address: '7 Shuyuan Lane', ...insideLinjiang },
      },
    })
    expect(second?.kind?.before).not.toEqual(second?.kind?.after)
    // The department that has to go there reads the same; the log itself says nothing of it.
    expect(await entries(city, 'works', id)).toEqual([first, second])
    const { rows } = await events(city, id, 'cases.corrected')
    expect(JSON.stringify(rows)).not.toMatch(/Shuyuan|123\.5/)
    await intact(city)
  }))

test('whoever follows a case by its number does not read what somebody else had said of it', () =>
  inCity(async city => {
    const { id, number, followKey: key } = await report(city)
    await (await city.as('acceptor')).ask.supervision.correct({ id, address: '7 Shuyuan Lane' })
    const told = await city.ask.cases.follow({ number, key })
    expect(told.timeline.map(({ happened }) => happened)).toContain('cases.corrected')
    expect(JSON.stringify(told.timeline)).not.toContain('Shuyuan')
  }))

test('what was kept of a correction can be erased, not changed and not removed', () =>
  inCity(async city => {
    const { id } = await report(city)
    await (await city.as('acceptor')).ask.supervision.correct({ id, address: '7 Shuyuan Lane' })
    const kept = sql`id = (select (detail->'spots'->>'id')::uuid from base.event
      where subject = ${id} and happened = 'cases.corrected')`
    const broken = async () =>
      (await verifyLog(work => city.door.within({ district }, work), wrongWithCase)).broken.join('\n')
    const change = (set: ReturnType<typeof sql>) =>
      city.door.owner(tx => sql`update cases.text set ${set} where ${kept}`.execute(tx))
    const { rows } = await city.door.owner(tx =>
      sql<{ body: string }>`select body from cases.text where ${kept}`.execute(tx),
    )
    await change(sql`body = replace(body, '1 Shuyuan', '9 Shuyuan')`)
    expect(await broken()).toContain('is not the one that was written')
    await change(sql`body = ${rows[0]?.body}`)
    expect(await broken()).toBe('')
    await change(sql`body = null, erased_at = ${city.clock.now()}::timestamptz`)
    expect(await broken()).toBe('')
    expect(await entries(city, 'leader', id)).toEqual([{ kind: null, place: null, erased: true }])
    await city.door.owner(tx => sql`delete from cases.text where ${kept}`.execute(tx))
    expect(await broken()).toContain('gone without being marked as erased')
  }))

test('a correction that corrects nothing is refused, and leaves nothing behind', () =>
  inCity(async city => {
    const { id } = await report(city)
    const { cases, supervision } = (await city.as('acceptor')).ask
    const before = await cases.show({ id })
    const same = { kind: garbage, where: { ...inside, precision: 'map' as const }, address: '1 Shuyuan Lane' }
    for (const correction of [{}, { note: 'Looks odd' }, same, { address: ' 1 Shuyuan Lane ' }]) {
      await expect(supervision.correct({ id, ...correction })).rejects.toMatchObject({
        code: 'supervision.nothing_to_correct',
      })
    }
    expect(await cases.show({ id })).toEqual(before)
    const { rows } = await city.door.within({ district }, tx =>
      sql`select from cases.text where "case" = ${id}`.execute(tx),
    )
    expect(rows).toHaveLength(1)
  }))

test('no case is given a kind that is retired; one that has it keeps it while its address is corrected', () =>
  inCity(async city => {
    const [{ id }, had] = [await report(city), await report(city)]
    const { supervision } = (await city.as('acceptor')).ask
    await supervision.correct({ id: had.id, kind: other })
    const { catalogue } = (await city.as('admin')).ask
    const { revision } = await catalogue.openDraft()
    const shown = await catalogue.one({ ...other, version: 'draft' })
    const { checkMetres, nearMetres, proof } = shown.kind
    const set = await catalogue.setKind({
      ...{ revision, ...other, name: null, retired: true, offered: null, proof, nearMetres, checkMetres },
    })
    await catalogue.publish({ revision: set.revision, validFrom: null })
    await city.settle()
    await expect(supervision.correct({ id, kind: other })).rejects.toMatchObject({ code: 'cases.no_kind' })
    await supervision.correct({ id: had.id, kind: other, address: '7 Shuyuan Lane' })
    expect((await entries(city, 'leader', had.id)).at(-1)).toMatchObject({ kind: null, erased: false })
  }))
