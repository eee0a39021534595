// The administrator's page of departments and rules; trying rules on cases belongs to the command side, so the
// face brings that piece.
import { Trial } from '../../domains/command/web/Trial.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { Departments } from '../../domains/organisations/web/Departments.tsx'
import { NotHere } from './NotHere.tsx'

export function DepartmentDesk() {
  const { data: me } = useMe()
  if (!me?.permissions.includes('organisations.administer')) return <NotHere />
  return <Departments Trial={Trial} />
}
