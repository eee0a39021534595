// A whole import taken back through HTTP: out of use or as before, once, and not where somebody built on it.
import { expect, test } from 'vitest'
import { district, inCity, inside } from '../../../test/city.ts'
import { eventsOf } from '../../base/events.ts'
import { columnNames } from './columns.ts'

const own = Object.fromEntries(columnNames.map(name => [name, name]))
const sheet = (...rows: string[]) => ['code,kind,name,longitude,latitude,state', ...rows].join('\n')
const given = (text: string) => ({
  file: new File([text], 'survey.csv'),
  columns: own,
  usual: {},
  dryRun: false,
})
const east = (by: number) => `${inside.longitude + by * 1e-4},${inside.latitude}`
const [first, second] = [`${district}0101000001`, `${district}0101000002`]

// mission: DC2
test('an import is undone as a whole: new parts go out of use, changed ones are as before, the history stays', () =>
  inCity(async ({ as, door }) => {
    const { ask, keyed } = await as('admin')
    await ask.parts.import(given(sheet(`${first},,Cover,${east(0)},intact`)))
    await ask.parts.import(
      given(sheet(`${first},,Other name,${east(5)},damaged`, `${second},,New,${east(9)},intact`)),
    )
    const [latest] = await ask.parts.imports()
    expect(latest).toMatchObject({ added: 1, changed: 1, undone: null })
    const id = latest?.id ?? ''
    const { parts } = keyed('undoing-of-the-survey-1')
    const undone = await parts.undo({ id })
    expect(undone).toEqual({ retired: 1, restored: 1 })
    // A double click is answered alike; another one is told.
    expect(await parts.undo({ id })).toEqual(undone)
    await expect(ask.parts.undo({ id })).rejects.toMatchObject({ code: 'parts.undone_already' })
    const before = await ask.parts.byCode({ code: first })
    expect(before).toMatchObject({ name: 'Cover', state: 'intact', version: 3, retiredAt: null })
    expect(before.longitude).toBeCloseTo(inside.longitude, 6)
    expect((await ask.parts.byCode({ code: second })).retiredAt).not.toBeNull()
    expect((await ask.parts.list({})).total).toBe(1)
    expect((await ask.parts.history({ code: first })).map(({ version }) => version)).toEqual([3, 2, 1])
    expect((await ask.parts.imports())[0]).toMatchObject({ id, undone: { by: '高文' } })
    const log = await door.within({ district }, tx => eventsOf(tx, id))
    expect(log.map(({ happened }) => happened)).toEqual(['parts.imported', 'parts.import_undone'])
  }))

test('the mended file brings the same parts back under their codes, and that may be undone as well', () =>
  inCity(async ({ as }) => {
    const { ask } = await as('admin')
    const last = async () => (await ask.parts.imports())[0]?.id ?? ''
    await ask.parts.import(given(sheet(`${first},,Wrong,${east(0)},intact`)))
    await ask.parts.undo({ id: await last() })
    expect((await ask.parts.list({})).total).toBe(0)
    const again = await ask.parts.import(given(sheet(`${first},,Right,${east(1)},intact`)))
    expect(again).toMatchObject({ kept: true, refusedRows: 0, changed: 1 })
    expect(await ask.parts.byCode({ code: first })).toMatchObject({ name: 'Right', retiredAt: null })
    expect(await ask.parts.undo({ id: await last() })).toEqual({ retired: 1, restored: 0 })
    expect((await ask.parts.list({})).total).toBe(0)
    // Also as it was, word for word.
    await ask.parts.import(given(sheet(`${first},,Right,${east(1)},intact`)))
    expect((await ask.parts.list({})).total).toBe(1)
    // What people took out of use stays so, whatever a file says.
    await ask.parts.retire({ code: first })
    const refused = await ask.parts.import(given(sheet(`${first},,Right,${east(1)},intact`)))
    expect(refused.refused.map(({ why }) => why)).toEqual(['retired'])
  }))

test('where somebody changed a part since, nothing is undone and the parts are named', () =>
  inCity(async ({ as }) => {
    const { ask } = await as('admin')
    await ask.parts.import(given(sheet(`${first},,A,${east(0)},intact`, `${second},,B,${east(9)},intact`)))
    await ask.parts.import(given(sheet(`${second},,C,,,`)))
    const [later, earlier] = await ask.parts.imports()
    await expect(ask.parts.undo({ id: earlier?.id ?? '' })).rejects.toMatchObject({
      code: 'parts.built_on',
      data: { count: 1, codes: second },
    })
    expect((await ask.parts.list({})).total).toBe(2)
    // The later one may be undone; what it changed then is no longer the earlier one's.
    await ask.parts.undo({ id: later?.id ?? '' })
    expect(await ask.parts.byCode({ code: second })).toMatchObject({ name: 'B' })
    await expect((await as('acceptor')).ask.parts.undo({ id: earlier?.id ?? '' })).rejects.toMatchObject({
      code: 'base.not_allowed',
    })
    const nobodys = '01890000-0000-7000-8000-000000000000'
    await expect(ask.parts.undo({ id: nobodys })).rejects.toMatchObject({ code: 'base.not_found' })
  }))
