// Bringing parts in, many at once: planned, placed, compared with what is there, and kept as a whole. The one way
// by which parts come to be and change, by hand, from a file or from OpenStreetMap.
import { createHash } from 'node:crypto'
import { v7 as newId } from 'uuid'
import { type Acting, record } from '../../base/events.ts'
import type { Datum } from '../../geo/formats/datums.ts'
import { type PartRow, type PlannedPart, plan, type RefusedRow } from './planning.ts'
import { keepImport, numbersAfter, writeChanged, writeNew } from './store/keeping.ts'
import { type Duplicate, duplicatesOf, herePlaces, located, presentParts } from './store/placing.ts'

export type { PartRow, RefusedRow } from './planning.ts'
export type { Duplicate } from './store/placing.ts'

export interface PutOptions {
  /** Only says what would happen. */
  dryRun?: boolean
  /** Nothing is kept when a row is refused; otherwise the others are. */
  whole?: boolean
  /** New parts that stand within a metre of one of the same kind are left out. */
  leaveOutDuplicates?: boolean
  /** The path that the parts must lie below: what the acting post reaches. */
  reach?: string
  /** What the rows came from, for the list of imports. */
  file?: string
  /** The datum that the file was in. */
  datum?: Datum
}

export interface Put {
  /** Whether anything was kept. */
  kept: boolean
  added: number
  changed: number
  unchanged: number
  refused: RefusedRow[]
  duplicates: Duplicate[]
  /** Duplicates that were left out. */
  leftOut: number
  import: string | null
}

/**
 * Adds and changes parts. A row is matched by its code, else by its origin, else it is new and gets the next number
 * of its class and kind. What is refused is told row by row and never kept; a part that is not named stays.
 */
export async function putParts(
  acting: Acting,
  rows: readonly PartRow[],
  {
    dryRun = false,
    whole = false,
    leaveOutDuplicates = false,
    reach = '',
    file = '',
    datum = 'wgs84',
  }: PutOptions = {},
): Promise<Put> {
  const { tx } = acting
  const prepared = await prepare(acting, rows, { dryRun, reach })
  const { duplicates, numbers } = prepared
  const doubled = new Set(leaveOutDuplicates ? duplicates.map(({ row }) => row) : [])
  const { numbered, refused: unnumbered } = numbers(prepared.placed.filter(({ row }) => !doubled.has(row)))
  const wrong = [...prepared.refused, ...unnumbered].sort((a, b) => a.row - b.row)
  const fresh = numbered.filter(({ before }) => before === undefined)
  const changed = numbered.filter(({ before, fields }) => before && (before.undone || fields.length > 0))
  const keeps = !dryRun && (!whole || wrong.length === 0) && fresh.length + changed.length > 0
  const put: Put = {
    kept: keeps,
    added: fresh.length,
    changed: changed.length,
    unchanged: numbered.length - fresh.length - changed.length,
    refused: wrong,
    duplicates,
    leftOut: doubled.size,
    import: null,
  }
  if (!keeps) return put
  const id = newId()
  const digest = digestOf(numbered)
  const counts = { added: put.added, changed: put.changed, refused: wrong.length }
  await keepImport(acting, { id, file, datum, digest, ...counts })
  await numbers.keep(tx, fresh)
  await writeNew(acting, fresh, id)
  await writeChanged(acting, changed, id)
  await record(acting, { subject: id, happened: 'parts.imported', detail: { ...counts, digest, datum } })
  return { ...put, import: id }
}

export interface PutOne {
  refused: RefusedRow | undefined
  /** One of its kind within a metre. */
  duplicate: string | undefined
  /** What was added or changed, and in which fields; none where it is refused or already says so. */
  kept: { code: string; version: number; fields: readonly string[] } | undefined
}

/** Adds or changes one part by hand: the same rules, and an event of its own. */
export async function putOne(
  acting: Acting,
  row: PartRow,
  { reach, beside }: { reach: string; beside: boolean },
): Promise<PutOne> {
  const { tx } = acting
  const { placed, refused, duplicates, numbers } = await prepare(acting, [row], { dryRun: false, reach })
  const { numbered, refused: unnumbered } = numbers(placed)
  const [duplicate] = beside ? [] : duplicates
  const code = duplicate && 'code' in duplicate.of ? duplicate.of.code : undefined
  const [one] = numbered
  if (!one || code !== undefined || one.fields.length === 0)
    return { refused: [...refused, ...unnumbered][0], duplicate: code, kept: undefined }
  const { before, part, fields } = one
  if (before) await writeChanged(acting, [one], null)
  else {
    await numbers.keep(tx, [one])
    await writeNew(acting, [one], null)
  }
  const version = (before?.version ?? 0) + 1
  await record(acting, {
    subject: one.id,
    happened: before ? 'parts.changed' : 'parts.added',
    // Which fields; names and notes are no codes and stay out of the log.
    detail: {
      code: part.code,
      version,
      ...(before && { fields }),
      state: part.state,
      maintaining: part.maintaining,
      digest: digestOf([one]),
    },
  })
  return { refused: undefined, duplicate: undefined, kept: { code: part.code, version, fields } }
}

/** What the rows would do, with the numbers held that they may need. */
async function prepare(
  { tx, now }: Acting,
  rows: readonly PartRow[],
  { dryRun, reach }: { dryRun: boolean; reach: string },
) {
  const here = await herePlaces(tx, now)
  // Whoever brings the same codes or origins in at once waits here, and then finds them.
  const numbers = await numbersAfter(tx, kindsOf(rows, tx.district), dryRun)
  const present = await presentParts(tx, rows)
  const { planned, refused } = plan(rows, here, present)
  const { placed, refused: nowhere } = await located(tx, now, planned, reach)
  return { placed, refused: [...refused, ...nowhere], duplicates: await duplicatesOf(tx, placed), numbers }
}

/** The class and kind of every number that may be taken, so that they are locked in one order. */
function kindsOf(rows: readonly PartRow[], district: string): string[] {
  const found = rows.flatMap(({ code, kind }) => {
    if (code) return /^\d{16}$/.test(code) && code.startsWith(district) ? [code.slice(6, 10)] : []
    return kind && /^\d{4}$/.test(kind) ? [kind] : []
  })
  return [...new Set(found)].sort()
}

/** sha256 over what each row says, in the order of codes: the event commits to every version it made. */
function digestOf(parts: readonly PlannedPart[]): string {
  const hash = createHash('sha256')
  const sorted = parts.map(({ part }) => part).sort((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1))
  for (const part of sorted) hash.update(`${JSON.stringify(part)}\n`)
  return hash.digest('hex')
}
