// For whom each post works, by the post.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../client.ts'

export function useEmployments(): ReadonlyMap<
  string,
  { organisation: string; name: { zh: string; en: string } }
> {
  const { data } = useQuery(api.organisations.employments.queryOptions())
  return useMemo(() => new Map((data ?? []).map(({ post, ...work }) => [post, work])), [data])
}
