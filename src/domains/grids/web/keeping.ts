// What the page of layers asks, and asking it anew after a change.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import { useLanguage } from '../../../ui/say.ts'
import { fullMoment } from '../../catalogue/web/values.ts'

export function useRegister() {
  return useQuery(api.grids.register.queryOptions())
}

export function useDraft(layer: string, isThere: boolean) {
  return useQuery({ ...api.grids.draft.queryOptions({ input: { layer } }), enabled: isThere })
}

export function useFaults(layer: string, isThere: boolean) {
  return useQuery({ ...api.grids.faults.queryOptions({ input: { layer } }), enabled: isThere })
}

export function useFreshGrids(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: api.grids.key() })
}

/** Moments as people of the district read them. */
export function useMoment(): { moment(at: string): string; zone: string | undefined } {
  const [language] = useLanguage()
  const { data } = useQuery(api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return { moment: at => fullMoment(at, language, data?.timeZone), zone: data?.timeZone }
}

/** Metres, to the centimetre where it matters. */
export function shortly(metres: number): number {
  return metres < 2 ? metres : metres < 20 ? Math.round(metres * 10) / 10 : Math.round(metres)
}
