// The command line as an operator uses it: a real district begins, and mistakes are said in a sentence.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyCity, type PreparedCopy } from '../database.ts'
import { command } from '../server.ts'
import { smallTown } from '../town/town.ts'

let copy: PreparedCopy
let folder: string

beforeAll(async () => {
  copy = await copyCity({ open: false })
  folder = await mkdtemp(join(tmpdir(), 'gangmu-commands-'))
}, 120_000)

afterAll(async () => {
  await copy.remove()
  await rm(folder, { recursive: true, force: true })
})

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [123, 29],
      [123.01, 29],
      [123.01, 29.01],
      [123, 29.01],
      [123, 29],
    ],
  ],
}
const name = { zh: 'B', en: 'B' }

test('a district gets its regions, its grids and its first administrator', async () => {
  const regions = await file('regions.json', {
    district: { code: '990104', name, timeZone: 'Asia/Shanghai' },
    regions: [
      { code: '990104', parent: '9901', level: 'district', name },
      { code: '990104001', parent: '990104', level: 'subdistrict', name },
      { code: '990104001001', parent: '990104001', level: 'community', name, shape: square },
    ],
  })
  expect(await command(copy.env, 'add-regions', regions)).toEqual({
    code: 0,
    said: 'District 990104 has 3 regions.\n',
  })
  const grids = await file(
    'grids.json',
    collection([{ code: '990104001001001', name: 'B 001', region: '990104001001' }]),
  )
  expect(await command(copy.env, 'import-grids', '990104', 'unit', grids)).toMatchObject({ code: 0 })
  const opened = await command(
    copy.env,
    'open-account',
    '990104',
    '990104',
    'administrator',
    'real.admin',
    'A',
    { input: 'a long enough password\n' },
  )
  expect(opened).toMatchObject({ code: 0, said: expect.stringContaining('real.admin is administrator') })
  const verified = await command(copy.env, 'verify-log', '990104')
  expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('8 events of 5 subjects') })
}, 180_000)

// mission: DC1
test('the national code list comes in one go, opens a district, and can be taken back', async () => {
  const list = join(import.meta.dirname, '../fixtures/code-lists')
  const edition = ['import', 'code-list', list, '--edition', '2023', '--since', '2023-06-30']
  expect(await command(copy.env, ...edition)).toMatchObject({
    code: 0,
    said: expect.stringContaining('2418 codes: 2418 new'),
  })
  expect(await command(copy.env, ...edition)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Edition 2023 holds since 2023-06-30; an edition can only follow it.'),
  })
  expect(await command(copy.env, 'add-regions', '110101', '--from-list')).toMatchObject({
    code: 0,
    said: expect.stringContaining('added 1'),
  })
  expect(await command(copy.env, 'import', 'code-list', '--undo')).toMatchObject({ code: 0 })
  expect((await command(copy.env, 'add-regions', '310101', '--from-list')).said).toContain(
    'The code list has no district 310101',
  )
}, 180_000)

test('nothing is half-imported: a file with a mistake is refused with the place of the mistake', async () => {
  const [grid] = smallTown().grids
  const twice = await file('twice.json', collection([grid, grid]))
  expect((await command(copy.env, 'import-grids', '990103', 'unit', twice)).said).toContain(
    '2 of 2 grids were refused; nothing was imported',
  )
  const stranger = await file(
    'stranger.json',
    collection([{ code: '990103001001001', name: 'x', region: '110101001001' }]),
  )
  expect((await command(copy.env, 'import-grids', '990103', 'unit', stranger)).said).toContain(
    'There is no community or subdistrict 110101001001',
  )
  const broken = await file('broken.json', collection([{ code: '1', name: 'x', region: '990103001001' }]))
  expect((await command(copy.env, 'import-grids', '990103', 'unit', broken)).said).toContain(
    'feature 1 (1): The code has 1 digits. It takes 15',
  )
}, 180_000)

test('what a person got wrong is said in a sentence, with a code for scripts', async () => {
  const weak = await command(copy.env, 'open-account', '990103', '990103', 'acceptor', 'somebody', 'S', {
    input: 'short\n',
  })
  expect(weak).toEqual({
    code: 1,
    said: 'The password needs at least 10 characters and must not contain the login.\n',
  })
  expect(await command(copy.env, 'nonsense')).toMatchObject({
    code: 2,
    said: expect.stringContaining('no command nonsense'),
  })
  expect(await command({ ...copy.env, PORT: 'abc' }, 'start')).toEqual({
    code: 1,
    said: 'PORT must be 0 to 65535, not abc\n',
  })
  const away = await command({ ...copy.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' }, 'start')
  expect(away).toMatchObject({ code: 1, said: expect.stringContaining('cannot be reached') })
  expect((await command(copy.env, 'help')).said).toContain('GANGMU_DATA')
}, 180_000)

function collection(properties: readonly unknown[]) {
  return {
    type: 'FeatureCollection',
    features: properties.map(each => ({ type: 'Feature', properties: each, geometry: square })),
  }
}

async function file(title: string, content: unknown): Promise<string> {
  const path = join(folder, title)
  await writeFile(path, JSON.stringify(content))
  return path
}
