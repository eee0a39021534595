// The day of an instant as people of the district write it, whatever zone their computer stands in.
import { useQuery } from '@tanstack/react-query'
import { api } from '../client.ts'

export function useDay(): (instant: string) => string {
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const zone = district ? { timeZone: district.timeZone } : {}
  // Swedish writes dates as ISO 8601 does.
  const day = new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' })
  return instant => day.format(new Date(instant))
}
