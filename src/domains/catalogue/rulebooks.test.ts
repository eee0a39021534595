// Rulebooks through the front door: the shipped one, drafts, publishing, and what a version said stays said.
import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { type City, district, garbage, inCity } from '../../../test/city.ts'
import { type Door, openDoor } from '../../base/db.ts'
import { eventsOf } from '../../base/events.ts'
import { addDistrict } from '../regions/store.ts'
import type { LimitRow } from './contract.ts'
import { publish } from './publishing.ts'
import { bookOf, versions } from './store/books.ts'
import { draft, keepDraft, openDraft } from './store/draft.ts'
import { conditionsOf, publishShipped, rulebookNow, rulebookOf } from './store/rulebooks.ts'
import { kindOf, kinds } from './store.ts'

const hour = 3_600_000
const two = { value: 2, unit: 'work_hour' } as const
const row: LimitRow = {
  seq: 1,
  condition: 'heap',
  name: { zh: '成堆', en: 'In heaps' },
  closing: { zh: '已清', en: 'Cleared' },
  limits: { A: { value: 1, unit: 'urgent_hour' }, B: two, C: two },
}
const choices = {
  retired: false,
  offered: null,
  proof: 'before_after',
  nearMetres: 30,
  checkMetres: 80,
} as const

/** The administrator with an open draft. */
async function editor({ as }: City) {
  const { ask, keyed } = await as('admin')
  return { ask: ask.catalogue, keyed, ...(await ask.catalogue.openDraft()) }
}

test('a district begins with the shipped rulebook, all 519 rows of it', () =>
  inCity(async ({ door, clock }) => {
    await door.within({ district }, async tx => {
      const book = await rulebookNow(tx, clock.now())
      expect(book).toMatchObject({
        version: 1,
        stages: { accept: { value: 1, unit: 'work_hour' }, close: { value: 4, unit: 'work_hour' } },
        fallback: { value: 5, unit: 'work_day' },
        recheckShare: 0.03,
        reopenWindow: { value: 7, unit: 'calendar_day' },
        mostExtensions: 2,
      })
      const offered = await kinds(tx, clock.now())
      expect(offered).toHaveLength(190)
      const rows = await Promise.all(offered.map(kind => conditionsOf(tx, 1, kind)))
      expect(rows.flat()).toHaveLength(519)
      expect((await conditionsOf(tx, 1, garbage))[0]).toMatchObject({
        seq: 1,
        limits: { A: { value: 4, unit: 'work_hour' }, C: { value: 4, unit: 'work_hour' } },
      })
      expect(await kindOf(tx, garbage, clock.now())).toMatchObject({
        ...{ proof: 'after', nearMetres: 50, checkMetres: 100, retired: false },
      })
      const older = { ...garbage, edition: 'cjt214_2007', code: '0102' }
      expect(await kindOf(tx, older, clock.now())).toMatchObject({ retired: true })
    })
  }))

test('both editions are there whole, with what each calls the other’s kinds', () =>
  inCity(async ({ as }) => {
    const { catalogue } = (await as('admin')).ask
    expect(await catalogue.editions()).toMatchObject([
      { code: 'gbt30428_2_2013', kinds: 190 },
      { code: 'cjt214_2007', kinds: 139 },
    ])
    const cover = { type: 'part', code: '0101', version: '1' } as const
    const { elsewhere } = await catalogue.one({ ...cover, edition: 'cjt214_2007' })
    expect(elsewhere).toMatchObject([{ edition: 'gbt30428_2_2013', code: '0101', basis: 'verified' }])
    const board = await catalogue.one({ ...cover, edition: 'cjt214_2007', code: '0307' })
    expect(board.elsewhere.map(({ code, basis }) => [code, basis])).toEqual([
      ['0306', 'by_meaning'],
      ['0307', 'by_meaning'],
    ])
  }))

test('a version published while cases are open leaves what they were filed under as it was', () =>
  inCity(async city => {
    const { door, clock } = city
    const { ask, revision } = await editor(city)
    const before = await door.within({ district }, tx => conditionsOf(tx, 1, garbage))
    clock.advance(hour)
    let seen = await ask.setConditions({ ...garbage, revision, rows: [row] })
    seen = await ask.setKind({ ...garbage, ...choices, name: null, ...seen })
    const published = await ask.publish({ ...seen, validFrom: null })
    expect(published).toEqual({ version: 2, validFrom: clock.now() })
    await door.within({ district }, async tx => {
      expect(await conditionsOf(tx, 1, garbage)).toEqual(before)
      expect(await conditionsOf(tx, 2, garbage)).toEqual([row])
      expect((await rulebookNow(tx, clock.now())).version).toBe(2)
      expect((await rulebookOf(tx, 1))?.version).toBe(1)
      expect(await kindOf(tx, garbage, clock.now())).toMatchObject(choices)
      const [newest] = await versions(tx)
      const events = await eventsOf(tx, newest?.id ?? '')
      expect(events.map(({ happened }) => happened)).toEqual([
        'catalogue.draft_opened',
        'catalogue.draft_edited',
        'catalogue.draft_edited',
        'catalogue.published',
      ])
    })
  }))

test('the database itself lets no published row be changed or removed', () =>
  inCity(async ({ door }) => {
    const tries = [
      sql`update catalogue.condition set a_value = 99`,
      sql`delete from catalogue.condition`,
      sql`update catalogue.span set value = 99`,
      sql`update catalogue.kind_rule set retired = true`,
      sql`update catalogue.rulebook set valid_from = valid_from + interval '1 day'`,
      sql`delete from catalogue.rulebook`,
      sql`delete from catalogue.kind`,
    ]
    for (const attempt of tries)
      await expect(door.within({ district }, tx => attempt.execute(tx))).rejects.toMatchObject({
        code: '42501',
      })
  }))

test('a version may begin later, holds from then on, and may be taken back only before', () =>
  inCity(async city => {
    const { door, clock } = city
    const inForce = () => door.within({ district }, async tx => (await rulebookNow(tx, clock.now())).version)
    const later = new Date(Date.parse(clock.now()) + hour).toISOString()
    const { ask, revision } = await editor(city)
    const rules = await ask.rules({ version: 'draft' })
    let seen = await ask.setRules({ ...rules, revision, mostExtensions: 1 })
    const past = new Date(Date.parse(clock.now()) - 1000).toISOString()
    await expect(ask.publish({ ...seen, validFrom: past })).rejects.toMatchObject({
      code: 'catalogue.begins_in_past',
    })
    await ask.publish({ ...seen, validFrom: later })
    expect(await inForce()).toBe(1)
    expect((await ask.versions()).versions.map(({ state }) => state)).toEqual(['coming', 'in_force'])

    seen = await ask.openDraft()
    seen = await ask.setRules({ ...rules, ...seen, mostExtensions: 3 })
    await expect(ask.publish({ ...seen, validFrom: null })).rejects.toMatchObject({
      code: 'catalogue.begins_before',
      data: { version: 2, from: later },
    })
    await ask.withdraw({ version: '2' })
    await ask.publish({ ...seen, validFrom: later })
    clock.advance(hour)
    expect(await inForce()).toBe(3)
    expect((await ask.versions()).versions.map(({ state }) => state)).toEqual([
      'in_force',
      'withdrawn',
      'past',
    ])
    await expect(ask.withdraw({ version: '3' })).rejects.toMatchObject({ code: 'catalogue.has_begun' })
  }))

test('an extension gets the next free number, stays with its district, and is retired instead of removed', () =>
  inCity(async city => {
    const { door, clock } = city
    const { ask, revision } = await editor(city)
    const edition = 'gbt30428_2_2013'
    const name = { zh: '井盖防坠网', en: 'Manhole safety net' }
    // The city that published the edition uses 0199, 0197, 0193 and others; 0198 is the highest free number.
    const added = await ask.addKind({ revision, edition, type: 'part', class: '01', name })
    expect(added.code).toBe('0198')
    const net = { edition, type: 'part', code: '0198' } as const
    await expect(
      ask.addKind({ revision: added.revision, edition, type: 'part', class: '01', name }),
    ).rejects.toMatchObject({ code: 'catalogue.name_taken', data: { code: '0198' } })
    let seen = await ask.addKind({
      ...{ revision: added.revision, edition, type: 'part', class: '01' },
      name: { zh: '别的', en: 'Other' },
    })
    expect(seen).toMatchObject({ code: '0196' })
    seen = { ...seen, ...(await ask.dropKind({ ...net, code: '0196', revision: seen.revision })) }
    expect(await door.within({ district }, tx => kindOf(tx, net, clock.now()))).toBeUndefined()
    await ask.publish({ revision: seen.revision, validFrom: null })
    expect(await door.within({ district }, tx => kindOf(tx, net, clock.now()))).toMatchObject({
      ...{ name, extension: true, retired: false },
    })
    const offered = await city.ask.catalogue.kinds()
    expect(offered.find(({ code, type }) => type === 'part' && code === '0198')?.name).toEqual(name)
    const elsewhere = await door.within({ district: '990104' }, tx => kinds(tx, clock.now()))
    expect(elsewhere.some(kind => kind.name.zh === name.zh)).toBe(false)

    const draft = await ask.openDraft()
    await expect(ask.dropKind({ ...net, ...draft })).rejects.toMatchObject({
      code: 'catalogue.published_kind',
    })
    const other = { zh: '防坠网', en: 'Safety net' }
    const next = await ask.setKind({ ...net, ...choices, retired: true, name: other, ...draft })
    await ask.publish({ ...next, validFrom: null })
    expect(await door.within({ district }, tx => kindOf(tx, net, clock.now()))).toMatchObject({
      ...{ name: other, retired: true },
    })
    expect((await city.ask.catalogue.kinds()).some(kind => kind.name.zh === other.zh)).toBe(false)
    const old = await ask.one({ ...net, version: '2' })
    expect(old.kind).toMatchObject({ name, retired: false })
  }))

test('the standard keeps its names, and the residents’ list takes only kinds in use', () =>
  inCity(async city => {
    const { ask, revision } = await editor(city)
    const name = { zh: '垃圾', en: 'Garbage' }
    await expect(ask.setKind({ ...garbage, ...choices, name, revision })).rejects.toMatchObject({
      code: 'catalogue.name_fixed',
    })
    const older = { edition: 'cjt214_2007', type: 'event', code: '0102' } as const
    await expect(ask.offer({ revision, kinds: [older] })).rejects.toMatchObject({
      code: 'catalogue.retired_offered',
    })
    const cover = { edition: 'gbt30428_2_2013', type: 'part', code: '0101' } as const
    const seen = await ask.offer({ revision, kinds: [cover, garbage] })
    await ask.publish({ ...seen, validFrom: null })
    const offered = (await city.ask.catalogue.kinds()).filter(kind => kind.offered !== null)
    expect(offered.map(({ code }) => code)).toEqual(['0101', garbage.code])
  }))

test('nobody overwrites or publishes what he has not seen, and nothing is published twice or empty', () =>
  inCity(async city => {
    const { ask, revision } = await editor(city)
    await expect(ask.publish({ revision, validFrom: null })).rejects.toMatchObject({
      code: 'catalogue.nothing_changed',
    })
    const seen = await ask.setConditions({ ...garbage, revision, rows: [] })
    await expect(ask.setConditions({ ...garbage, revision, rows: [row] })).rejects.toMatchObject({
      code: 'catalogue.draft_changed',
      data: { by: expect.stringMatching(/./) },
    })
    await expect(ask.publish({ revision, validFrom: null })).rejects.toMatchObject({
      code: 'catalogue.draft_changed',
    })
    const { changes } = await ask.difference({ version: 'draft' })
    expect(changes.every(({ what, change }) => what === 'condition' && change === 'removed')).toBe(true)
    await ask.discard(seen)
    await expect(ask.publish({ ...seen, validFrom: null })).rejects.toMatchObject({
      code: 'catalogue.no_draft',
    })
    expect((await ask.versions()).draft).toBeNull()
  }))

test('a published table comes back from its file as it was, and a spoilt file changes nothing', () =>
  inCity(async city => {
    const { ask, revision } = await editor(city)
    for (const table of ['conditions', 'kinds'] as const) {
      for (const format of ['csv', 'json'] as const) {
        const { text, name } = await ask.exported({ version: '1', table, format })
        expect(name).toBe(`gangmu-990103-1-${table}.${format}`)
        const given = { table, format, text, mode: 'replace', dryRun: true, revision } as const
        expect(await ask.bring(given)).toMatchObject({ changes: [], refused: [], revision })
      }
    }
    const { text } = await ask.exported({ version: '1', table: 'conditions', format: 'csv' })
    const file = { table: 'conditions', format: 'csv', mode: 'add', revision } as const
    const spoilt = { ...file, text: text.replace(',4,work_hour', ',0,work_hour') }
    expect(await ask.bring({ ...spoilt, dryRun: true })).toMatchObject({
      refused: [{ fault: 'not_a_limit', column: 'value_a', value: '0' }],
    })
    await expect(ask.bring({ ...spoilt, dryRun: false })).rejects.toMatchObject({
      code: 'catalogue.rows_refused',
      data: { rows: 1 },
    })
    expect((await ask.difference({ version: 'draft' })).changes).toEqual([])
    const mended = { ...file, text: text.replace(',4,work_hour', ',3,work_hour') }
    expect((await ask.bring({ ...mended, dryRun: false })).revision).toBe(revision + 1)
    expect((await ask.difference({ version: 'draft' })).changes).toMatchObject([
      { change: 'changed', fields: [{ field: 'limitA', before: { value: 4 }, after: { value: 3 } }] },
    ])
  }))

test('only the administrator opens the catalogue; everybody may ask for the kinds', () =>
  inCity(async ({ ask, as }) => {
    expect(await ask.catalogue.kinds()).toHaveLength(190)
    for (const login of ['leader', 'dispatcher', 'observer'] as const) {
      const { catalogue } = (await as(login)).ask
      await expect(catalogue.versions()).rejects.toMatchObject({ code: 'base.not_allowed' })
      await expect(catalogue.openDraft()).rejects.toMatchObject({ code: 'base.not_allowed' })
    }
  }))

test('of many who publish at the same moment one wins and the others are told', async () => {
  const alone = '990108'
  const now = '2026-04-01T01:00:00.000Z'
  const actor = {
    account: '0198c1de-0000-7000-8000-000000000001',
    post: '0198c1de-0000-7000-8000-000000000002',
  }
  const doors = [1, 2, 3].map(() => openDoor({ connection: inject('connection') }))
  const [door] = doors
  if (!door) throw new Error('no door')
  const within = <T>(each: Door, work: Parameters<typeof each.within<T>>[1]) =>
    each.within({ district: alone }, work)
  try {
    await within(door, tx =>
      addDistrict(tx, { code: alone, name: { zh: 'A', en: 'A' }, timeZone: 'Asia/Shanghai' }),
    )
    // All of them find no rulebook, and the district has one afterwards.
    const found = await Promise.all(doors.map(each => within(each, tx => rulebookNow(tx, now))))
    expect(found.map(({ version }) => version)).toEqual([1, 1, 1])
    await Promise.all(doors.map(each => within(each, tx => publishShipped(tx, now))))
    const revision = await within(door, async tx => {
      const [newest] = await versions(tx)
      const book = newest && (await bookOf(tx, newest.id))
      if (!book) throw new Error('no book')
      await openDraft(tx, now, { basedOn: 1, book, post: actor.post })
      const held = await draft(tx, { lock: true })
      return keepDraft(tx, now, {
        id: held?.id ?? '',
        book: { ...book, mostExtensions: 5 },
        post: actor.post,
      })
    })
    const tried = await Promise.allSettled(
      doors.map(each => within(each, tx => publish({ tx, now, actor }, { revision, validFrom: null }))),
    )
    const refused = tried.flatMap(one => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(refused).toEqual(['catalogue.no_draft', 'catalogue.no_draft'])
    const after = await Promise.all(doors.map(each => within(each, tx => rulebookNow(tx, now))))
    expect(after.map(({ version, mostExtensions }) => [version, mostExtensions])).toEqual(
      doors.map(() => [2, 5]),
    )
  } finally {
    await door.owner(async tx => {
      const tables = ['condition', 'kind_rule', 'span', 'withdrawal', 'draft', 'rulebook']
      for (const table of [
        ...tables.map(name => `catalogue.${name}`),
        'base.event',
        'base.chain',
        'base.outbox',
      ])
        await sql`delete from ${sql.table(table)} where district = ${alone}`.execute(tx)
      await sql`delete from regions.district where code = ${alone}`.execute(tx)
    })
    await Promise.all(doors.map(each => each.close()))
  }
})
