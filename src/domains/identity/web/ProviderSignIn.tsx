// Signing in with the identity provider, where the server has one: a link, because the browser leaves this page.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../client.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'

export function ProviderSignIn() {
  const say = useSay()
  const [language] = useLanguage()
  const { data } = useQuery(api.identity.provider.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  if (!data) return null
  return (
    <Button size="large" block href={`/sign-in/provider?then=${encodeURIComponent(wanted())}`}>
      {say('ways.provider_sign_in', { name: named(data.name, language) })}
    </Button>
  )
}

/** The page that was asked for, or the one that sent somebody here. */
function wanted(): string {
  return new URLSearchParams(location.search).get('then') ?? `${location.pathname}${location.search}`
}
