// The form that opens an account.
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'

export function OpenAccount({ onClose, onOpened }: { onClose(): void; onOpened(sentence: string): void }) {
  const say = useSay()
  const [given, setGiven] = useState({ name: '', login: '', password: '' })
  const opening = useAction((input: typeof given, context: { key: string }) =>
    client.identity.openAccount(input, { context }),
  )
  const set = (change: Partial<typeof given>): void => setGiven(now => ({ ...now, ...change }))
  const submit = async (): Promise<void> => {
    if (await opening.act(given))
      onOpened(say('console.account_opened', { login: given.login.trim().toLowerCase() }))
  }
  return (
    <Modal open title={say('console.account_open')} footer={null} onCancel={onClose}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={say('console.account_name')} for="account-name">
          <Input
            id="account-name"
            required
            maxLength={80}
            autoComplete="off"
            value={given.name}
            onChange={event => set({ name: event.target.value })}
          />
        </Field>
        <Field
          label={say('console.account_login')}
          for="account-login"
          help={say('console.account_login_help')}
        >
          <Input
            id="account-login"
            required
            pattern="[A-Za-z0-9][A-Za-z0-9._\-]{1,39}"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby="account-login-help"
            value={given.login}
            onChange={event => set({ login: event.target.value })}
          />
        </Field>
        <Field
          label={say('console.account_password')}
          for="account-password"
          help={say('console.account_password_help')}
        >
          <Input
            id="account-password"
            type="password"
            required
            minLength={10}
            maxLength={200}
            autoComplete="new-password"
            aria-describedby="account-password-help"
            value={given.password}
            onChange={event => set({ password: event.target.value })}
          />
        </Field>
        {opening.error !== undefined && <Refused error={opening.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={opening.busy}>
            {say('console.account_open')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
