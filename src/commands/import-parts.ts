// import parts: a survey of parts from a file of any format that the page takes, through the same rules as on the page;
// refused rows are told and keep the others out, unless they are to be left out. And taking such an import back.
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import type { Door } from '../base/db.ts'
import { Refusal } from '../base/errors.ts'
import { columnNames, guessColumns, tableOf } from '../domains/parts/columns.ts'
import { readPartFile } from '../domains/parts/filing.ts'
import { importParts } from '../domains/parts/importing.ts'
import { importsListed } from '../domains/parts/store/history.ts'
import { undoImport } from '../domains/parts/undoing.ts'
import { districts } from '../domains/regions/store.ts'
import { datums } from '../geo/formats/datums.ts'
import { isWord, openWords } from '../ui/words/open.ts'
import { withDatabase } from './database.ts'
import { readBytes, told as toldOf } from './import-grids.ts'

const usage =
  'Usage: import parts FILE [--district CODE] [--kind CODE] [--datum wgs84|gcj02|bd09] [--dry-run] [--skip-refused] [--leave-out-duplicates], or import parts --undo IMPORT [--district CODE]'
/** Beside the server nobody waits for an answer: a whole city comes at once. */
const largest = 512 * 1024 * 1024
const mostRows = 2_000_000

export async function importPartsCommand(config: Config, args: readonly string[]): Promise<void> {
  const { file, values, flags } = parsed(args)
  const undone = values.get('undo')
  if (undone !== undefined) return withDatabase(config, door => takeBack(door, values, undone))
  const datum = datums.find(each => each === (values.get('datum') ?? 'wgs84'))
  if (!datum) throw new Error(usage)
  const bytes = await readBytes(file, largest)
  const words = { zh: openWords('zh'), en: openWords('en') }
  const rows = await toldOf(file, () => readPartFile(bytes, undefined, mostRows))
  const columns = guessColumns(
    tableOf(rows).heads,
    Object.fromEntries(
      columnNames.map(name => [name, [words.zh.t(`parts.${name}`), words.en.t(`parts.${name}`)]]),
    ),
  )
  await withDatabase(config, async door => {
    const district = await districtOf(door, values)
    const began = performance.now()
    const told = await door.within({ district }, tx =>
      importParts(
        { tx, now: instant(Date.now()) },
        { rows, datum, columns, usual: { kind: values.get('kind') } },
        {
          file: file.split(/[\\/]/).at(-1) ?? file,
          dryRun: flags.has('dry-run'),
          whole: !flags.has('skip-refused'),
          leaveOutDuplicates: flags.has('leave-out-duplicates'),
        },
      ),
    )
    for (const { row, code, why, said } of told.refused)
      console.error(`${file}:${row}${code && ` (${code})`}: ${words.en.t(`parts.row.${why}`, { said })}`)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      `${told.rows} rows: ${told.added} new, ${told.changed} changed, ${told.unchanged} unchanged, ${told.refusedRows} refused, ${told.duplicateRows} possible duplicates; ${seconds} s.`,
    )
    if (told.kept) {
      const [latest] = await door.within({ district }, importsListed)
      console.log(`Taken back as a whole with: import parts --undo ${latest?.id} --district ${district}`)
    }
    if (told.kept || flags.has('dry-run') || told.added + told.changed === 0) return
    throw new Error('Nothing was imported. Mend the rows above, or leave them out with --skip-refused.')
  })
}

async function takeBack(door: Door, values: ReadonlyMap<string, string>, id: string): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Error(usage)
  const district = await districtOf(door, values)
  const words = openWords('en')
  const { retired, restored } = await door
    .within({ district }, tx => undoImport({ tx, now: instant(Date.now()) }, id, ''))
    .catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      const known = isWord(error.code) ? words.t(error.code, detailOf(error.data)) : error.code
      throw new Error(error.code === 'base.not_found' ? `There is no import ${id} in ${district}.` : known)
    })
  console.log(words.t('parts.undo_told', { retired, restored }))
}

function detailOf(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]))
}

async function districtOf(door: Door, values: ReadonlyMap<string, string>): Promise<string> {
  const known = (await door.within({ district: '' }, districts)).map(({ code }) => code)
  const district = values.get('district') ?? (known.length === 1 ? known[0] : undefined)
  if (district === undefined || !known.includes(district))
    throw new Error(`Say which district with --district; this server keeps ${known.join(', ')}.`)
  return district
}

function parsed(args: readonly string[]): { file: string; values: Map<string, string>; flags: Set<string> } {
  const values = new Map<string, string>()
  const flags = new Set<string>()
  let file: string | undefined
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    const name = arg.slice(2)
    if (['--district', '--kind', '--datum', '--undo'].includes(arg)) {
      values.set(name, args[at + 1] ?? '')
      at += 1
    } else if (['--dry-run', '--skip-refused', '--leave-out-duplicates'].includes(arg)) flags.add(name)
    else if (arg.startsWith('--') || file !== undefined) throw new Error(usage)
    else file = arg
  }
  if ((file === undefined) !== values.has('undo')) throw new Error(usage)
  return { file: file ?? '', values, flags }
}
