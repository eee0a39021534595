// import code-list: an edition of the national division codes, all of it in one go; what changed since the edition
// before is kept with its day. --undo takes the newest edition back.
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import {
  differenceOf,
  type ListFile,
  listedRow,
  type ReadList,
  readList,
} from '../domains/regions/listing.ts'
import { dropEdition, editions, listedNames, putEdition } from '../domains/regions/store/list.ts'
import { openWords } from '../ui/words/open.ts'
import { withDatabase } from './database.ts'

const usage =
  'Usage: import code-list FOLDER|FILE.csv[.gz]… --edition NAME --since YYYY-MM-DD [--dry-run] [--skip-refused], or import code-list --undo'
/** The whole country has less than 40 MB. */
const largest = 256 * 2 ** 20

export async function importList(config: Config, args: readonly string[]): Promise<void> {
  const { values, positionals } = read(args)
  if (values.undo) return undo(config)
  const { edition, since } = values
  if (positionals.length === 0 || !edition || !since) throw new Error(usage)
  if (!/^[0-9A-Za-z._-]{1,40}$/.test(edition))
    throw new Error(`An edition is named by letters and digits, e.g. 2023, not ${edition}.`)
  if (!/^\d{4}-\d\d-\d\d$/.test(since) || Number.isNaN(Date.parse(since)))
    throw new Error(`--since takes the day from which the edition holds, e.g. 2023-06-30, not ${since}.`)
  const list = readList(await filesOf(positionals))
  tell(list)
  if (list.rows.size === 0) throw new Error('No file has the columns code and name; nothing was imported.')
  if (list.refused.length > 0 && !values['skip-refused'])
    throw new Error(
      `${list.refused.length} rows were refused; nothing was imported. Mend them, or leave them out with --skip-refused.`,
    )
  const began = performance.now()
  await withDatabase(config, door =>
    door.owner(async tx => {
      const [newest] = await editions(tx)
      if (newest && newest.since >= since)
        throw new Error(
          `Edition ${newest.name} holds since ${newest.since}; an edition can only follow it. --undo takes it back.`,
        )
      const change = differenceOf(await listedNames(tx), list.rows)
      const { added, renamed, moved, ended, unchanged } = change
      if (!values['dry-run']) {
        const nameOf = (code: string): string | undefined => list.rows.get(code)
        const rowOf = (code: string) => listedRow(code, list.rows.get(code) ?? '', nameOf)
        await putEdition(tx, { name: edition, since, now: instant(Date.now()) }, change, rowOf, progress)
      }
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      console.log(
        `${list.rows.size} codes: ${added.length} new, ${renamed.length} renamed, ${ended.length} given up, ${unchanged + moved.length} as before; ${seconds} s.${values['dry-run'] ? ' Nothing was written.' : ''}`,
      )
    }),
  )
}

async function undo(config: Config): Promise<void> {
  await withDatabase(config, door =>
    door.owner(async tx => {
      const [newest] = await editions(tx)
      if (!newest) throw new Error('No edition has been imported.')
      await dropEdition(tx, newest.since)
      console.log(`Edition ${newest.name} (${newest.rows} codes) was taken back.`)
    }),
  )
}

async function filesOf(paths: readonly string[]): Promise<ListFile[]> {
  const files: string[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => {
      throw new Error(`${path} cannot be read.`)
    })
    if (!found.isDirectory()) files.push(path)
    else
      for (const name of (await readdir(path)).sort())
        if (/\.csv(\.gz)?$/i.test(name)) files.push(join(path, name))
  }
  const read: ListFile[] = []
  for (const name of files) read.push({ name, text: await textOf(name) })
  return read
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path)
  try {
    const plain = /\.gz$/i.test(path) ? gunzipSync(bytes, { maxOutputLength: largest }) : bytes
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    throw new Error(`${path} is no UTF-8 text, or more than ${largest / 2 ** 20} MB of it.`)
  }
}

function tell({ refused, strange }: ReadList): void {
  const words = openWords('en')
  for (const file of strange) console.error(`${file}: no columns code and name; left out.`)
  for (const { file, line, code, why, said } of refused.slice(0, 50))
    console.error(`${file}:${line} (${code}): ${words.t(`regions.listed.${why}`, { said })}`)
}

let told = 0
function progress(written: number, all: number): void {
  if (written < all && written - told < 50_000) return
  told = written
  console.log(`${written} of ${all} codes written`)
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        edition: { type: 'string' },
        since: { type: 'string' },
        'dry-run': { type: 'boolean' },
        'skip-refused': { type: 'boolean' },
        undo: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n${usage}`)
  }
}
