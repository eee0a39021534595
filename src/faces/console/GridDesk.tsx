// The administrator's page of grid layers.
import { GridsPage } from '../../domains/grids/web/GridsPage.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { NotHere } from './NotHere.tsx'

export function GridDesk() {
  const { data: me } = useMe()
  if (!me?.permissions.includes('grids.administer')) return <NotHere />
  return <GridsPage />
}
