// A sheet of people (CSV, one post a row) read, and what it would mean: which accounts and posts are new, which rows
// are refused and why. Pure; the words for roles come in, so that sheets in any language can be read.
import { readCsv, writeCsv } from '../../base/csv.ts'
import { type Axis, type Role, roles } from '../identity/rules.ts'
import type { RefusedPerson } from './people-calls.ts'

export interface PersonRow {
  row: number
  login: string
  name: string
  role: string
  region: string
  organisation: string
  centre: string
}

/** Everything a row can name, and what is there already. */
export interface Here {
  accounts: readonly { id: string; login: string; name: string; closedAt: string | null }[]
  /** The side an account stands on, once it has held a post. */
  sides: ReadonlyMap<string, Axis>
  posts: readonly { account: string; role: Role; region: { code: string } }[]
  /** Logins that are taken on the server, by accounts that this district keeps or does not. */
  taken: ReadonlySet<string>
  regions: readonly { code: string; path: string; closedAt: string | null }[]
  organisations: readonly { id: string; code: string; closedAt: string | null }[]
  centres: readonly {
    id: string
    code: string
    axis: Axis
    closedAt: string | null
    region: { path: string }
  }[]
  roleOf: (said: string) => Role | undefined
}

export interface PlannedPost {
  row: number
  login: string
  role: Role
  region: { code: string; path: string }
  organisation: string | null
  centre: string | null
}

export interface PeoplePlan {
  opened: { login: string; name: string }[]
  posts: PlannedPost[]
  unchanged: number
  refused: RefusedPerson[]
}

const needed = ['login', 'name', 'role', 'region'] as const
export const peopleColumns = [...needed, 'organisation', 'centre'] as const

export function writePeople(rows: readonly Omit<PersonRow, 'row'>[]): string {
  return writeCsv([peopleColumns, ...rows.map(row => peopleColumns.map(column => row[column]))])
}

/** Undefined when it is no sheet of people: a needed column is missing, or a quotation never ends. */
export function readPeople(sheet: string): PersonRow[] | undefined {
  const read = readCsv(sheet)
  if ('brokenAt' in read) return undefined
  const [head, ...rows] = read.rows
  const named = head?.cells.map(cell => cell.trim().toLowerCase()) ?? []
  if (!needed.every(column => named.includes(column))) return undefined
  const cellOf = (cells: readonly string[], column: (typeof peopleColumns)[number]): string => {
    const at = named.indexOf(column)
    return at < 0 ? '' : (cells[at] ?? '').trim()
  }
  return rows
    .filter(({ cells }) => peopleColumns.some(column => cellOf(cells, column) !== ''))
    .map(({ line, cells }) => ({
      row: line,
      login: cellOf(cells, 'login').toLowerCase(),
      name: cellOf(cells, 'name'),
      role: cellOf(cells, 'role'),
      region: cellOf(cells, 'region'),
      organisation: cellOf(cells, 'organisation'),
      centre: cellOf(cells, 'centre'),
    }))
}

export function planPeople(rows: readonly PersonRow[], here: Here): PeoplePlan {
  const planned: PeoplePlan = { opened: [], posts: [], unchanged: 0, refused: [] }
  const accounts = new Map(here.accounts.map(each => [each.login, each]))
  const names = new Map(here.accounts.map(({ login, name }) => [login, name]))
  const sides = new Map(
    here.accounts.flatMap(({ id, login }): [string, Axis][] => {
      const side = here.sides.get(id)
      return side ? [[login, side]] : []
    }),
  )
  const held = new Set(here.posts.map(({ account, role, region }) => `${account} ${role} ${region.code}`))
  const seen = new Map<string, number>()
  for (const row of rows) {
    const refuse = (why: RefusedPerson['why'], said = ''): void => {
      planned.refused.push({ row: row.row, login: row.login, why, said })
    }
    const account = accounts.get(row.login)
    const wrong = wrongPerson(row, account, names.get(row.login), here)
    if (wrong) {
      refuse(...wrong)
      continue
    }
    const role = here.roleOf(row.role)
    const region = here.regions.find(({ code }) => code === row.region)
    if (!role || !region) {
      if (role) refuse('no_such_region', row.region)
      else refuse('no_such_role', row.role)
      continue
    }
    const { axis } = roles[role]
    const key = `${row.login} ${role} ${region.code}`
    const first = seen.get(key)
    if (first !== undefined) {
      refuse('doubled', String(first))
      continue
    }
    seen.set(key, row.row)
    if (account && held.has(`${account.id} ${role} ${region.code}`)) {
      planned.unchanged += 1
      continue
    }
    const side = sides.get(row.login)
    if (side !== undefined && side !== axis) {
      refuse('other_axis', side)
      continue
    }
    const place = wrongPlace(row, region, axis, here)
    if (place) {
      refuse(...place)
      continue
    }
    if (!names.has(row.login)) planned.opened.push({ login: row.login, name: row.name })
    names.set(row.login, row.name)
    sides.set(row.login, axis)
    planned.posts.push({
      row: row.row,
      login: row.login,
      role,
      region,
      organisation: here.organisations.find(({ code }) => code === row.organisation)?.id ?? null,
      centre: here.centres.find(({ code }) => code === row.centre)?.id ?? null,
    })
  }
  return planned
}

type Wrong = [why: RefusedPerson['why'], said?: string]

function wrongPerson(
  { login, name }: PersonRow,
  account: Here['accounts'][number] | undefined,
  known: string | undefined,
  { taken }: Here,
): Wrong | undefined {
  if (!/^[a-z0-9][a-z0-9._-]{1,39}$/.test(login)) return ['bad_login', login.slice(0, 60)]
  if (name === '') return ['name_missing']
  if (name.length > 80) return ['name_too_long', String(name.length)]
  if (account && account.closedAt !== null) return ['account_closed']
  if (!account && taken.has(login)) return ['login_elsewhere']
  return known !== undefined && known !== name ? ['name_differs', known] : undefined
}

function wrongPlace(
  { organisation, centre }: PersonRow,
  region: { code: string; path: string; closedAt: string | null },
  axis: Axis,
  { organisations, centres }: Here,
): Wrong | undefined {
  if (region.closedAt !== null) return ['region_closed', region.code]
  if (axis === 'handling' && organisation === '') return ['organisation_missing']
  if (axis !== 'handling' && organisation !== '') return ['organisation_unwanted']
  const employer = organisations.find(({ code }) => code === organisation)
  if (organisation !== '' && !employer) return ['no_such_organisation', organisation]
  if (employer && employer.closedAt !== null) return ['organisation_closed', organisation]
  if (centre === '') return undefined
  const one = centres.find(({ code }) => code === centre)
  if (!one) return ['no_such_centre', centre]
  if (one.closedAt !== null) return ['centre_closed', centre]
  if (one.axis !== axis) return ['centre_other_axis', centre]
  return region.path.startsWith(one.region.path) ? undefined : ['centre_elsewhere', centre]
}
