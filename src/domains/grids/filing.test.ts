// Files of grids in every format, through HTTP: out as they are, looked at, and in again without a difference.
import { expect, test } from 'vitest'
import { inCity } from '../../../test/city.ts'
import { writtenFormats } from '../../geo/formats/written.ts'
import { fileFaults } from '../../geo/formats/wrong.ts'
import { isWord } from '../../ui/words/open.ts'
import { guessGridColumns } from './columns.ts'

const unit = { layer: 'unit' } as const

// mission: DC1 DC3 PK1
test('a layer is handed out to anyone in every format, and each comes back in as the same grids', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    for (const format of writtenFormats) {
      const file = await city.ask.grids.export({ ...unit, format })
      const looked = await admin.ask.grids.readFile({ file })
      expect(looked).toMatchObject({ format, rows: 180, isTable: format === 'csv' || format === 'xlsx' })
      const columns = guessGridColumns(looked.heads.map(({ name }) => name))
      expect(looked.heads.find(({ name }) => name === 'code')?.samples[0]).toMatch(/^\d{15}$/)
      const tried = await admin.ask.grids.import({
        ...{ ...unit, revision, file, columns },
        mode: 'replace',
        dryRun: true,
      })
      expect([format, tried]).toMatchObject([format, { unchanged: 180, changed: 0, refusedRows: 0 }])
    }
    await expect(admin.ask.grids.export({ ...unit, format: 'csv' })).resolves.toHaveProperty(
      'name',
      '990103-unit.csv',
    )
  }))

// mission: PK1
test('places that are said to be shifted are moved before they are judged', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const file = await city.ask.grids.export({ ...unit, format: 'geojson' })
    const given = { ...unit, revision, file, mode: 'replace' } as const
    // Taken for shifted although it is not, the district moves by half a kilometre and lies outside itself.
    const shifted = await admin.ask.grids.import({ ...given, datum: 'gcj02', dryRun: true })
    expect(shifted.refused.some(({ why }) => why === 'outside' || why === 'beyond_region')).toBe(true)
    expect(shifted.kept).toBe(false)
  }))

test('what cannot be read is refused with its reason, keeps the draft as it is, and is no bug', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const refused = (bytes: Uint8Array<ArrayBuffer> | string, wrong: string, said: string) =>
      expect(
        admin.ask.grids.import({
          ...{ ...unit, revision, mode: 'replace', dryRun: false },
          file: new File([bytes], 'x.zip'),
        }),
      ).rejects.toMatchObject({ code: 'grids.bad_file', data: { wrong, said } })
    await refused('', 'empty', '')
    await refused(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'broken_zip', '')
    await refused('{"type":"FeatureCollection","features":[]}', 'no_rows', '')
    await refused(new Uint8Array([0, 0, 0x27, 0x0a, 0, 0]), 'lone_shapefile', '')
    const file = await city.ask.grids.export({ ...unit, format: 'geopackage' })
    await expect(admin.ask.grids.readFile({ file, table: 'elsewhere' })).rejects.toMatchObject({
      code: 'grids.bad_file',
      data: { wrong: 'no_such_layer', said: 'elsewhere' },
    })
    expect(await admin.ask.grids.draft(unit)).toMatchObject({ revision, added: 0, changed: 0, removed: 0 })
    for (const fault of fileFaults) expect(isWord(`formats.wrong.${fault}`)).toBe(true)
  }))

test('the same key with another file is another call, and is refused', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const [first, second] = [
      await city.ask.grids.export({ ...unit, format: 'geojson' }),
      await city.ask.grids.export({ ...unit, format: 'kml' }),
    ]
    const { grids } = admin.keyed('a-file-of-grids')
    const given = { ...unit, revision, mode: 'replace', dryRun: false } as const
    const answers = [
      await grids.import({ ...given, file: first }),
      await grids.import({ ...given, file: first }),
    ]
    expect(answers[0]).toEqual(answers[1])
    await expect(grids.import({ ...given, file: second })).rejects.toMatchObject({ code: 'base.key_reused' })
  }))
