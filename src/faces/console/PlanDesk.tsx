// The administrator's page of planning grids.
import { PlanPage } from '../../domains/grids/web/PlanPage.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { NotHere } from './NotHere.tsx'

export function PlanDesk() {
  const { data: me } = useMe()
  if (!me?.permissions.includes('grids.administer')) return <NotHere />
  return <PlanPage />
}
