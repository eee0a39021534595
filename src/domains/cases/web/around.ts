// What lies around a case: open cases, the distance within which another one of its kind may be the same thing, and parts.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import { useMe } from '../../identity/web/me.ts'
import type { WholeCase } from '../contract.ts'
import { isKind, useKinds } from './KindField.tsx'

/** What is shown around a case, in metres. */
const reach = 300
/** Parts are looked up closer by: there are many of them. */
const reachOfParts = 120

export function useAround(shown: WholeCase | undefined) {
  const at = shown && { longitude: shown.place.longitude, latitude: shown.place.latitude }
  const asked = useQuery(
    api.cases.around.queryOptions({
      input: { longitude: 0, latitude: 0, ...at, metres: reach },
      enabled: at !== undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const kinds = useKinds().data
  const alikeWithin = shown && kinds?.find(kind => isKind(kind, shown.kind))?.nearMetres
  const near = (asked.data?.cases ?? []).filter(({ id }) => id !== shown?.id)
  const alike = new Set(
    near
      .filter(({ kind, metres }) => shown && isKind(kind, shown.kind) && metres <= (alikeWithin ?? 0))
      .map(({ id }) => id),
  )
  return { asked, near, metres: reach, alikeWithin, alike }
}

export function usePartsNear(shown: WholeCase | undefined) {
  const { data: me } = useMe()
  const at = shown && shown.place.precision !== 'region' ? shown.place : undefined
  const { data } = useQuery(
    api.parts.near.queryOptions({
      input: { longitude: at?.longitude ?? 0, latitude: at?.latitude ?? 0, metres: reachOfParts },
      enabled: at !== undefined && (me?.permissions.includes('parts.see') ?? false),
      staleTime: 300_000,
      placeholderData: keepPreviousData,
    }),
  )
  return at && data ? data : []
}
