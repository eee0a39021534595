// The page of the working calendar: the year, what is selected in it, the week, the calculator; changes are
// collected and published together.
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { CalendarDraft, type CalendarNow } from './CalendarDraft.tsx'
import './calendar.css'

interface Props {
  /** The name of an account; accounts belong to a higher capability. */
  nameOf(account: string): string | undefined
}

export function Calendar({ nameOf }: Props) {
  const calendar = useQuery(api.regions.calendar.queryOptions())
  const data: CalendarNow | undefined = calendar.data
  return (
    <section className="calendar" aria-labelledby="calendar-title">
      {calendar.isError && <Refused error={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.isPending && <Skeleton active className="late-shown" />}
      {data && <CalendarDraft now={data} nameOf={nameOf} />}
    </section>
  )
}
