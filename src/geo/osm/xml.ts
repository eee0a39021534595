// Reads OSM XML (.osm, version 0.6: https://wiki.openstreetmap.org/wiki/OSM_XML) as a stream: of a large file only
// the object being read is in memory.
import { SaxesParser } from 'saxes'
import {
  type Bounds,
  degrees,
  isBounds,
  isId,
  isPlace,
  type Member,
  noTags,
  type ObjectType,
  OsmError,
  type OsmItem,
} from './items.ts'

/**
 * The items of an OSM XML file in their order.
 * @throws {OsmError} in a sentence, where it is not XML, not OSM, damaged, or ends too early
 */
export async function* readXml(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<OsmItem> {
  const text = new TextDecoder('utf-8', { fatal: true })
  const reading = new Reading()
  for await (const chunk of chunks) {
    reading.write(decoded(() => text.decode(chunk, { stream: true })))
    yield* reading.take()
  }
  reading.write(decoded(() => text.decode()))
  reading.end()
  yield* reading.take()
}

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new OsmError('The file is not UTF-8 text, which OSM XML must be.')
  }
}

type Attributes = Readonly<Record<string, string>>

/** An object whose end has not come yet. */
interface Open {
  type: ObjectType
  attributes: Attributes
  tags: Record<string, string> | undefined
  nodes: number[]
  members: Member[]
}

class Reading {
  #parser = new SaxesParser()
  #items: OsmItem[] = []
  #depth = 0
  #open: Open | undefined

  constructor() {
    this.#parser.on('error', error => {
      const isCut = this.#parser.closed || /unclosed|unexpected end|must contain a root/.test(error.message)
      throw new OsmError(
        isCut
          ? 'The file ends in the middle: it was not copied or downloaded as a whole.'
          : `The file is not sound XML: ${error.message}.`,
      )
    })
    this.#parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding))
        throw new OsmError(`The file is written in ${encoding}; OSM XML must be UTF-8.`)
    })
    this.#parser.on('opentag', ({ name, attributes }) => this.#begin(name, attributes))
    this.#parser.on('closetag', () => this.#end())
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.close()
  }

  take(): OsmItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #begin(name: string, attributes: Attributes): void {
    this.#depth += 1
    if (this.#depth === 1) checkRoot(name, attributes)
    else if (this.#depth === 2) {
      if (name === 'node' || name === 'way' || name === 'relation')
        this.#open = { type: name, attributes, tags: undefined, nodes: [], members: [] }
      else if (name === 'bounds' || name === 'bound') this.#bounds(attributes)
    } else if (this.#depth === 3 && this.#open) within(this.#open, name, attributes)
  }

  #bounds(attributes: Attributes): void {
    const [south, west, north, east] =
      attributes.box === undefined
        ? [attributes.minlat, attributes.minlon, attributes.maxlat, attributes.maxlon].map(number)
        : attributes.box.split(',').map(number)
    const bounds: Bounds = {
      west: degrees(west ?? Number.NaN),
      south: degrees(south ?? Number.NaN),
      east: degrees(east ?? Number.NaN),
      north: degrees(north ?? Number.NaN),
    }
    if (isBounds(bounds)) this.#items.push({ type: 'bounds', ...bounds })
  }

  #end(): void {
    if (this.#depth === 2 && this.#open) {
      this.#items.push(finished(this.#open))
      this.#open = undefined
    }
    this.#depth -= 1
  }
}

function checkRoot(name: string, { version }: Attributes): void {
  if (name === 'osmChange')
    throw new OsmError('The file holds changes (osmChange), not a map; give an extract (.osm or .osm.pbf).')
  if (name !== 'osm') throw new OsmError(`The file is XML but not OpenStreetMap: it begins with <${name}>.`)
  if (version !== undefined && version !== '0.6')
    throw new OsmError(`The file is OSM XML of version ${version}; only 0.6 is known.`)
}

function within(open: Open, name: string, attributes: Attributes): void {
  if (name === 'tag' && attributes.k !== undefined) {
    open.tags ??= {}
    open.tags[attributes.k] = attributes.v ?? ''
  } else if (name === 'nd') open.nodes.push(idOf(attributes.ref))
  else if (name === 'member') {
    const { type, role = '' } = attributes
    if (type === 'node' || type === 'way' || type === 'relation')
      open.members.push({ type, ref: idOf(attributes.ref), role })
  }
}

function finished({ type, attributes, tags = noTags, nodes, members }: Open): OsmItem {
  const id = idOf(attributes.id)
  // Editors mark what is to be deleted; databases, what was.
  if (attributes.visible === 'false' || attributes.action === 'delete')
    return { type: 'unusable', of: type, id, why: 'deleted' }
  if (type === 'way') return { type, id, nodes, tags }
  if (type === 'relation') return { type, id, members, tags }
  const [longitude, latitude] = [degrees(number(attributes.lon)), degrees(number(attributes.lat))]
  if (!isPlace(longitude, latitude)) return { type: 'unusable', of: type, id, why: 'no_place' }
  return { type, id, longitude, latitude, tags }
}

function idOf(text: string | undefined): number {
  const id = number(text)
  if (!isId(id)) throw new OsmError(`The file names an object by “${text ?? ''}”, which is not an OSM id.`)
  return id
}

function number(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? Number.NaN : Number(text)
}
