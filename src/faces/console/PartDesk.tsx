// The page of parts; what the cases know of a part stands above it, so the face brings that piece.
import { PartCases } from '../../domains/cases/web/PartCases.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { PartsPage } from '../../domains/parts/web/PartsPage.tsx'
import { NotHere } from './NotHere.tsx'

export function PartDesk() {
  const { data: me } = useMe()
  const may = (permission: string): boolean => me?.permissions.includes(permission) ?? false
  if (!may('parts.see')) return <NotHere />
  return (
    <PartsPage
      mayAdminister={may('parts.administer')}
      mayTell={may('parts.tell')}
      cases={
        may('cases.see')
          ? code => <PartCases key={code} code={code} mayReport={may('cases.report')} />
          : undefined
      }
    />
  )
}
