// Reads an OpenStreetMap file in either format, told apart by its first bytes and not by its name.
import { OsmError, type OsmItem } from './items.ts'
import { readPbf } from './pbf.ts'
import { readXml } from './xml.ts'

/** The items of the file in their order, or an `OsmError` in a sentence. */
export async function* readOsm(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<OsmItem> {
  const source = chunks[Symbol.asyncIterator]()
  let first = new Uint8Array()
  while (first.length < 24) {
    const { done, value } = await source.next()
    if (done) break
    first = Buffer.concat([first, value])
  }
  if (first.length === 0) throw new OsmError('The file is empty.')
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield first
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  }
  yield* formatOf(first) === 'xml' ? readXml(whole()) : readPbf(whole())
}

function formatOf(first: Uint8Array): 'xml' | 'pbf' {
  const text = Buffer.from(first.buffer, first.byteOffset, first.length).toString('latin1')
  if (/^(\u00ef\u00bb\u00bf)?\s*</.test(text)) return 'xml'
  if (text.startsWith('\u001f\u008b') || text.startsWith('BZh') || text.startsWith('PK'))
    throw new OsmError('The file is packed (gzip, bzip2 or zip); unpack it first.')
  if (/^\s*[{[]/.test(text)) throw new OsmError('The file is JSON; give an extract as .osm or .osm.pbf.')
  // Four bytes of length, then the name of the first block as field 1.
  if (text.slice(4, 6) === '\n\t' && 'OSMHeader'.startsWith(text.slice(6, 15))) return 'pbf'
  throw new OsmError('The file is neither OSM XML nor OSM PBF.')
}
