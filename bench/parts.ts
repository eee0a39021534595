// How fast a survey of 168,339 parts comes into the register and is undone, and how fast a part is found by its code:
// the command's own import (read, planned, placed in unit grids, compared within a metre, kept, one event), beside the
// bare insertion of the same rows into a table with the same indices, 1,000 rows a statement and one row a statement.
// On the embedded database, and on PostgreSQL where BENCH_DATABASE_URL names a server.
import { sql } from 'kysely'
import { instant } from '../src/base/clock.ts'
import { writeCsv } from '../src/base/csv.ts'
import { type Door, openDoor, type Tx } from '../src/base/db.ts'
import { makeRoom } from '../src/base/events.ts'
import { kinds as allKinds } from '../src/domains/catalogue/store.ts'
import { replaceLayer, unitLayer } from '../src/domains/grids/store.ts'
import { readPartFile } from '../src/domains/parts/filing.ts'
import { importParts } from '../src/domains/parts/importing.ts'
import { PackedDistricts } from '../src/domains/parts/packing.ts'
import { writePartCode } from '../src/domains/parts/rules.ts'
import { importsListed } from '../src/domains/parts/store/history.ts'
import { partByCode } from '../src/domains/parts/store/reading.ts'
import { undoImport } from '../src/domains/parts/undoing.ts'
import { found } from '../src/domains/places/founding.ts'
import { addDistrict, addRegion } from '../src/domains/regions/store.ts'
import { copyCity, type PreparedCopy } from '../test/database.ts'
import { drawing, innerCity, type MadePart, makeParts, wholeDistrict } from './parts/made.ts'
import { compared, machine, print, type Result } from './report.ts'

const district = '990197'
const quickCount = 8000
const lookUps = 2000
const heads = [
  ...['code', 'kind', 'name', 'longitude', 'latitude'],
  ...['state', 'accuracy', 'installedOn', 'surveyedOn', 'source'],
]
const now = instant(Date.parse('2026-04-01T01:00:00Z'))

export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick')
  const url = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL
  const results: Result[] = []
  let wrong = 0
  for (const engine of url === undefined ? ['embedded'] : ['embedded', 'PostgreSQL']) {
    if (engine === 'embedded' || url === undefined) delete process.env.TEST_DATABASE_URL
    else process.env.TEST_DATABASE_URL = url
    const copy = await copyCity({ open: true })
    const measured = await measure(copy, engine, isQuick).finally(() => copy.remove())
    results.push(...measured.results)
    wrong += measured.wrong
  }
  print({ bench: 'parts', machine: machine(), results, wrong })
}

async function measure(
  { connection }: PreparedCopy,
  engine: string,
  isQuick: boolean,
): Promise<{ results: Result[]; wrong: number }> {
  // As the command has it: nobody waits for its answer, so that half a minute is not all it has.
  const door = openDoor({ connection, longestMs: 3_600_000 })
  await door.owner(tx => makeRoom(tx, now))
  const kinds = await door.within({ district }, tx => ground(tx))
  const parts = makeParts(isQuick ? quickCount : wholeDistrict, { seed: 11, kinds, ground: innerCity })
  const file = surveyOf(parts)
  const columns = Object.fromEntries(heads.map(name => [name, name]))

  const bulk = await timed(() => door.owner(tx => insertBare(tx, parts, 1000)))
  const single = await timed(() => door.owner(tx => insertBare(tx, parts.slice(0, 1000), 1)))
  const before = process.memoryUsage().rss
  const imported = await timed(() =>
    door.within({ district }, async tx => {
      const rows = await readPartFile(file, undefined, parts.length)
      return importParts({ tx, now }, { rows, datum: 'wgs84', columns, usual: {} }, { file: 'survey.csv' })
    }),
  )
  const memory = (process.memoryUsage().rss - before) / 2 ** 20
  await door.owner(tx => sql`analyze parts.part`.execute(tx))
  const packed = await timed(() =>
    new PackedDistricts().current(district, work => door.within({ district }, work)),
  )
  const lookedUp = await lookUp(door, parts)
  const [latest] = await door.within({ district }, importsListed)
  const undone = await timed(() =>
    door.within({ district }, tx => undoImport({ tx, now }, latest?.id ?? '', '')),
  )
  await door.close()
  const wrong =
    Math.abs(parts.length - imported.made.added) +
    imported.made.refusedRows +
    Math.abs(parts.length - packed.made.points.size) +
    Math.abs(parts.length - undone.made.retired) +
    lookedUp.wrong
  const rate = (ms: number, count = parts.length) => (count / ms) * 1000
  const told = `${engine}, ${parts.length.toLocaleString('en')} rows`
  return {
    wrong,
    results: [
      compared(
        { case: `${told}: import`, peer: 'bare insert, 1,000 a statement', unit: 'rows/s' },
        [rate(imported.ms)],
        [rate(bulk.ms)],
      ),
      compared(
        { case: `${told}: import`, peer: 'bare insert, a row a statement', unit: 'rows/s' },
        [rate(imported.ms)],
        [rate(single.ms, 1000)],
      ),
      compared({ case: `${told}: import, seconds`, peer: 'none', unit: 's' }, [imported.ms / 1000]),
      compared({ case: `${told}: undo, seconds`, peer: 'none', unit: 's' }, [undone.ms / 1000]),
      compared({ case: `${told}: look-up by code (store), p99`, peer: 'none', unit: 'ms' }, [lookedUp.p99]),
      compared({ case: `${told}: packed for tiles, seconds`, peer: 'none', unit: 's' }, [packed.ms / 1000]),
      compared({ case: `${told}: memory grown by the import`, peer: 'none', unit: 'MiB' }, [memory]),
    ],
  }
}

/** A district of its own with unit grids of a hundred metres; the kinds that its parts may have. */
async function ground(tx: Tx): Promise<string[]> {
  const name = { zh: '基准区', en: 'Bench District' }
  const { west, south, east, north } = innerCity
  const edge = 0.001
  const box = { west: west - edge, south: south - edge, east: east + edge, north: north + edge }
  const same = (of: typeof name) => of
  const { regions, grids } = found({ code: district, name }, box, [], {
    whole: same,
    rest: same,
    block: number => ({ zh: `${number}`, en: `${number}` }),
  })
  await addDistrict(tx, { code: district, name, timeZone: 'Asia/Shanghai' })
  for (const region of regions) await addRegion(tx, region)
  await replaceLayer(tx, now, { code: unitLayer, name }, grids)
  // A file names kinds without their edition: those of the first are meant, as in the import.
  const kinds = (await allKinds(tx, now)).filter(({ type }) => type === 'part')
  return kinds.filter(({ edition }) => edition === kinds[0]?.edition).map(({ code }) => code)
}

/** As a surveyor hands it in: CSV under the usual heads. */
function surveyOf(parts: readonly MadePart[]): Uint8Array {
  const rows = parts.map(part => [
    ...[codeOf(part), part.kind, `Part ${part.sequence}`, String(part.longitude), String(part.latitude)],
    ...[part.state, 'A', '2019-05-01', '2026-03-01', 'survey'],
  ])
  return new TextEncoder().encode(writeCsv([heads, ...rows]))
}

function codeOf({ kind, sequence }: MadePart): string {
  return writePartCode({ district, kind, sequence })
}

/** The bound: the same columns and indices, no rule, no place in a grid, no history. */
async function insertBare(tx: Tx, parts: readonly MadePart[], atOnce: number): Promise<void> {
  await sql`drop table if exists public.bare_part`.execute(tx)
  await sql`create table public.bare_part (like parts.part including defaults including indexes)`.execute(tx)
  for (let from = 0; from < parts.length; from += atOnce) {
    const some = parts.slice(from, from + atOnce)
    await sql`
      insert into public.bare_part (district, id, code, edition, kind, name, shape, place, accuracy, region_path,
        state, installed_on, surveyed_on, source, note, attributes, version, added_at, changed_at)
      select ${district}, gen_random_uuid(), given.code, '', given.kind, given.name, given.place, given.place, 'A', '',
        given.state, '2019-05-01', '2026-03-01', 'survey', '', '{}', 1, ${now}::timestamptz, ${now}::timestamptz
      from (
        select row.code, row.kind, row.name, row.state,
          st_setsrid(st_makepoint(row.longitude, row.latitude), 4326) as place
        from unnest(${some.map(codeOf)}::text[], ${some.map(({ kind }) => kind)}::text[],
          ${some.map(({ sequence }) => `Part ${sequence}`)}::text[], ${some.map(({ state }) => state)}::text[],
          ${some.map(({ longitude }) => longitude)}::float8[], ${some.map(({ latitude }) => latitude)}::float8[])
          as row (code, kind, name, state, longitude, latitude)
      ) as given`.execute(tx)
  }
}

/** The whole part with its region, departments and today's grid, each in a transaction of its own. */
async function lookUp(door: Door, parts: readonly MadePart[]): Promise<{ p99: number; wrong: number }> {
  const draw = drawing(3)
  const times: number[] = []
  let wrong = 0
  for (let n = 0; n < lookUps; n += 1) {
    const part = parts[Math.floor(draw() * parts.length)]
    if (!part) continue
    const { made, ms } = await timed(() => door.within({ district }, tx => partByCode(tx, now, codeOf(part))))
    times.push(ms)
    if (made?.code !== codeOf(part) || Math.abs(made.longitude - part.longitude) > 1e-9) wrong += 1
  }
  times.sort((a, b) => a - b)
  return { p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN, wrong }
}

async function timed<T>(work: () => Promise<T>): Promise<{ made: T; ms: number }> {
  const began = performance.now()
  const made = await work()
  return { made, ms: performance.now() - began }
}
