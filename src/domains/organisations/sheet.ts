// Rules as a sheet: CSV (RFC 4180) with one rule a line, for people who keep them in a spreadsheet. The
// columns that decide are codes; names stand beside them for reading and are ignored when they come back.
import { readCsv, writeCsv } from '../../base/csv.ts'
import type { Organisation, RefusedLine, Rule, RuleChange, RuleDraft } from './contract.ts'
import { conditionsOf, type Known, ofDistrict, withNames, wrongWith } from './rules.ts'

const needed = ['edition', 'type', 'class', 'kind', 'region', 'maintainer', 'organisation'] as const
type Column = (typeof needed)[number]
const columns = ['number', ...needed, 'kind_name', 'region_name', 'organisation_name'] as const

/** What stands in the column `organisation` when it is whoever maintains the part. */
const whoever = 'maintainer'

export function toSheet(rules: readonly Rule[], known: Known): string {
  const codeOf = (id: string | null) => (id === null ? '' : (known.organisations.get(id)?.code ?? ''))
  const lines = rules.map(rule => {
    const { kind, region, maintainer, to, names } = withNames(rule, known)
    const row: Record<(typeof columns)[number], string> = {
      number: String(rule.number),
      edition: kind?.edition ?? '',
      type: kind?.type ?? '',
      class: kind && 'class' in kind ? kind.class : '',
      kind: kind && 'code' in kind ? kind.code : '',
      region: region ?? '',
      maintainer: codeOf(maintainer),
      organisation: to === 'maintainer' ? whoever : codeOf(to),
      kind_name: names.kind?.zh ?? '',
      region_name: names.region?.zh ?? '',
      organisation_name: names.to?.zh ?? '',
    }
    return columns.map(column => row[column])
  })
  return writeCsv([columns, ...lines])
}

/** Undefined when it is no sheet of rules at all: a needed column is missing, or a quotation never ends. */
export function fromSheet(
  sheet: string,
  {
    rules,
    known,
    endOthers,
    district,
  }: { rules: readonly Rule[]; known: Known; endOthers: boolean; district: string },
): { changes: RuleChange[]; refused: RefusedLine[]; unchanged: number } | undefined {
  const read = readCsv(sheet)
  if ('brokenAt' in read) return undefined
  const [head, ...rows] = read.rows
  const named = head?.cells.map(cell => cell.trim().toLowerCase())
  if (!named || !needed.every(column => named.includes(column))) return undefined
  const inForce = new Map(rules.map(rule => [conditionsOf(rule), rule]))
  const byCode = new Map([...known.organisations.values()].map(each => [each.code, each]))
  const seen = new Set<string>()
  const changes: RuleChange[] = []
  const refused: RefusedLine[] = []
  let unchanged = 0
  for (const { line, cells } of rows) {
    const cell = (column: Column) => (cells[named.indexOf(column)] ?? '').trim()
    if (needed.every(column => cell(column) === '')) continue
    const read = draftOf(cell, byCode)
    if ('code' in read) {
      refused.push({ line, ...read })
      continue
    }
    const wrong = wrongCell(read, known, cell)
    if (wrong) {
      refused.push({ line, ...wrong })
      continue
    }
    const rule = ofDistrict(read, district)
    const key = conditionsOf(rule)
    const before = inForce.get(key)
    if (seen.has(key)) refused.push({ line, code: 'organisations.rule_exists', cell: '' })
    else if (!before) changes.push({ what: 'add', rule })
    else if (before.to === rule.to) unchanged += 1
    else changes.push({ what: 'change', id: before.id, version: before.version, rule })
    seen.add(key)
  }
  if (endOthers) {
    for (const [key, { id, version }] of inForce)
      if (!seen.has(key)) changes.push({ what: 'end', id, version })
  }
  return { changes, refused, unchanged }
}

type Wrong = Omit<RefusedLine, 'line'>

/** The rule that a line says; spreadsheets take the zeros from the front of codes, so they are put back. */
function draftOf(
  cell: (column: Column) => string,
  byCode: ReadonlyMap<string, Organisation>,
): RuleDraft | Wrong {
  const [edition, type] = [cell('edition'), cell('type')]
  const [code, group] = [padded(cell('kind'), 4), padded(cell('class'), 2)]
  if (edition === '' ? type !== '' || code !== '' || group !== '' : (code === '') === (group === ''))
    return {
      code: 'organisations.bad_kind_cells',
      cell: [edition, type, group, code].filter(Boolean).join(' '),
    }
  let kind: RuleDraft['kind'] = null
  if (edition !== '') {
    if ((type !== 'part' && type !== 'event') || !/^(\d{2}|\d{4})$/.test(code || group))
      return { code: 'organisations.no_such_kind', cell: [type, code || group].join(' ') }
    kind = code === '' ? { edition, type, class: group } : { edition, type, code }
  }
  const maintainer = cell('maintainer') === '' ? null : byCode.get(cell('maintainer'))
  if (maintainer === undefined)
    return { code: 'organisations.no_such_organisation', cell: cell('maintainer') }
  const to = cell('organisation')
  const responsible = to === whoever ? { id: 'maintainer' } : byCode.get(to)
  if (!responsible) return { code: 'organisations.no_such_organisation', cell: to }
  return { kind, region: cell('region') || null, maintainer: maintainer?.id ?? null, to: responsible.id }
}

function wrongCell(draft: RuleDraft, known: Known, cell: (column: Column) => string): Wrong | undefined {
  const code = wrongWith(draft, known)
  if (code === undefined) return undefined
  const wrong = {
    'organisations.no_such_kind': `${cell('type')} ${cell('kind') || cell('class')}`,
    'organisations.no_such_region': cell('region'),
    'organisations.no_such_organisation': cell('organisation'),
    'organisations.maintainer_twice': cell('maintainer'),
    'organisations.closed': cell('organisation'),
    'organisations.rule_exists': '',
  }[code]
  return { code, cell: wrong }
}

function padded(digits: string, length: number): string {
  return /^\d+$/.test(digits) ? digits.padStart(length, '0') : digits
}
