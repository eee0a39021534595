// Writes OSM objects as XML and as PBF, so that tests can read the same world from both.
import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import type { Bounds, Member, OsmNode, OsmRelation, OsmWay, Tags } from '../src/geo/osm/items.ts'

export interface Written {
  bounds?: Bounds
  nodes: readonly OsmNode[]
  ways: readonly OsmWay[]
  relations: readonly OsmRelation[]
}

export function writeXml({ bounds, nodes, ways, relations }: Written): string {
  const author = 'user="someone" uid="7" changeset="9" version="1" timestamp="2020-01-01T00:00:00Z"'
  const tags = (all: Tags): string =>
    Object.entries(all)
      .map(([k, v]) => `<tag k="${escaped(k)}" v="${escaped(v)}"/>`)
      .join('')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="test">',
    bounds
      ? `<bounds minlat="${bounds.south}" minlon="${bounds.west}" maxlat="${bounds.north}" maxlon="${bounds.east}"/>`
      : '',
    ...nodes.map(
      node =>
        `<node id="${node.id}" ${author} lat="${node.latitude.toFixed(7)}" lon="${node.longitude.toFixed(7)}">${tags(node.tags)}</node>`,
    ),
    ...ways.map(
      way =>
        `<way id="${way.id}" ${author}>${way.nodes.map(ref => `<nd ref="${ref}"/>`).join('')}${tags(way.tags)}</way>`,
    ),
    ...relations.map(
      relation =>
        `<relation id="${relation.id}" ${author}>${relation.members
          .map(({ type, ref, role }) => `<member type="${type}" ref="${ref}" role="${escaped(role)}"/>`)
          .join('')}${tags(relation.tags)}</relation>`,
    ),
    '</osm>',
  ].join('\n')
}

function escaped(text: string): string {
  return text.replace(/[&<>"'\n\t\r]/g, each => `&#${each.charCodeAt(0)};`)
}

export interface PbfOptions {
  /** Nodes as single messages instead of dense ones. */
  plain?: boolean
  /** Blobs without packing. */
  raw?: boolean
  granularity?: number
  /** Added to every coordinate, in nanodegrees. */
  offset?: number
  features?: readonly string[]
  /** The field of the blob that the bytes are put in, for packings that are not read. */
  packing?: number
}

/** Each kind of object in a block of its own; authors are written too, so that a test sees them left out. */
export function writePbf({ bounds, nodes, ways, relations }: Written, options: PbfOptions = {}): Uint8Array {
  const header = new PbfWriter()
  if (bounds)
    header.writeMessage(
      1,
      (_: unknown, box?: PbfWriter) => {
        for (const [field, side] of [bounds.west, bounds.east, bounds.north, bounds.south].entries())
          box?.writeSVarintField(field + 1, Math.round(side * 1e9))
      },
      undefined,
    )
  for (const feature of options.features ?? ['OsmSchema-V0.6', 'DenseNodes']) writeText(header, 4, feature)
  const files = [fileBlock('OSMHeader', header.finish(), options)]
  const of = (write: (block: Block, group: PbfWriter) => void): void => {
    files.push(fileBlock('OSMData', new Block(options).finish(write), options))
  }
  if (nodes.length > 0)
    of((block, group) => (options.plain ? plain(block, group, nodes) : dense(block, group, nodes)))
  if (ways.length > 0) of((block, group) => writeWays(block, group, ways))
  if (relations.length > 0) of((block, group) => writeRelations(block, group, relations))
  return Buffer.concat(files)
}

function fileBlock(type: string, data: Uint8Array, { raw, packing }: PbfOptions): Uint8Array {
  const blob = new PbfWriter()
  if (raw) blob.writeBytesField(1, data)
  else {
    blob.writeVarintField(2, data.length)
    blob.writeBytesField(packing ?? 3, deflateSync(data))
  }
  const body = blob.finish()
  const header = new PbfWriter()
  writeText(header, 1, type)
  header.writeVarintField(3, body.length)
  const head = header.finish()
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, body])
}

/** The library's own writing of text breaks characters beyond U+FFFF. */
function writeText(message: PbfWriter, field: number, text: string): void {
  message.writeBytesField(field, new TextEncoder().encode(text))
}

class Block {
  #words = new Map<string, number>([['', 0]])
  #options: PbfOptions

  constructor(options: PbfOptions) {
    this.#options = options
  }

  word(text: string): number {
    const index = this.#words.get(text) ?? this.#words.size
    this.#words.set(text, index)
    return index
  }

  units(degrees: number): number {
    const { granularity = 100, offset = 0 } = this.#options
    return Math.round((degrees * 1e9 - offset) / granularity)
  }

  finish(write: (block: Block, group: PbfWriter) => void): Uint8Array {
    const group = new PbfWriter()
    write(this, group)
    const body = group.finish().slice()
    const block = new PbfWriter()
    // Behind the group on purpose: readers must not count on the order.
    block.writeBytesField(2, body)
    const words = new PbfWriter()
    for (const word of this.#words.keys()) writeText(words, 1, word)
    block.writeBytesField(1, words.finish())
    block.writeVarintField(17, this.#options.granularity ?? 100)
    block.writeVarintField(19, this.#options.offset ?? 0)
    block.writeVarintField(20, this.#options.offset ?? 0)
    return block.finish()
  }

  message(group: PbfWriter, field: number, write: (message: PbfWriter) => void): void {
    const message = new PbfWriter()
    write(message)
    group.writeBytesField(field, message.finish())
  }

  tags(message: PbfWriter, tags: Tags): void {
    message.writePackedVarint(
      2,
      Object.keys(tags).map(key => this.word(key)),
    )
    message.writePackedVarint(
      3,
      Object.values(tags).map(value => this.word(value)),
    )
    this.message(message, 4, info => {
      info.writeVarintField(4, 7)
      info.writeVarintField(5, this.word('someone'))
    })
  }
}

function plain(block: Block, group: PbfWriter, nodes: readonly OsmNode[]): void {
  for (const { id, longitude, latitude, tags } of nodes)
    block.message(group, 1, message => {
      message.writeSVarintField(1, id)
      block.tags(message, tags)
      message.writeSVarintField(8, block.units(latitude))
      message.writeSVarintField(9, block.units(longitude))
    })
}

function dense(block: Block, group: PbfWriter, nodes: readonly OsmNode[]): void {
  const words = nodes.flatMap(({ tags }) => [
    ...Object.entries(tags).flatMap(([key, value]) => [block.word(key), block.word(value)]),
    0,
  ])
  block.message(group, 2, message => {
    message.writePackedSVarint(1, differences(nodes.map(({ id }) => id)))
    message.writePackedSVarint(8, differences(nodes.map(({ latitude }) => block.units(latitude))))
    message.writePackedSVarint(9, differences(nodes.map(({ longitude }) => block.units(longitude))))
    if (words.some(word => word !== 0)) message.writePackedVarint(10, words)
  })
}

function writeWays(block: Block, group: PbfWriter, ways: readonly OsmWay[]): void {
  for (const { id, nodes, tags } of ways)
    block.message(group, 3, message => {
      message.writeVarintField(1, id)
      block.tags(message, tags)
      message.writePackedSVarint(8, differences(nodes))
    })
}

const types: readonly Member['type'][] = ['node', 'way', 'relation']

function writeRelations(block: Block, group: PbfWriter, relations: readonly OsmRelation[]): void {
  for (const { id, members, tags } of relations)
    block.message(group, 4, message => {
      message.writeVarintField(1, id)
      block.tags(message, tags)
      message.writePackedVarint(
        8,
        members.map(({ role }) => block.word(role)),
      )
      message.writePackedSVarint(9, differences(members.map(({ ref }) => ref)))
      message.writePackedVarint(
        10,
        members.map(({ type }) => types.indexOf(type)),
      )
    })
}

function differences(values: readonly number[]): number[] {
  return values.map((value, at) => value - (values[at - 1] ?? 0))
}
