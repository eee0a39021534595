// Another page sent somebody here to sign in: once that is done he is taken back to it.
import { useEffect } from 'react'
import { Navigate, useSearchParams } from 'react-router'

export function SentOn() {
  const [search] = useSearchParams()
  const to = ownAddress(search.get('then'))
  useEffect(() => {
    if (to) window.location.replace(to)
  }, [to])
  return to ? null : <Navigate to="/" replace />
}

/** Only a path of this very server: a link from elsewhere must not lead whoever signs in to a copy of the page. */
function ownAddress(said: string | null): string | undefined {
  if (!said?.startsWith('/')) return undefined
  const url = URL.parse(said, window.location.origin)
  return url?.origin === window.location.origin ? `${url.pathname}${url.search}` : undefined
}
