// What stands in a file, for whoever has to say which column means what.
import type { Format, Rows } from './rows.ts'

export interface Head {
  name: string
  /** The first different things that stand in it. */
  samples: string[]
}

export interface Looked {
  format: Format
  tables: string[]
  table: string
  isTable: boolean
  system: string
  rows: number
  heads: Head[]
}

const mostSamples = 3
const longest = 60
/** Columns that the page offers; a file of tags may have thousands. */
const mostHeads = 500

export function look({ format, layers, layer, isTable, system, features }: Rows): Looked {
  const heads = new Map<string, string[]>()
  for (const { properties } of features) {
    for (const [name, value] of Object.entries(properties)) {
      const samples = heads.get(name) ?? []
      if (!heads.has(name)) heads.set(name, samples)
      const said = cell(value).slice(0, longest)
      if (samples.length < mostSamples && said !== '' && !samples.includes(said)) samples.push(said)
    }
  }
  return {
    format,
    tables: layers,
    table: layer,
    isTable,
    system,
    rows: features.length,
    heads: [...heads].slice(0, mostHeads).map(([name, samples]) => ({ name, samples })),
  }
}

/** A value of any file as a table says it. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim()
}
