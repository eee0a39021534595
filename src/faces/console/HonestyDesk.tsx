// The desk of whoever looks over the figures: evaluators judge flags, auditors read.
import { useMe } from '../../domains/identity/web/me.ts'
import { Honesty } from '../../domains/supervision/web/Honesty.tsx'
import { NotHere } from './NotHere.tsx'

export function HonestyDesk() {
  const { data: me } = useMe()
  if (!me?.permissions.includes('cases.audit')) return <NotHere />
  return <Honesty key={me.post.id} mayJudge={me.permissions.includes('supervision.evaluate')} />
}
