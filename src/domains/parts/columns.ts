// Files of parts: which column says what, guessed from its name and read into rows. Pure; the names of columns and
// states in other languages come in as words.
import { cell } from '../../geo/formats/heads.ts'
import type { Rows } from '../../geo/formats/rows.ts'
import { readWkt } from '../../geo/formats/wkt.ts'
import type { PartRow } from './planning.ts'

export const columnNames = [
  'code',
  'kind',
  'name',
  'longitude',
  'latitude',
  'wkt',
  'state',
  'accuracy',
  'supervising',
  'owning',
  'maintaining',
  'installedOn',
  'surveyedOn',
  'source',
  'note',
  'origin',
] as const
export type ColumnName = (typeof columnNames)[number]
export type Columns = Partial<Record<ColumnName, string>>

/** Names that surveys use (GB/T 30428.2 and the older series) and those that a DBF cuts to ten, beside our own. */
const known: Record<ColumnName, readonly string[]> = {
  code: ['objid', 'partcode', 'bjbm'],
  kind: ['kindcode', 'type', 'objtype'],
  name: ['objname', 'partname'],
  longitude: ['lon', 'lng', 'x'],
  latitude: ['lat', 'y'],
  wkt: ['geom', 'geometry', 'shape'],
  state: ['objstate', 'status'],
  accuracy: ['level', 'accuracyclass'],
  supervising: ['deptcode1', 'deptname1', 'supervisor', 'supervisin'],
  owning: ['deptcode2', 'deptname2', 'owner'],
  maintaining: ['deptcode3', 'deptname3', 'maintainer', 'maintainin'],
  installedOn: ['ordate', 'installed', 'startdate', 'installedo'],
  surveyedOn: ['chdate', 'surveyed'],
  source: ['datasource'],
  note: ['notes', 'remark'],
  origin: ['sourceid'],
}

/** Which of the columns says what; each says one thing. `names` are the words for them in other languages. */
export function guessColumns(
  heads: readonly string[],
  names: Partial<Record<ColumnName, readonly string[]>> = {},
): Columns {
  const free = new Set(heads)
  const found: Columns = {}
  for (const column of columnNames) {
    const wanted = [column, ...known[column], ...(names[column] ?? [])].map(plain)
    const head = heads.find(each => free.has(each) && wanted.includes(plain(each)))
    if (head === undefined) continue
    found[column] = head
    free.delete(head)
  }
  return found
}

function plain(said: string): string {
  return said.toLowerCase().replaceAll(/[\s_.-]+/g, '')
}

export interface Table {
  heads: string[]
  rows: { row: number; cells: Readonly<Record<string, string>>; shape: unknown }[]
}

/** The cells of a file by the names of their columns; rows count as the file counts them. */
export function tableOf({ isTable, features }: Rows): Table {
  const heads = new Set<string>()
  const rows = features.map(({ row, geometry, properties }) => {
    const cells = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, cell(value)]))
    for (const name of Object.keys(cells)) heads.add(name)
    return { row, cells, shape: isTable ? undefined : (geometry ?? null) }
  })
  return { heads: [...heads], rows }
}

export interface Usual {
  kind?: string | undefined
  source?: string | undefined
  accuracy?: string | undefined
}

export interface Words {
  /** Codes of kinds by their names. */
  kinds: ReadonlyMap<string, string>
  /** States by their names. */
  states: ReadonlyMap<string, string>
}

/** Rows as they can be planned. What a column leaves empty says nothing; columns without a meaning become attributes. */
export function toRows({ rows }: Table, columns: Columns, usual: Usual, words: Words): PartRow[] {
  const named = new Set<string>(Object.values(columns))
  return rows.map(({ row, cells, shape }) => {
    const say = (column: ColumnName): string | undefined => {
      const head = columns[column]
      const said = head === undefined ? '' : (cells[head] ?? '')
      return said === '' ? undefined : said
    }
    const kind = say('kind')
    const state = say('state')
    const others = Object.entries(cells).filter(
      ([name, said]) => !named.has(name) && said !== '' && name !== '',
    )
    return {
      row,
      code: say('code'),
      kind:
        kind === undefined
          ? say('code') === undefined
            ? usual.kind || undefined
            : undefined
          : kindSaid(kind, words),
      name: say('name'),
      state: state === undefined ? undefined : (words.states.get(state.toLowerCase()) ?? state),
      accuracy: say('accuracy')?.toUpperCase() ?? (usual.accuracy || undefined),
      supervising: say('supervising'),
      owning: say('owning'),
      maintaining: say('maintaining'),
      installedOn: dateSaid(say('installedOn')),
      surveyedOn: dateSaid(say('surveyedOn')),
      source: say('source') ?? (usual.source || undefined),
      note: say('note'),
      origin: say('origin'),
      ...(others.length > 0 && { attributes: Object.fromEntries(others) }),
      ...placeSaid(shape, { wkt: say('wkt'), longitude: say('longitude'), latitude: say('latitude') }),
    }
  })
}

/** Degrees from the columns of a table, the geometry of a feature; nothing where neither says anything. */
function placeSaid(
  shape: unknown,
  said: { wkt: string | undefined; longitude: string | undefined; latitude: string | undefined },
): Pick<PartRow, 'shape' | 'onlyPoint'> {
  const { wkt, longitude, latitude } = said
  if (shape !== undefined && shape !== null) return { shape }
  if (wkt !== undefined) return { shape: readWkt(wkt) }
  if (longitude === undefined && latitude === undefined) return shape === null ? { shape: undefined } : {}
  const coordinates = [longitude, latitude].map(said => (said === undefined ? Number.NaN : Number(said)))
  return { shape: { type: 'Point', coordinates }, onlyPoint: true }
}

/** A code, to which a spreadsheet may have left no zero in front, or the name of a kind. */
function kindSaid(said: string, { kinds }: Words): string {
  return kinds.get(said) ?? (/^\d{3}$/.test(said) ? `0${said}` : said)
}

/** 2026-04-01, 2026/4/1 and 20260401 are the same day. */
function dateSaid(said: string | undefined): string | undefined {
  const [, year, month = '', day = ''] =
    said?.match(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/) ??
    said?.match(/^(\d{4})(\d{2})(\d{2})$/) ??
    []
  return year === undefined ? said : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
