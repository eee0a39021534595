// The district's centres for the administrator's pages, and how they are named.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import type { Centre } from '../contract.ts'

export function useCentres() {
  return useQuery(api.identity.centres.queryOptions())
}

/** What a centre of this axis and level is called in the field. */
export function kindOf({ axis, level }: Pick<Centre, 'axis' | 'level'>): WordKey {
  return `centres.level.${axis}.${level}`
}

/** A list in which each stands right after what it stands below, with its depth. */
export function asTree(centres: readonly Centre[]): { centre: Centre; depth: number }[] {
  const below = (parent: string | null, depth: number): { centre: Centre; depth: number }[] =>
    centres
      .filter(centre => centre.parent === parent)
      .flatMap(centre => [{ centre, depth }, ...below(centre.id, depth + 1)])
  return below(null, 0)
}
