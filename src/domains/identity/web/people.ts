// Which accounts are shown: by a few letters, by post, by region, by organisation or centre; kept in the address, so
// that a list can be sent to somebody. Pure, but for reading the address.
import { useSearchParams } from 'react-router'
import { isRole, type Role } from '../rules.ts'
import type { Account, Employments } from './Accounts.tsx'

export const accountStates = ['open', 'idle', 'closed'] as const
export type AccountState = (typeof accountStates)[number]

export interface PeopleFilter {
  text: string
  role: Role | undefined
  /** The code of a region: posts held there or below. */
  region: string | undefined
  /** The id of an organisation or a centre. */
  organisation: string | undefined
  state: AccountState
}

export function usePeopleFilter(): [PeopleFilter, (change: Partial<PeopleFilter>) => void, () => void] {
  const [search, setSearch] = useSearchParams()
  const role = search.get('role') ?? ''
  const filter: PeopleFilter = {
    text: search.get('text') ?? '',
    role: isRole(role) ? role : undefined,
    region: search.get('region') ?? undefined,
    organisation: search.get('organisation') ?? undefined,
    state: accountStates.find(state => state === search.get('state')) ?? 'open',
  }
  const set = (change: Partial<PeopleFilter>): void => {
    const next = { ...filter, ...change }
    const said = Object.entries({ ...next, state: next.state === 'open' ? '' : next.state })
    setSearch(
      said.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
      { replace: true },
    )
  }
  return [filter, set, () => setSearch({}, { replace: true })]
}

export function isNarrowed({ text, role, region, organisation, state }: PeopleFilter): boolean {
  return (
    text !== '' ||
    role !== undefined ||
    region !== undefined ||
    organisation !== undefined ||
    state !== 'open'
  )
}

export function peopleShown(
  accounts: readonly Account[],
  { text, role, region, organisation, state }: PeopleFilter,
  employments: Employments,
): Account[] {
  const wanted = text.trim().toLowerCase()
  return accounts.filter(({ login, name, posts, closedAt }) => {
    if ((closedAt !== null) !== (state === 'closed')) return false
    if (state === 'idle' && posts.length > 0) return false
    if (!`${login} ${name}`.toLowerCase().includes(wanted)) return false
    if (role === undefined && region === undefined && organisation === undefined) return true
    // Codes of what lies below begin with the code above.
    return posts.some(
      post =>
        (role === undefined || post.role === role) &&
        (region === undefined || post.region.code.startsWith(region)) &&
        (organisation === undefined ||
          post.centre?.id === organisation ||
          employments.get(post.id)?.organisation === organisation),
    )
  })
}
