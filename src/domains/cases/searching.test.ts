// What people type to find a case, and what comes back: numbers, addresses, filters, pages, sheets, saved filters; and
// that nobody finds what his post may not see.
import { expect, test } from 'vitest'
import { garbage, inCity, inside, insideLinjiang } from '../../../test/city.ts'
import { searched } from './searching.ts'

const manhole = { edition: 'gbt30428_2_2013', type: 'part', code: '0101' } as const

test('a whole number, its last digits and words of an address are told apart', () => {
  expect(searched(' 990103-20260401-0007 ')).toEqual({
    number: '990103-20260401-0007',
    pieces: [],
    contained: [],
  })
  expect(searched('7')).toMatchObject({ tail: '#7', ending: '-0007' })
  expect(searched('0401-0007')).toMatchObject({ tail: '#7', ending: '0401-0007' })
  expect(searched('桥头街 42')).toEqual({ pieces: ['桥头', '头街', '42'], contained: ['桥头街', '42'] })
  expect(searched('桥')).toEqual({ pieces: ['桥'], contained: ['桥'] })
  // Full-width digits are what an input method gives.
  expect(searched('７')).toMatchObject({ tail: '#7' })
})

// mission: DC5
test('a case is found by its number, the end of it, and any words of its address', () =>
  inCity(async city => {
    const { ids, acceptor } = await threeCases(city)
    const find = async (text: string) => {
      const { cases } = await acceptor.cases.search({ text })
      return cases.map(({ id }) => ids.indexOf(id)).sort()
    }
    const { cases } = await acceptor.cases.search({})
    const first = cases.find(({ id }) => id === ids[0])?.number ?? ''
    expect(await find(first)).toEqual([0])
    expect(await find(first.slice(-4))).toEqual([0])
    expect(await find(String(Number(first.slice(-4))))).toEqual([0])
    expect(await find(first.slice(11))).toEqual([0])
    expect(await find('桥头街')).toEqual([0, 1])
    expect(await find('头街 42')).toEqual([0])
    expect(await find('街头')).toEqual([])
    expect(await find('42')).toEqual([0])
    expect(await find("100% _ ' \\")).toEqual([])
  }))

test('conditions narrow a search together, and what was corrected is found at its new place', () =>
  inCity(async city => {
    const { ids, acceptor } = await threeCases(city)
    const find = async (filter: Parameters<typeof acceptor.cases.search>[0]) => {
      const { cases, total } = await acceptor.cases.search(filter)
      expect(total).toBe(cases.length)
      return cases.map(({ id }) => ids.indexOf(id)).sort()
    }
    expect(await find({ kinds: ['gbt30428_2_2013/part/0101'] })).toEqual([2])
    expect(await find({ states: ['reported'], lights: ['ok'], sources: ['portal'] })).toEqual([0, 1, 2])
    expect(await find({ lights: ['late'] })).toEqual([])
    expect(await find({ from: '2026-04-01', until: '2026-04-01' })).toEqual([0, 1, 2])
    expect(await find({ from: '2026-04-02' })).toEqual([])
    expect(await find({ until: '2026-03-31' })).toEqual([])
    expect(await find({ region: '000000' })).toEqual([])
    const { regions } = await acceptor.cases.places()
    const community = regions.find(({ code }) => code.length === 12 && code.startsWith('990103002'))
    expect(await find({ region: '990103' })).toEqual([0, 1, 2])
    expect(community).toBeDefined()
    await acceptor.supervision.correct({ id: ids[0] ?? '', address: '白鹭东路 57 号' })
    await city.settle()
    expect(await find({ text: '白鹭东' })).toEqual([0])
    expect(await find({ text: '桥头街' })).toEqual([1])
  }))

test('a search comes in pages that miss nothing and repeat nothing', () =>
  inCity(async city => {
    const { ids, acceptor } = await threeCases(city)
    const first = await acceptor.cases.search({ limit: 2 })
    const second = await acceptor.cases.search({ limit: 2, after: first.after ?? '' })
    expect(first.total).toBe(3)
    expect(second.after).toBeNull()
    expect([...first.cases, ...second.cases].map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  }))

// mission: YC5
test('nobody finds, counts or sees near him what his post may not see', () =>
  inCity(async city => {
    const { ids } = await threeCases(city)
    const { ask: works } = await city.as('works')
    expect((await works.cases.search({})).cases).toEqual([])
    expect((await works.cases.around(inside)).cases).toEqual([])
    expect((await works.cases.counts()).open.total).toBe(0)
    await expect(works.cases.integrity({ id: ids[0] ?? '' })).rejects.toMatchObject({ status: 404 })
    const { ask: admin } = await city.as('admin')
    await expect(admin.cases.search({})).rejects.toMatchObject({ status: 403 })
    await expect(city.ask.cases.around(inside)).rejects.toMatchObject({ status: 401 })
  }))

test('open cases around a place come nearest first, with their distance, and none beyond it', () =>
  inCity(async city => {
    const { ids, acceptor } = await threeCases(city)
    const { cases } = await acceptor.cases.around({ ...inside, metres: 300 })
    expect(cases.map(({ id, metres }) => [ids.indexOf(id), metres])).toEqual([
      [0, 0],
      [1, 97],
    ])
    expect((await acceptor.cases.around({ ...inside, metres: 2000 })).cases).toHaveLength(3)
    await acceptor.supervision.refuse({ id: ids[0] ?? '', reason: 'not_ours' })
    expect((await acceptor.cases.around(inside)).cases.map(({ id }) => ids.indexOf(id))).toEqual([1])
  }))

test('what waits is counted by queue and light, and follows the clock', () =>
  inCity(async city => {
    const { acceptor } = await threeCases(city)
    const { mine, open, ended, late } = await acceptor.cases.counts()
    expect(mine).toEqual({ total: 3, ok: 3, soon: 0, late: 0, hold: 0 })
    expect([open.total, ended.total, late.total]).toEqual([3, 0, 0])
    city.clock.advance(3 * 3_600_000)
    expect((await acceptor.cases.counts()).mine).toMatchObject({ total: 3, late: 3 })
    expect((await acceptor.cases.list({ queue: 'late' })).total).toBe(3)
  }))

test('a queue is in the order of what is due, whatever came first', () =>
  inCity(async city => {
    const { ids, acceptor } = await threeCases(city)
    const { cases } = await acceptor.cases.list({})
    const dues = cases.map(({ dueAt }) => Date.parse(dueAt ?? ''))
    expect(dues).toEqual(dues.toSorted((a, b) => a - b))
    // Who waits for the reporter stands last among the open ones of a list by time, and not in the queue at all.
    await acceptor.supervision.askReporter({ id: ids[0] ?? '', note: '哪一个井盖？' })
    expect((await acceptor.cases.list({})).cases.map(({ id }) => id)).not.toContain(ids[0])
    const pages = await acceptor.cases.list({ limit: 1 })
    const rest = await acceptor.cases.list({ limit: 1, after: pages.after ?? '' })
    expect(new Set([...pages.cases, ...rest.cases].map(({ id }) => id)).size).toBe(2)
  }))

test('a sheet tells what the list tells, and runs nothing in a spreadsheet', () =>
  inCity(async city => {
    const { acceptor } = await threeCases(city, '=HYPERLINK("http://evil.test")')
    const sheet = await (await acceptor.cases.sheet({ language: 'en' })).text()
    const lines = sheet.trim().split('\r\n')
    expect(lines[0]).toContain('Number,Kind')
    expect(lines).toHaveLength(4)
    expect(sheet).toContain(`"'=HYPERLINK(""http://evil.test"")"`)
    expect(sheet).toContain('2026-04-01 09:00:00')
    const chinese = await (await acceptor.cases.sheet({ text: '42' })).text()
    expect(chinese.trim().split('\r\n')).toHaveLength(2)
    expect(chinese).not.toContain('13900000000')
  }))

test('a chain of records holds until somebody touches it', () =>
  inCity(async city => {
    const { ids, acceptor } = await threeCases(city)
    const id = ids[0] ?? ''
    await acceptor.supervision.accept({ id })
    expect(await acceptor.cases.integrity({ id })).toEqual({ chain: true, pictures: true })
    const { sql } = await import('kysely')
    await city.door.owner(tx =>
      sql`update base.event set detail = detail || '{"x":1}' where subject = ${id}::uuid and seq = 1`.execute(
        tx,
      ),
    )
    expect(await acceptor.cases.integrity({ id })).toMatchObject({ chain: false })
  }))

test('a saved filter counts above the queue; a shared one is for the same post in the same region only', () =>
  inCity(async city => {
    const { acceptor } = await threeCases(city)
    const { id } = await acceptor.cases.saveView({ name: '桥头街', filter: { text: '桥头街' }, shared: true })
    const { views } = await acceptor.cases.counts()
    expect(views).toEqual([{ id, count: { total: 2, ok: 2, soon: 0, late: 0, hold: 0 } }])
    await expect(acceptor.cases.saveView({ name: '桥头街', filter: {} })).rejects.toMatchObject({
      code: 'cases.view_name_taken',
    })
    const { ask: leader } = await city.as('leader')
    const own = await leader.cases.saveView({ name: '我的', filter: { lights: ['late'] } })
    const { ask: leader2 } = await city.as('leader2')
    const shared = await leader.cases.saveView({ name: '共用', filter: {}, shared: true, pinned: false })
    expect((await leader2.cases.views()).map(({ name, own: is, pinned }) => [name, is, pinned])).toEqual([
      ['共用', false, false],
    ])
    await leader2.cases.pinView({ id: shared.id, pinned: true })
    expect((await leader2.cases.counts()).views.map(each => each.id)).toEqual([shared.id])
    expect((await leader.cases.counts()).views.map(each => each.id)).toEqual([own.id])
    await expect(leader2.cases.changeView({ id: shared.id, name: 'x' })).rejects.toMatchObject({
      code: 'cases.view_not_yours',
    })
    await expect(leader2.cases.endView({ id: own.id })).rejects.toMatchObject({ status: 404 })
    await leader.cases.changeView({ id: shared.id, name: '改过' })
    await leader.cases.endView({ id: shared.id })
    expect(await leader2.cases.views()).toEqual([])
  }))

test('the pace of a post counts the steps of today, of itself only', () =>
  inCity(async city => {
    const { ids, acceptor } = await threeCases(city)
    expect(await acceptor.cases.pace()).toEqual({ done: 0, median: null })
    city.clock.advance(5 * 60_000)
    await acceptor.supervision.accept({ id: ids[0] ?? '' })
    city.clock.advance(10 * 60_000)
    await acceptor.supervision.accept({ id: ids[1] ?? '' })
    expect(await acceptor.cases.pace()).toEqual({ done: 2, median: 10 })
    const { ask: leader } = await city.as('leader')
    expect((await leader.cases.pace()).done).toBe(0)
    city.clock.advance(24 * 3_600_000)
    const later = await city.as('acceptor')
    expect((await later.ask.cases.pace()).done).toBe(0)
  }))

/** Two at the bridge, about a hundred metres apart, and a manhole elsewhere. */
async function threeCases(city: Parameters<Parameters<typeof inCity>[0]>[0], third = '文庙街') {
  const { ask: acceptor } = await city.as('acceptor')
  const ids: string[] = []
  for (const [kind, where, address] of [
    [garbage, inside, '桥头街 42 号'],
    [garbage, { ...inside, longitude: inside.longitude + 0.001 }, '桥头街 7 巷'],
    [manhole, insideLinjiang, third],
  ] as const) {
    const { id } = await city.ask.cases.report({
      kind,
      where: { ...where, precision: 'map' },
      address,
      contact: { name: '', reach: '13900000000' },
    })
    ids.push(id)
  }
  await city.settle()
  return { ids, acceptor }
}
