// The tree of regions through the front door: kept by the administrator, closed without being forgotten.
import { expect, test } from 'vitest'
import { district, inCity } from '../../../test/city.ts'
import { openWords } from '../../ui/words/open.ts'
import { rowFaults } from './contract/tree.ts'

const name = { zh: '新街道', en: 'New Subdistrict' }

// mission: DC1
test('the tree goes from the province to the communities, each before what lies below it, codes as text', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const tree = await admin.ask.regions.tree()
    expect(tree.slice(0, 4).map(({ code, level }) => [code, level])).toEqual([
      ['99', 'province'],
      ['9901', 'city'],
      ['990103', 'district'],
      ['990103001', 'subdistrict'],
    ])
    expect(new Set(tree.map(({ code }) => code.length))).toEqual(new Set([2, 4, 6, 9, 12]))
    const outlines = await admin.ask.regions.outlines()
    expect(outlines.find(({ code }) => code === district)?.shape.type).toBe('MultiPolygon')
  }))

test('a region is added, renamed, closed and reopened, and each is an event without its name', () =>
  inCity(async ({ as, door, clock }) => {
    const admin = await as('admin')
    await admin.ask.regions.add({ code: '990103009', name })
    await expect(admin.ask.regions.add({ code: '990103009', name })).rejects.toMatchObject({
      code: 'regions.code_taken',
    })
    await expect(admin.ask.regions.add({ code: '990103008001', name })).rejects.toMatchObject({
      code: 'regions.wrong',
      data: { why: 'parent_missing', said: '990103008' },
    })
    await admin.ask.regions.add({ code: '990103009001', name: { zh: '新社区', en: 'New Community' } })
    await admin.ask.regions.rename({ code: '990103009', name: { zh: '旧街道', en: 'Old Subdistrict' } })
    await expect(admin.ask.regions.close({ code: '990103009' })).rejects.toMatchObject({
      code: 'regions.open_below',
      data: { regions: 1 },
    })
    clock.advance(1000)
    await admin.ask.regions.close({ code: '990103009001' })
    await admin.ask.regions.close({ code: '990103009' })
    // Closed regions are no longer offered, and still have their names in the tree.
    const offered = async () => (await admin.ask.regions.list()).map(({ code }) => code)
    expect(await offered()).not.toContain('990103009')
    const tree = await admin.ask.regions.tree()
    expect(tree.find(({ code }) => code === '990103009')).toMatchObject({
      name: { zh: '旧街道' },
      closedAt: clock.now(),
    })
    await expect(admin.ask.regions.reopen({ code: '990103009001' })).rejects.toMatchObject({
      code: 'regions.closed_above',
    })
    await admin.ask.regions.reopen({ code: '990103009' })
    expect(await offered()).toContain('990103009')
    const happened = await door.within({ district }, async tx => {
      const { sql } = await import('kysely')
      const { rows } = await sql<{ said: string }>`
        select event.happened || ' ' || event.detail::text as said from base.event
        where event.district = ${district} and starts_with(event.happened, 'regions.') order by event.seq, event.id`.execute(
        tx,
      )
      return rows.map(({ said }) => said)
    })
    expect(happened).toContain('regions.closed {"code": "990103009"}')
    expect(happened.join()).not.toMatch(/街道|社区|Subdistrict/)
  }))

test('the district itself can be renamed in both places, and nothing above it', () =>
  inCity(async ({ as, ask }) => {
    const admin = await as('admin')
    await admin.ask.regions.rename({ code: district, name: { zh: '江南区', en: 'Jiangnan' } })
    expect((await ask.regions.district()).name.zh).toBe('江南区')
    await expect(admin.ask.regions.rename({ code: '9901', name })).rejects.toMatchObject({
      code: 'base.bad_input',
    })
  }))

// mission: DC2
test('a sheet is tried first, refused as a whole when a row is wrong, and kept without it when asked so', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const sheet = [
      'code,name_zh,name_en',
      '990103009,九街道,Nine',
      '990103009001,九一社区,Nine One',
      '990103008001,孤儿社区,Orphan',
      '990103001,改名街道,Renamed',
    ].join('\n')
    const before = await admin.ask.regions.tree()
    const tried = await admin.ask.regions.importRegions({ sheet, isTrial: true })
    expect(tried).toEqual({
      kept: false,
      rows: 4,
      added: ['990103009', '990103009001'],
      renamed: ['990103001'],
      unchanged: 0,
      refused: [{ row: 4, code: '990103008001', why: 'parent_missing', said: '990103008' }],
    })
    expect((await admin.ask.regions.importRegions({ sheet })).kept).toBe(false)
    expect(await admin.ask.regions.tree()).toEqual(before)
    const kept = await admin.ask.regions.importRegions({ sheet, leaveOut: true })
    expect(kept.kept).toBe(true)
    const after = await admin.ask.regions.tree()
    expect(after.find(({ code }) => code === '990103009001')).toMatchObject({
      parent: '990103009',
      path: '990103/990103009/990103009001/',
    })
    expect(after.find(({ code }) => code === '990103001')?.name).toEqual({ zh: '改名街道', en: 'Renamed' })
    const again = await admin.ask.regions.importRegions({ sheet, leaveOut: true })
    expect(again).toMatchObject({ added: [], renamed: [], unchanged: 3 })
    const whole = await (await admin.ask.regions.sheet()).text()
    expect((await admin.ask.regions.importRegions({ sheet: whole })).refused).toEqual([])
    await expect(admin.ask.regions.importRegions({ sheet: 'no sheet' })).rejects.toMatchObject({
      code: 'regions.bad_sheet',
    })
  }))

test('nobody but the administrator keeps regions', () =>
  inCity(async ({ as, ask }) => {
    const leader = await as('leader')
    await expect(leader.ask.regions.add({ code: '990103009', name })).rejects.toMatchObject({ status: 403 })
    await expect(leader.ask.regions.tree()).rejects.toMatchObject({ status: 403 })
    await expect(ask.regions.close({ code: '990103001' })).rejects.toMatchObject({ status: 401 })
  }))

test('every reason for refusing a row has its sentence', () => {
  const words = openWords('en')
  expect(rowFaults.filter(why => words.t(`regions.row.${why}`) === `regions.row.${why}`)).toEqual([])
})
