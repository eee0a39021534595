// Nobody stays at the entrance: everyone is sent to the desk of his post.
import { Navigate } from 'react-router'
import { useMe } from '../../domains/identity/web/me.ts'
import { deskOf } from './desks.ts'

export function Home() {
  const { data: me } = useMe()
  return me ? <Navigate to={deskOf(me.permissions)} replace /> : null
}
