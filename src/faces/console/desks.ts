// Which pages a post works at: its desk first, then what else it keeps. The bar shows them in this order.
import type { Role } from '../../domains/identity/rules.ts'
import type { WordKey } from '../../ui/words/words.ts'

export interface DeskLink {
  to: `/${string}`
  label: WordKey
}

/** Pages beside the desk, and the permission that opens each. */
const pages: readonly (DeskLink & { may: string })[] = [
  { to: '/search', label: 'search.title', may: 'cases.see' },
  { to: '/map', label: 'city_map.title', may: 'cases.see' },
  { to: '/honesty', label: 'honesty.title', may: 'cases.audit' },
  { to: '/accounts', label: 'console.desk.administrator', may: 'identity.administer' },
  { to: '/regions', label: 'regions.title', may: 'regions.administer' },
  { to: '/departments', label: 'organisations.title', may: 'organisations.administer' },
  { to: '/calendar', label: 'calendar.title', may: 'regions.administer' },
  { to: '/grids', label: 'grids.title', may: 'grids.administer' },
  { to: '/parts', label: 'parts.title', may: 'parts.see' },
  { to: '/rounds', label: 'rounds.title', may: 'parts.see' },
  { to: '/catalogue', label: 'catalogue.title', may: 'catalogue.administer' },
]

export function desksOf({
  permissions,
  role,
}: {
  permissions: readonly string[]
  role: Role
}): [DeskLink, ...DeskLink[]] {
  const own: DeskLink[] = permissions.includes('cases.see')
    ? [{ to: '/cases', label: `console.desk.${role}` }]
    : []
  const [first, ...others] = [...own, ...pages.filter(({ may }) => permissions.includes(may))]
  return first ? [first, ...others] : [{ to: '/sessions', label: 'identity.sessions' }]
}
