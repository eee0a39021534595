// The administrator's calendar: the page from regions, the names of those who published from identity.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../client.ts'
import { useMe } from '../../domains/identity/web/me.ts'
import { Calendar } from '../../domains/regions/web/Calendar.tsx'
import { NotHere } from './NotHere.tsx'

export function CalendarDesk() {
  const { data: me } = useMe()
  const accounts = useQuery({
    ...api.identity.accounts.queryOptions(),
    enabled: me?.permissions.includes('identity.administer') ?? false,
  })
  if (!me?.permissions.includes('regions.administer')) return <NotHere />
  return <Calendar nameOf={account => accounts.data?.find(({ id }) => id === account)?.name} />
}
