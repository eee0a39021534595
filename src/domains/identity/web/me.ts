// Who is signed in, for every screen; signing in and out changes it for all of them at once.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, client } from '../../../client.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Me } from '../contract.ts'

export function useMe() {
  return useQuery(api.identity.me.queryOptions({ staleTime: 300_000 }))
}

/** What anybody else saw is forgotten before the next one looks. */
export function useArrival(): (me: Me) => void {
  const queries = useQueryClient()
  return me => {
    queries.removeQueries({ predicate: ({ queryKey }) => !isOpen(queryKey) })
    queries.setQueryData(api.identity.me.queryKey(), me)
  }
}

export function useSignIn() {
  const arrive = useArrival()
  return useAction(async (given: { login: string; password: string }, context: { key: string }) => {
    const { me } = await client.identity.signIn(given, { context })
    arrive(me)
  })
}

export function useSwitchPost() {
  const arrive = useArrival()
  return useAction(async (to: { post: string }, context: { key: string }) => {
    arrive(await client.identity.switchPost(to, { context }))
  })
}

/** Whoever calls it opens the page anew afterwards, so that nothing stays in its memory. */
export function useSignOut() {
  return useAction((_: undefined, context: { key: string }) =>
    client.identity.signOut(undefined, { context }),
  )
}

/** Whether anybody may see it: the district and the accounts of the demonstration. */
function isOpen(queryKey: readonly unknown[]): boolean {
  const path = JSON.stringify(queryKey[0])
  return path === JSON.stringify(['regions', 'district']) || path === JSON.stringify(['identity', 'me'])
}
