// import osm: the base map, house numbers and street furniture of a district from an OpenStreetMap file; where there
// is no district yet, it is made from the file too. One transaction: all of it or nothing.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Instant, instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { writeCsv } from '../base/csv.ts'
import type { Door, Tx } from '../base/db.ts'
import type { Acting } from '../base/events.ts'
import { publishShipped } from '../domains/catalogue/store/rulebooks.ts'
import { kinds } from '../domains/catalogue/store.ts'
import { layers, replaceLayer, unitLayer } from '../domains/grids/store.ts'
import { type Put, putParts } from '../domains/parts/store.ts'
import { found } from '../domains/places/founding.ts'
import { layers as mapLayers } from '../domains/places/layers.ts'
import { type Shaped, shape } from '../domains/places/shaping.ts'
import { type Replaced, replaceSource } from '../domains/places/store/replacing.ts'
import { addDistrict, addRegion, type District, regions } from '../domains/regions/store.ts'
import { readOsm } from '../geo/osm/read.ts'
import { collect, type World } from '../geo/osm/world.ts'
import { openWords } from '../ui/words/open.ts'
import { withDatabase } from './database.ts'
import { placed } from './import-district.ts'
import { type Asked, asked } from './import-options.ts'

/** To be printed beside the map (https://www.openstreetmap.org/copyright). */
export const attribution = '© OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright'

export async function importOsm(config: Config, args: readonly string[]): Promise<void> {
  const options = asked(args)
  const began = performance.now()
  const { world, digest } = await readFile(options.file)
  await withDatabase(config, async door => {
    const district = await placed(door, options, world)
    const now = instant(Date.now())
    const report = await bring(door, {
      options,
      world,
      digest,
      district,
      now,
      say: line => console.log(line),
    })
    tell(report, options, district, began)
    if (options.report !== undefined) await writeFile(options.report, writeCsv(rowsOf(report)))
  })
}

async function readFile(file: string): Promise<{ world: World; digest: string }> {
  const hash = createHash('sha256')
  const stream = createReadStream(file, { highWaterMark: 1024 * 1024 })
  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) {
        hash.update(chunk)
        yield chunk
      }
    } catch {
      throw new Error(`${file} cannot be read.`)
    }
  }
  console.log(`Reading ${file}`)
  try {
    const world = await collect(readOsm(bytes()), {
      seen: objects => console.log(`  ${objects.toLocaleString('en')} objects`),
    })
    const counts = [world.places, world.ways.size, world.relations.size].map(each =>
      each.toLocaleString('en'),
    )
    console.log(`  ${counts[0]} nodes, ${counts[1]} ways, ${counts[2]} relations`)
    return { world, digest: hash.digest('hex') }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Error' || error.message.startsWith(file)) throw error
    throw new Error(`${file}: ${error.message} Nothing was imported.`)
  } finally {
    stream.destroy()
  }
}

export interface Report {
  shaped: Shaped
  replaced: Replaced
  parts: Put
  /** Regions and grids made for a new district. */
  founded: { regions: number; grids: number }
}

/** The end of a dry run: everything was done and is undone. */
class OnlyTried extends Error {
  readonly report: Report
  constructor(report: Report) {
    super('dry run')
    this.report = report
  }
}

interface Bringing {
  options: Pick<Asked, 'source' | 'dryRun' | 'file'>
  world: World
  digest: string
  /** The district, and whether it is to be made. */
  district: District & { isNew: boolean }
  now: Instant
  /** Progress, for whoever waits. */
  say: (line: string) => void
}

export async function bring(
  door: Door,
  { options, world, digest, district, now, say }: Bringing,
): Promise<Report> {
  try {
    return await door.within({ district: district.code }, async tx => {
      const acting: Acting = { tx, now }
      const shaped = shape(world, district.isNew ? undefined : await editionInUse(acting))
      const founded = await foundWhereNeeded(acting, district, world, shaped)
      const { places } = shaped
      say(`Keeping ${places.length.toLocaleString('en')} places and ${shaped.furniture.length} parts`)
      const replaced = await replaceSource(
        acting,
        { source: options.source, attribution, digest, bounds: world.bounds, places },
        kept => kept % 20_000 === 0 && say(`  ${kept.toLocaleString('en')}`),
      )
      const parts = await bringParts(acting, shaped, options)
      const report = { shaped, replaced, parts, founded }
      if (options.dryRun) throw new OnlyTried(report)
      return report
    })
  } catch (error) {
    if (error instanceof OnlyTried) return error.report
    throw error
  }
}

/** The taxonomy whose kinds the district's parts have. */
async function editionInUse({ tx, now }: Acting): Promise<string | undefined> {
  return (await kinds(tx, now)).find(({ type }) => type === 'part')?.edition
}

/** The district with its regions where it is new; unit grids where there are none. */
async function foundWhereNeeded(
  { tx, now }: Acting,
  district: Bringing['district'],
  world: World,
  { borders }: Shaped,
): Promise<Report['founded']> {
  if (
    !district.isNew &&
    ((await hasGrids(tx, now)) || (await regions(tx)).some(({ level }) => level === 'community'))
  )
    return { regions: 0, grids: 0 }
  const [zh, en] = [openWords('zh'), openWords('en')]
  const { regions: made, grids } = found(district, world.bounds, borders, {
    whole: name => ({
      zh: zh.t('places.whole_subdistrict', { district: name.zh }),
      en: en.t('places.whole_subdistrict', { district: name.en }),
    }),
    rest: name => ({
      zh: zh.t('places.rest_subdistrict', { district: name.zh }),
      en: en.t('places.rest_subdistrict', { district: name.en }),
    }),
    block: number => ({ zh: zh.t('places.block', { number }), en: en.t('places.block', { number }) }),
  })
  if (district.isNew) await addDistrict(tx, district)
  for (const region of made) await addRegion(tx, region)
  await publishShipped(tx, now)
  const name = { zh: zh.t('places.unit_layer'), en: en.t('places.unit_layer') }
  await replaceLayer(tx, now, { code: unitLayer, name }, grids)
  return { regions: made.length, grids: grids.length }
}

async function hasGrids(tx: Tx, now: string): Promise<boolean> {
  return (await layers(tx, now)).some(({ code, grids }) => code === unitLayer && grids > 0)
}

function bringParts(
  acting: Acting,
  { furniture }: Shaped,
  { source, file }: Bringing['options'],
): Promise<Put> {
  return putParts(
    acting,
    furniture.map(({ origin, kind, name, place, attributes }, at) => ({
      row: at + 1,
      origin: `${source}:${origin}`,
      kind: kind.code,
      edition: kind.edition,
      name,
      shape: { type: 'Point', coordinates: place },
      source: 'OpenStreetMap (ODbL 1.0)',
      attributes,
    })),
    { file: basename(file).slice(0, 200) },
  )
}

const why: Record<string, string> = {
  missing_nodes: 'too few of its nodes are in the file',
  broken_ring: 'its ring cannot be closed: ways of it are missing or do not meet',
  crossing: 'its rings cross one another at the edge of the file',
  no_extent: 'it has no extent',
  no_place: 'it says no place on Earth',
  deleted: 'it is marked as deleted',
  invalid: 'its ring crosses itself',
}

/** One line for everything that was not taken as it stands. */
function rowsOf({ shaped, replaced, parts }: Report): string[][] {
  return [
    ['object', 'outcome', 'reason', 'said'],
    ...shaped.leftOut.map(each => [each.object, 'left out', each.why, why[each.why] ?? '']),
    ...replaced.invalid.map(object => [object, 'left out', 'invalid', why.invalid ?? '']),
    ...replaced.mended.map(object => [object, 'mended', 'invalid', why.invalid ?? '']),
    ...[...new Set(shaped.cut)].map(object => [
      object,
      'cut off',
      'missing_nodes',
      'parts of it are not in the file',
    ]),
    ...parts.refused.map(({ row, why: reason, said }) => [
      shaped.furniture[row - 1]?.origin ?? '',
      'no part',
      reason,
      said,
    ]),
    ...[...shaped.kindless].map(([tag, count]) => [
      `${count} × ${tag}`,
      'no part',
      'no_kind',
      'the taxonomy has no kind for it',
    ]),
  ]
}

function tell(
  report: Report,
  { dryRun, report: file }: Asked,
  { code, name, isNew }: District & { isNew: boolean },
  began: number,
): void {
  const { shaped, replaced, parts, founded } = report
  const would = dryRun ? 'would be ' : ''
  if (isNew) console.log(`District ${code} ${name.zh} · ${name.en} ${would}made`)
  if (founded.grids > 0)
    console.log(`${founded.regions} regions and ${founded.grids} unit grids ${would}made`)
  for (const layer of mapLayers) {
    const count = shaped.places.filter(place => place.layer === layer).length
    if (count > 0) console.log(`  ${layer.padEnd(10)} ${count.toLocaleString('en').padStart(9)}`)
  }
  console.log(
    `${replaced.kept} places ${would}kept in place of ${replaced.before}; ${shaped.outside} lie outside`,
  )
  console.log(
    `${parts.added} parts ${would}added, ${parts.changed} changed, ${parts.unchanged} unchanged, ${parts.refused.length} refused`,
  )
  const left = [...shaped.kindless.values()].reduce((sum, count) => sum + count, 0)
  if (left > 0) console.log(`${left} pieces of street furniture left out: no kind in the taxonomy`)
  const refused = shaped.leftOut.length + replaced.invalid.length
  console.log(
    `${refused} objects left out, ${replaced.mended.length} mended, ${new Set(shaped.cut).size} cut off by the file${file ? `: see ${file}` : refused > 0 ? '; --report FILE.csv names them' : ''}`,
  )
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const memory = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(`${dryRun ? 'Nothing was kept: dry run. ' : ''}${seconds} s, ${memory} MB`)
  if (isNew && !dryRun)
    console.log(
      `Residents can report there now. The first account: open-account ${code} ${code} administrator LOGIN NAME`,
    )
}
