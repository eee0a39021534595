// The register as a file that comes back in as it went out.
import { writeCsv } from '../../base/csv.ts'
import { Refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import { writeWkt } from '../../geo/formats/wkt.ts'
import { writeRows } from '../../geo/formats/write.ts'
import { kindsOfFiles, type WrittenFormat } from '../../geo/formats/written.ts'
import { WrongFile } from '../../geo/formats/wrong.ts'
import { readGeometry } from '../../geo/geojson.ts'
import { type ColumnName, columnNames } from './columns.ts'
import type { Filters, Part } from './contract.ts'
import { partsFound } from './store/reading.ts'

const mostExported = 60_000
const stretch = 2000

export async function exported(
  { tx, now, actor, district }: Ctx,
  { format, ...filters }: Filters & { format: WrittenFormat },
): Promise<File> {
  const parts: Part[] = []
  for (let after = ''; ; ) {
    const found = await partsFound(tx, now, actor?.reach ?? '', filters, { after, limit: stretch })
    parts.push(...found)
    if (parts.length > mostExported)
      throw new Refusal('parts.too_many_to_export', 400, { most: mostExported })
    after = found.at(-1)?.code ?? ''
    if (found.length < stretch) break
  }
  const isTable = format === 'csv' || format === 'xlsx'
  const places = new Set<string>(['longitude', 'latitude', 'wkt'])
  const own = columnNames.filter(name => isTable || !places.has(name))
  const others = [...new Set(parts.flatMap(({ attributes }) => Object.keys(attributes)))]
    .filter(name => !own.some(column => column === name))
    .sort()
  const rows = parts.map(part => {
    const geometry = readGeometry(part.shape)
    if ('wrong' in geometry) throw new Error(`${part.code} lies nowhere`)
    // A point is said by its degrees, so that whoever moves it in the table says it once.
    const wkt = isTable && geometry.type !== 'Point' ? writeWkt(geometry) : ''
    return { geometry, properties: { ...part.attributes, ...cellsOf(part, wkt) } }
  })
  const { ending, type } = kindsOfFiles[format]
  try {
    const content = await writeRows(format, { name: 'parts', heads: [...own, ...others], rows }, writeCsv)
    return new File([content], `parts-${district}.${ending}`, { type })
  } catch (error) {
    if (!(error instanceof WrongFile)) throw error
    throw new Refusal('parts.not_in_this_format', 400, { wrong: error.wrong, said: error.said })
  }
}

function cellsOf(part: Part, wkt: string): Record<ColumnName, string> {
  return {
    code: part.code,
    kind: part.kind.code,
    name: part.name,
    longitude: String(part.longitude),
    latitude: String(part.latitude),
    wkt,
    state: part.state,
    accuracy: part.accuracy ?? '',
    supervising: part.supervising?.code ?? '',
    owning: part.owning?.code ?? '',
    maintaining: part.maintaining?.code ?? '',
    installedOn: part.installedOn ?? '',
    surveyedOn: part.surveyedOn ?? '',
    source: part.source,
    note: part.note,
    origin: part.origin ?? '',
  }
}
