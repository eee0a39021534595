// Signing in: account and password, and on a demonstration server the posts of the fictional district, one
// click each.
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { DemoPosts } from './DemoPosts.tsx'
import { useSignIn } from './me.ts'
import './identity.css'

interface Props {
  /** Someone was signed in here and his session has ended. */
  isEnded: boolean
}

export function SignIn({ isEnded }: Props) {
  const say = useSay()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()
  const { data: posts = [] } = useQuery(api.identity.demoAccounts.queryOptions({ staleTime: 300_000 }))
  const [going, setGoing] = useState<string>()

  return (
    <main className={posts.length > 0 ? 'sign-in sign-in-demo' : 'sign-in'} id="content">
      <form
        onSubmit={event => {
          event.preventDefault()
          setGoing(undefined)
          void signIn.act({ login, password })
        }}
      >
        <h1>{say('console.sign_in_title')}</h1>
        <p className="quiet">{say('console.sign_in_help')}</p>
        {isEnded && (
          <p role="alert" className="refused refused-soft">
            {say('base.not_signed_in')}
          </p>
        )}
        <Field label={say('identity.login')} for="login">
          <Input
            id="login"
            size="large"
            required
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={login}
            onChange={event => setLogin(event.target.value)}
          />
        </Field>
        <Field label={say('identity.password')} for="password">
          <Input
            id="password"
            size="large"
            type="password"
            required
            autoComplete="current-password"
            value={password}
            onChange={event => setPassword(event.target.value)}
          />
        </Field>
        {signIn.error !== undefined && <Refused error={signIn.error} />}
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          loading={signIn.busy && going === undefined}
        >
          {say('identity.sign_in')}
        </Button>
      </form>
      {posts.length > 0 && (
        <DemoPosts
          posts={posts}
          busy={signIn.busy}
          onChoose={({ login: demo, password: open }) => {
            setGoing(demo)
            void signIn.act({ login: demo, password: open })
          }}
        />
      )}
    </main>
  )
}
