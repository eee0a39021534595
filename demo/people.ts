// Everybody who works in the city: each post of the program with somebody in it, and enough inspectors for the grids.
import type { Role } from '../src/domains/identity/rules.ts'
import { departments, firms } from './departments.ts'
import type { Chance } from './ground/random.ts'
import { peopleIn } from './names.ts'

export interface Person {
  login: string
  name: string
  role: Role
  region: string
  organisation?: string
  /** The squad or centre he belongs to, by its code. */
  centre?: string
}

export interface Staffing {
  district: string
  subdistrict: string
  communities: readonly string[]
  /** Inspectors, and their teams by code. */
  inspectors: number
  teams: readonly string[]
}

const desks: readonly { login: string; role: Role; count: number; centre?: string }[] = [
  { login: 'acceptor', role: 'acceptor', count: 4, centre: 'JD' },
  { login: 'leader', role: 'shift_leader', count: 2, centre: 'JD' },
  { login: 'evaluator', role: 'evaluator', count: 2, centre: 'JD' },
  { login: 'dispatcher', role: 'dispatcher', count: 3, centre: 'ZH' },
  { login: 'coordinator', role: 'coordinator', count: 2, centre: 'ZH' },
  { login: 'commander', role: 'command_leader', count: 1, centre: 'ZH' },
  { login: 'observer', role: 'observer', count: 2 },
  { login: 'auditor', role: 'auditor', count: 1 },
  { login: 'admin', role: 'administrator', count: 1 },
]

export function peopleOf(
  { district, subdistrict, communities, inspectors, teams }: Staffing,
  dice: Chance,
): Person[] {
  const name = peopleIn(dice)
  const people: Person[] = desks.flatMap(({ login, role, count, centre }) =>
    Array.from({ length: count }, (_, at) => ({
      login: numbered(login, at),
      name: name(),
      role,
      region: district,
      ...(centre !== undefined && { centre }),
    })),
  )
  for (const [at, { code, name: office, clerk }] of departments.entries()) {
    const said = (who: string): string => `${who}（${office.zh}）`
    people.push({
      login: `demo.${clerk}`,
      name: said(name()),
      role: 'department_clerk',
      region: district,
      organisation: code,
    })
    people.push({
      login: numbered('handler', at),
      name: said(name()),
      role: 'handler',
      region: district,
      organisation: code,
    })
  }
  for (const [at, { code, name: firm }] of firms.entries())
    people.push({
      login: numbered('contractor', at),
      name: `${name()}（${firm.zh}）`,
      role: 'contractor',
      region: district,
      organisation: code,
    })
  for (let at = 0; at < inspectors; at += 1) {
    const team = teams[at % Math.max(1, teams.length)]
    // The first of each team go where they are needed, the others keep to a community.
    const community = at < teams.length ? undefined : communities[(at - teams.length) % communities.length]
    people.push({
      login: numbered('inspector', at),
      name: name(),
      role: 'inspector',
      region: community ?? subdistrict,
      ...(team !== undefined && { centre: team }),
    })
  }
  return people
}

function numbered(login: string, at: number): string {
  return `demo.${login}${at === 0 ? '' : at + 1}`
}
