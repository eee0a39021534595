// What bringing rows in would do: which are new, which change what, which are refused and why. Pure; what the
// register and the district know comes in.
import { type Geometry, type GeometryFault, geometryFaults, readGeometry } from '../../geo/geojson.ts'
import {
  type Accuracy,
  accuracies,
  codeFaults,
  isFault,
  type PartState,
  partStates,
  readPartCode,
} from './rules.ts'

/** What may be said of a part; of a part that is there already, what is left out stays as it is. */
export interface PartRow {
  /** The line or the feature it stands in, counted from 1. */
  row: number
  /** 16 digits; without one the part is found by its origin, or gets the next number of its kind. */
  code?: string | undefined
  /** Names the thing in its source (osm:node/123), so that bringing it in again finds it. */
  origin?: string | undefined
  /** Class and kind, four digits; else from the code. */
  kind?: string | undefined
  /** The edition of the kind; else the one in use. */
  edition?: string | undefined
  name?: string | undefined
  /** GeoJSON as it came. */
  shape?: unknown
  /** The shape is only one point of a table: a line or an area that is there stays. */
  onlyPoint?: boolean
  accuracy?: string | undefined
  state?: string | undefined
  /** Organisations by their code or their name. */
  supervising?: string | undefined
  owning?: string | undefined
  maintaining?: string | undefined
  installedOn?: string | undefined
  surveyedOn?: string | undefined
  source?: string | undefined
  note?: string | undefined
  attributes?: Readonly<Record<string, string>> | undefined
  /** Attributes that are not said are taken away; otherwise they stay. */
  allAttributes?: boolean
}

/** A part as it is kept, organisations by id. */
export interface KeptPart {
  code: string
  edition: string
  kind: string
  name: string
  shape: Geometry
  accuracy: Accuracy | null
  state: PartState
  supervising: string | null
  owning: string | null
  maintaining: string | null
  installedOn: string | null
  surveyedOn: string | null
  source: string
  note: string
  attributes: Record<string, string>
  origin: string | null
}

export interface PresentPart extends KeptPart {
  id: string
  version: number
  retired: boolean
  /** Out of use because its import was taken back: a file may bring it back. */
  undone: boolean
}

export const rowFaults = [
  ...codeFaults,
  ...geometryFaults,
  'no_kind',
  'no_edition',
  'kind_differs',
  'kind_fixed',
  'twice',
  'origin_taken',
  'retired',
  'no_such_organisation',
  'no_such_state',
  'no_such_accuracy',
  'no_such_date',
  'text_too_long',
  'bad_text',
  'bad_shape',
  'outside',
  'beyond_reach',
  'numbers_used_up',
] as const
export type RowFault = (typeof rowFaults)[number]

export interface RefusedRow {
  row: number
  /** The part's code as it came; empty where the row has none. */
  code: string
  why: RowFault
  /** What stood in the place that is wrong. */
  said: string
}

export interface Here {
  district: string
  edition: string
  /** Every kind a part may have, as edition/code. */
  kinds: ReadonlySet<string>
  /** Organisations by code and by name. */
  organisations: ReadonlyMap<string, string>
}

export interface Present {
  byCode: ReadonlyMap<string, PresentPart>
  byOrigin: ReadonlyMap<string, PresentPart>
}

/** A row that passed: the part as it would be kept; without a code it gets the next number of its kind. */
export interface PlannedPart {
  row: number
  part: Omit<KeptPart, 'code'> & { code: string | null }
  before: PresentPart | undefined
  /** What changes; empty for what is there already, all of it for what is new. */
  fields: readonly Field[]
}

export const fields = [
  'name',
  'shape',
  'accuracy',
  'state',
  'supervising',
  'owning',
  'maintaining',
  'installedOn',
  'surveyedOn',
  'source',
  'note',
  'attributes',
  'origin',
] as const
export type Field = (typeof fields)[number]

export function plan(
  rows: readonly PartRow[],
  here: Here,
  present: Present,
): { planned: PlannedPart[]; refused: RefusedRow[] } {
  const planned: PlannedPart[] = []
  const refused: RefusedRow[] = []
  const seen = { codes: new Set<string>(), origins: new Set<string>() }
  const digits = new Set([...here.kinds].map(kind => kind.slice(-4)))
  for (const row of rows) {
    const read = planRow(row, here, digits, present)
    if ('why' in read) {
      refused.push({ row: row.row, code: row.code ?? '', ...read })
      continue
    }
    const { code, origin } = read.part
    const again = code !== null && seen.codes.has(code) ? code : origin
    if (again !== null && (seen.codes.has(again) || seen.origins.has(again))) {
      refused.push({ row: row.row, code: row.code ?? '', why: 'twice', said: again })
      continue
    }
    if (code !== null) seen.codes.add(code)
    if (origin !== null) seen.origins.add(origin)
    planned.push(read)
  }
  return { planned, refused }
}

type Wrong = Pick<RefusedRow, 'why' | 'said'>

function planRow(
  row: PartRow,
  here: Here,
  digits: ReadonlySet<string>,
  present: Present,
): PlannedPart | Wrong {
  let before = row.origin ? present.byOrigin.get(row.origin) : undefined
  let kind = row.kind ?? before?.kind
  if (row.code) {
    const code = readPartCode(row.code, here.district, digits)
    if (isFault(code)) return { why: code.wrong, said: code.said }
    if (before && before.code !== row.code) return { why: 'origin_taken', said: before.code }
    if (row.kind && row.kind !== code.kind) return { why: 'kind_differs', said: row.kind }
    kind = code.kind
    before ??= present.byCode.get(row.code)
  }
  if (!kind) return { why: 'no_kind', said: '' }
  if (before?.retired && !before.undone) return { why: 'retired', said: before.code }
  if (before && before.kind !== kind) return { why: 'kind_fixed', said: before.kind }
  const edition = before?.edition ?? row.edition ?? here.edition
  if (!here.kinds.has(`${edition}/${kind}`))
    return row.edition && digits.has(kind)
      ? { why: 'no_edition', said: `${row.edition} ${kind}` }
      : { why: 'no_such_kind', said: kind }

  let shape: Geometry | { wrong: GeometryFault } | undefined = before?.shape
  const stays = shape !== undefined && (row.shape === undefined || (row.onlyPoint && shape.type !== 'Point'))
  if (!stays) shape = readGeometry(row.shape)
  shape ??= { wrong: 'no_geometry' }
  if ('wrong' in shape) return { why: shape.wrong, said: '' }
  for (const name of ['supervising', 'owning', 'maintaining'] as const) {
    const said = row[name]
    if (said && !here.organisations.has(said)) return { why: 'no_such_organisation', said }
  }
  const organisation = (name: 'supervising' | 'owning' | 'maintaining'): string | null => {
    const said = row[name]
    if (said === undefined) return before?.[name] ?? null
    return here.organisations.get(said) ?? null
  }
  const state = row.state || before?.state || 'intact'
  if (!isState(state)) return { why: 'no_such_state', said: state }
  const accuracy = row.accuracy === undefined ? (before?.accuracy ?? null) : row.accuracy || null
  if (!isAccuracy(accuracy)) return { why: 'no_such_accuracy', said: accuracy }
  const date = (name: 'installedOn' | 'surveyedOn'): string | null =>
    row[name] === undefined ? (before?.[name] ?? null) : row[name] || null
  const [installedOn, surveyedOn] = [date('installedOn'), date('surveyedOn')]
  for (const said of [installedOn, surveyedOn]) {
    if (said !== null && !isDate(said)) return { why: 'no_such_date', said }
  }
  const texts = {
    name: row.name ?? before?.name ?? '',
    source: row.source ?? before?.source ?? '',
    note: row.note ?? before?.note ?? '',
  }
  const origin = row.origin || (before?.origin ?? null)
  for (const [said, longest] of [
    [texts.name, 120],
    [texts.source, 120],
    [texts.note, 500],
    [origin ?? '', 120],
  ] as const) {
    if (said.length > longest) return { why: 'text_too_long', said: `${said.slice(0, 40)}…` }
    if (hasControls(said))
      return { why: 'bad_text', said: said.replaceAll(/\p{Cc}/gu, '\u{fffd}').slice(0, 40) }
  }
  const attributes = { ...(row.allAttributes ? {} : before?.attributes), ...row.attributes }
  if (JSON.stringify(attributes).length > 4000) return { why: 'text_too_long', said: 'attributes' }
  if (Object.entries(attributes).flat().some(hasControls)) return { why: 'bad_text', said: 'attributes' }
  const part = {
    code: before?.code ?? (row.code || null),
    edition,
    kind,
    ...texts,
    shape,
    accuracy,
    state,
    supervising: organisation('supervising'),
    owning: organisation('owning'),
    maintaining: organisation('maintaining'),
    installedOn,
    surveyedOn,
    attributes,
    origin,
  }
  return {
    row: row.row,
    part,
    before,
    fields: before ? fields.filter(field => said(before[field]) !== said(part[field])) : fields,
  }
}

/** The same for the same, whatever order its keys are in. */
function said(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function isState(said: string): said is PartState {
  return partStates.some(state => state === said)
}

function isAccuracy(said: string | null): said is Accuracy | null {
  return said === null || accuracies.some(each => each === said)
}

export function isDate(said: string): boolean {
  const date = new Date(`${said}T00:00:00Z`)
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(said) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(said)
  )
}

function hasControls(said: string): boolean {
  return /[^\P{Cc}\n\t]/u.test(said)
}
