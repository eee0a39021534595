// Files of parts, through HTTP: tried first, refused row by row, kept as a whole, once.
import { expect, test } from 'vitest'
import { district, inCity, inside, type Person } from '../../../test/city.ts'
import { writtenFormats } from '../../geo/formats/written.ts'
import { geometryFaults } from '../../geo/geojson.ts'
import { isWord } from '../../ui/words/open.ts'
import { columnNames, guessColumns } from './columns.ts'
import { rowFaults } from './planning.ts'

const own = Object.fromEntries(columnNames.map(name => [name, name]))
const lon = String(inside.longitude)
const lat = String(inside.latitude)
const head = 'code,kind,name,longitude,latitude,state,accuracy,maintaining,installedOn,material'
const sheet = (...rows: string[]) => `${[head, ...rows].join('\r\n')}\r\n`
const given = (text: string, change: object = {}) => ({
  file: new File([text], 'survey.csv'),
  columns: own,
  usual: {},
  dryRun: true,
  ...change,
})

// mission: DC2
test('a survey is tried, shows what it would do and keeps nothing; then it comes in with codes for those without', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const text = sheet(
      `${district}0101000017,,Cover,${lon},${lat},完好,a,D01,2024/5/1,iron`,
      `,0137,Lamp,123.5036,${lat},Damaged,,市政管理处,,`,
      `,街灯,Lamp 2,123.5037,${lat},,,,,`,
    )
    const known = await kindName(admin, '0137')
    const mended = text.replace('街灯', known)
    const tried = await admin.ask.parts.import(given(mended))
    expect(tried).toMatchObject({ kept: false, rows: 3, added: 3, refusedRows: 0, duplicateRows: 0 })
    expect((await admin.ask.parts.list({})).total).toBe(0)
    const kept = await admin.ask.parts.import(given(mended, { dryRun: false }))
    expect(kept).toMatchObject({ kept: true, added: 3, changed: 0 })
    const { parts } = await admin.ask.parts.list({})
    expect(parts.map(({ code, state }) => [code, state])).toEqual([
      [`${district}0101000017`, 'intact'],
      [`${district}0137000001`, 'damaged'],
      [`${district}0137000002`, 'intact'],
    ])
    expect(await admin.ask.parts.byCode({ code: `${district}0101000017` })).toMatchObject({
      accuracy: 'A',
      maintaining: { code: 'D01' },
      installedOn: '2024-05-01',
      attributes: { material: 'iron' },
    })
    expect(await admin.ask.parts.imports()).toMatchObject([{ file: 'survey.csv', added: 3, by: '高文' }])
    const again = await admin.ask.parts.import(
      given(sheet(`${district}0101000017,,,,,丢失,,,,`), { dryRun: false }),
    )
    expect(again).toMatchObject({ kept: true, added: 0, changed: 1 })
    // What a column leaves empty stays as it was.
    expect(await admin.ask.parts.byCode({ code: `${district}0101000017` })).toMatchObject({
      name: 'Cover',
      state: 'lost',
      version: 2,
    })
    const [last] = await admin.ask.parts.history({ code: `${district}0101000017` })
    expect(last?.import?.file).toBe('survey.csv')
  }))

test('every bad row is refused with its line and its reason, and one keeps all the others out', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const place = `${lon},${lat}`
    const cases: [string, string][] = [
      [`${district}010100001,,a,${place},,,,,`, 'too_short'],
      [`${district}01010000011,,a,${place},,,,,`, 'too_long'],
      [`9.90103E+15,,a,${place},,,,,`, 'not_digits'],
      [`1101010101000001,,a,${place},,,,,`, 'other_district'],
      [`${district}7777000001,,a,${place},,,,,`, 'no_such_kind'],
      [`${district}0101000000,,a,${place},,,,,`, 'no_sequence'],
      [`${district}0101000001,0102,a,${place},,,,,`, 'kind_differs'],
      [`,,a,${place},,,,,`, 'no_kind'],
      [`,0101,a,,,,,,,`, 'no_geometry'],
      [`,0101,a,east,${lat},,,,,`, 'bad_position'],
      [`,0101,a,${lat},${lon},,,,,`, 'off_the_earth'],
      [`,0101,a,116.4,39.9,,,,,`, 'outside'],
      [`,0101,a,${place},broken,,,,`, 'no_such_state'],
      [`,0101,a,${place},,D,,,`, 'no_such_accuracy'],
      [`,0101,a,${place},,,Nobody,,`, 'no_such_organisation'],
      [`,0101,a,${place},,,,2024-02-30,`, 'no_such_date'],
      [`,0101,${'a'.repeat(121)},${place},,,,,`, 'text_too_long'],
      [`${district}0101000009,,a,${place},,,,,`, ''],
      [`${district}0101000009,,b,${place},,,,,`, 'twice'],
    ]
    const text = sheet(...cases.map(([row]) => row))
    const tried = await admin.ask.parts.import(given(text, { dryRun: false }))
    expect(tried.refused.map(({ row, why }) => [row, why])).toEqual(
      cases.flatMap(([, why], at) => (why === '' ? [] : [[at + 2, why]])),
    )
    expect(tried.kept).toBe(false)
    expect((await admin.ask.parts.list({})).total).toBe(0)
    // Asked for, the good one comes in alone.
    const kept = await admin.ask.parts.import(given(text, { dryRun: false, skipRefused: true }))
    expect(kept).toMatchObject({ kept: true, added: 1 })
    for (const why of [...rowFaults, ...geometryFaults]) expect(isWord(`parts.row.${why}`)).toBe(true)
  }))

test('duplicates within a metre are told, of rows and of what is there, and may be left out', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    await admin.ask.parts.import(given(sheet(`,0101,a,${lon},${lat},,,,,`), { dryRun: false }))
    const near = `${Number(lon) + 0.000005},${lat}`
    const text = sheet(
      `,0101,beside the first,${near},,,,,`,
      `,0137,another kind,${near},,,,,`,
      `,0137,beside the row before,${lon},${lat},,,,,`,
      `,0101,far,123.5045,${lat},,,,,`,
    )
    const tried = await admin.ask.parts.import(given(text))
    expect(tried.duplicates).toMatchObject([
      { row: 2, of: { code: `${district}0101000001` } },
      { row: 4, of: { row: 3 } },
    ])
    expect(tried.duplicates.every(({ metres }) => metres > 0.3 && metres < 1)).toBe(true)
    const kept = await admin.ask.parts.import(given(text, { dryRun: false, leaveOutDuplicates: true }))
    expect(kept).toMatchObject({ added: 2, leftOut: 2 })
  }))

test('GeoJSON with lines and areas comes in and goes out again, and nothing changes when it comes back', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const at = (x: number, y: number) => [inside.longitude + x * 1e-5, inside.latitude + y * 1e-5]
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        feature('0217', { type: 'LineString', coordinates: [at(0, 0), at(20, 5)] }),
        feature('0301', {
          type: 'Polygon',
          coordinates: [[at(0, 0), at(9, 0), at(9, 9), at(0, 9), at(0, 0)]],
        }),
        feature('0137', { type: 'Point', coordinates: [...at(3, 3), 12.5] }),
      ],
    })
    const file = { dryRun: false }
    expect(await admin.ask.parts.import(given(text, file))).toMatchObject({ kept: true, added: 3 })
    const line = await admin.ask.parts.byCode({ code: `${district}0217000001` })
    expect(line.shape.type).toBe('LineString')
    for (const format of writtenFormats) {
      const out = await admin.ask.parts.export({ format })
      const { tables } = await admin.ask.parts.readFile({ file: out })
      const columns = Object.fromEntries(
        columnNames.map(name => [name, format === 'shapefile' ? name.slice(0, 10) : name]),
      )
      // A shapefile holds one kind of shape, so three of them are in the zip.
      for (const table of tables.length > 1 ? tables : [undefined]) {
        const back = await admin.ask.parts.import({
          file: out,
          ...(table && { table }),
          columns,
          dryRun: false,
        })
        expect([format, back]).toMatchObject([
          format,
          { rows: table ? 1 : 3, added: 0, changed: 0, refusedRows: 0 },
        ])
      }
    }
  }))

test('a file that is none, has too many rows or is too large is refused as a whole, in a sentence', () =>
  inCity(async ({ as, page }) => {
    const admin = await as('admin')
    const refuse = async (text: string, change: object, wrong: object) =>
      expect(admin.ask.parts.import(given(text, change))).rejects.toMatchObject({
        code: 'parts.bad_file',
        data: wrong,
      })
    await refuse('{"type":', {}, { wrong: 'not_json' })
    await refuse('{"type":"Topology"}', {}, { wrong: 'not_a_collection' })
    await refuse(
      '{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:4549"}},"features":[]}',
      {},
      { wrong: 'not_degrees' },
    )
    await refuse('code,name\r\n"never closed', {}, { wrong: 'broken_quotes', said: '2' })
    await refuse('code,name\r\n', {}, { wrong: 'no_rows' })
    const huge = { method: 'POST', body: 'x', headers: { 'content-length': String(50_000_000) } }
    const answer = await admin.page('/api/parts/import', huge)
    expect([answer.status, (await answer.json()).code]).toEqual([413, 'base.file_too_large'])
    // Strangers may send no more than to any other call.
    const stranger = await page('/api/parts/import', {
      ...huge,
      headers: { 'content-length': '2000000' },
    })
    expect([stranger.status, (await stranger.json()).code]).toEqual([413, 'base.bad_input'])
  }))

// mission: DC2
test('places from a map service come in where they are, and the datum that they came in is kept', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    // The middle of the district as AMap would say it.
    const file = new File([sheet(',0101,a,123.5079607,29.4911337,,,,,')], 'amap.csv')
    expect(await admin.ask.parts.import({ file, columns: own, datum: 'gcj02', dryRun: false })).toMatchObject(
      { kept: true, added: 1 },
    )
    const { parts } = await admin.ask.parts.list({})
    expect(parts[0]?.longitude).toBeCloseTo(inside.longitude, 2)
    expect(parts[0]?.longitude).not.toBeCloseTo(123.5079607, 3)
    expect(await admin.ask.parts.imports()).toMatchObject([{ file: 'amap.csv', datum: 'gcj02' }])
  }))

test('a double click imports once', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const file = given(sheet(`,0101,a,${lon},${lat},,,,,`), { dryRun: false })
    const { parts } = admin.keyed('import-of-the-survey-1')
    const answers = [await parts.import(file), await parts.import(file)]
    expect(answers[0]).toEqual(answers[1])
    expect((await admin.ask.parts.list({})).total).toBe(1)
    await expect(parts.import({ ...file, file: new File(['code\n'], 'survey.csv') })).rejects.toMatchObject({
      code: 'base.key_reused',
    })
  }))

test('columns of the standards and of other languages are recognised, each once', () => {
  expect(
    guessColumns(['ObjID', 'ObjName', 'DeptName3', 'X', 'Y', 'OBJSTATE', 'ORDate', 'Colour'], {
      name: ['名称'],
    }),
  ).toEqual({
    code: 'ObjID',
    name: 'ObjName',
    longitude: 'X',
    latitude: 'Y',
    state: 'OBJSTATE',
    maintaining: 'DeptName3',
    installedOn: 'ORDate',
  })
  expect(guessColumns(['名称', '经度'], { name: ['名称'], longitude: ['经度'] })).toEqual({
    name: '名称',
    longitude: '经度',
  })
})

function feature(kind: string, geometry: object) {
  return { type: 'Feature', geometry, properties: { kind, name: `A ${kind}`, length: 12 } }
}

async function kindName(person: Person, code: string): Promise<string> {
  const found = (await person.ask.catalogue.kinds()).find(kind => kind.type === 'part' && kind.code === code)
  return found?.name.zh ?? ''
}
