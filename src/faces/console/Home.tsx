// Nobody stays at the entrance: everyone is sent to the desk of his post.
import { Navigate } from 'react-router'
import { useMe } from '../../domains/identity/web/me.ts'
import { desksOf } from './desks.ts'

export function Home() {
  const { data: me } = useMe()
  return me ? (
    <Navigate to={desksOf({ permissions: me.permissions, role: me.post.role })[0].to} replace />
  ) : null
}
