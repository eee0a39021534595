// The page of inspection rounds of parts, and the sheets of their plates.
import { useMe } from '../../domains/identity/web/me.ts'
import { Plates } from '../../domains/parts/web/Plates.tsx'
import { Rounds } from '../../domains/parts/web/Rounds.tsx'
import { NotHere } from './NotHere.tsx'

export function RoundDesk() {
  const { data: me } = useMe()
  const may = (permission: string): boolean => me?.permissions.includes(permission) ?? false
  if (!may('parts.see')) return <NotHere />
  return <Rounds mayAdminister={may('parts.administer')} mayTell={may('parts.tell')} />
}

export function PlateDesk() {
  const { data: me } = useMe()
  return me?.permissions.includes('parts.see') ? <Plates /> : <NotHere />
}
