// The register as a file: CSV that comes back in as it went out, or GeoJSON.
import { Refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import { writeTable } from './columns.ts'
import type { Filters, Part } from './contract.ts'
import { partsFound } from './store/reading.ts'

const mostExported = 60_000
const stretch = 2000

export async function exported(
  { tx, now, actor, district }: Ctx,
  { format, ...filters }: Filters & { format: 'csv' | 'geojson' },
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
  const name = `parts-${district}.${format}`
  if (format === 'csv') {
    const rows = parts.map(part => ({ ...cellsOf(part), attributes: part.attributes }))
    return new File([writeTable(rows)], name, { type: 'text/csv;charset=utf-8' })
  }
  const features = parts.map(part => {
    const { longitude: _, latitude: __, ...cells } = cellsOf(part)
    return { type: 'Feature', geometry: part.shape, properties: { ...part.attributes, ...cells } }
  })
  return new File([JSON.stringify({ type: 'FeatureCollection', features })], name, {
    type: 'application/geo+json;charset=utf-8',
  })
}

function cellsOf(part: Part) {
  return {
    code: part.code,
    kind: part.kind.code,
    name: part.name,
    longitude: String(part.longitude),
    latitude: String(part.latitude),
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
