// The national code list through the front door: found, looked through, valid in time, compared and taken over.
// mission: DC1, YC5
import { expect, test } from 'vitest'
import { type City, inCity } from '../../../test/city.ts'
import { differenceOf, listedRow } from './listing.ts'
import { dropEdition, listedNames, putEdition } from './store/list.ts'

const first = {
  '99': '测试省',
  '9901': '测试市',
  '990103': '江北区',
  '990103001': '鼓楼街道',
  '990103001001': '钟楼社区居委会',
  '990103077': '新桥街道',
  '990103077001': '新桥社区居委会',
  '990104': '江南区',
  '990104001': '鼓楼街道',
}
const { '990104001': _, ...rest } = first
const second = { ...rest, '990103077': '老桥街道' }

async function bring(city: City, name: string, since: string, list: Record<string, string>): Promise<void> {
  const names = new Map(Object.entries(list))
  await city.door.owner(async tx => {
    const change = differenceOf(await listedNames(tx), names)
    const rowOf = (code: string) => listedRow(code, names.get(code) ?? '', each => names.get(each))
    await putEdition(tx, { name, since, now: city.clock.now() }, change, rowOf, () => {})
  })
}

test('a name is found by words, letters, initials and codes, the wide ones first', () =>
  inCity(async city => {
    await bring(city, '2023', '2023-06-30', first)
    const { ask } = await city.as('acceptor')
    const found = async (text: string) => (await ask.regions.findListed({ text })).map(({ code }) => code)
    expect(await found('鼓楼')).toEqual(['990103001', '990104001', '990103001001'])
    expect(await found('江南 鼓楼')).toEqual(['990104001'])
    expect(await found('钟')).toEqual([])
    expect(await found('江')).toEqual(['990103', '990104'])
    expect(await found('zhonglou')).toEqual(['990103001001'])
    expect(await found('gljd')).toEqual(['990103001', '990104001'])
    expect(await found('9901030')).toEqual(['990103001', '990103077', '990103001001', '990103077001'])
    expect(await found('没有这里')).toEqual([])
    expect(await found("'; drop table")).toEqual([])
    const below = async (code?: string) =>
      (await ask.regions.listedBelow(code === undefined ? {} : { code })).map(each => each.code)
    expect(await below()).toEqual(['99'])
    expect(await below('9901')).toEqual(['990103', '990104'])
    expect(await below('990103077')).toEqual(['990103077001'])
    await expect(city.ask.regions.findListed({ text: '江' })).rejects.toMatchObject({ status: 401 })
  }))

test('what a later edition renames or gives up is found as it was on its days', () =>
  inCity(async city => {
    await bring(city, '2023', '2023-06-30', first)
    await bring(city, '2025', '2025-01-01', second)
    const { ask } = await city.as('admin')
    const named = async (text: string, on?: string) =>
      (await ask.regions.findListed(on === undefined ? { text } : { text, on })).map(each => each.name.zh)
    expect(await named('990103077')).toEqual(['老桥街道', '新桥社区居委会'])
    expect(await named('990103077', '2024-12-31')).toEqual(['新桥街道', '新桥社区居委会'])
    expect(await named('990103077', '2020-01-01')).toEqual([])
    expect(await named('990104001')).toEqual([])
    expect(await named('老桥 新桥')).toEqual(['新桥社区居委会'])
    expect((await ask.regions.editions()).map(({ name, renamed, ended }) => [name, renamed, ended])).toEqual([
      ['2025', 1, 1],
      ['2023', 0, 0],
    ])
    await city.door.owner(tx => dropEdition(tx, '2025-01-01'))
    expect(await named('990104001')).toEqual(['鼓楼街道'])
    expect(await named('990103077')).toEqual(['新桥街道', '新桥社区居委会'])
  }))

test('a district sees what the list has otherwise, and takes it over under the names that people say', () =>
  inCity(async city => {
    await bring(city, '2023', '2023-06-30', first)
    const { ask } = await city.as('admin')
    const before = await ask.regions.compareList()
    expect(before.edition).toBe('2023')
    expect(before.missing.map(({ code }) => code)).toContain('990103077001')
    expect(before.notListed.length).toBeGreaterThan(0)
    // The subdistrict it lies in comes with it.
    const report = await ask.regions.adoptListed({ codes: ['990103077001'] })
    expect(report).toMatchObject({ kept: true, added: ['990103077', '990103077001'], refused: [] })
    const tree = await ask.regions.tree()
    expect(tree.find(({ code }) => code === '990103077001')?.name).toEqual({
      zh: '新桥社区',
      en: 'Xinqiao Community',
    })
    const after = await ask.regions.compareList()
    expect(after.missing.map(({ code }) => code)).not.toContain('990103077001')
    expect(after.same).toBeGreaterThanOrEqual(2)
    await expect(ask.regions.adoptListed({ codes: ['990103999'] })).rejects.toMatchObject({
      code: 'regions.not_listed',
      data: { code: '990103999' },
    })
    // Twice is once.
    expect(await ask.regions.adoptListed({ codes: ['990103077001'] })).toMatchObject({
      added: [],
      unchanged: 1,
    })
  }))
