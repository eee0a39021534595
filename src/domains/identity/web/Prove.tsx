// Asks who sits here, by password or passkey, when the server wants to know before it changes the ways into an account;
// then what was wanted goes on.
import { ORPCError } from '@orpc/client'
import { Button, Input, Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { usePasskeyOf } from './ceremony.ts'

export interface Proving {
  /** Does it, and once more when somebody has proved who he is. */
  sure<T>(work: () => Promise<T>): Promise<T>
  dialog: ReactNode
}

export function useProving(by: { password: boolean; passkey: boolean }): Proving {
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<(isProved: boolean) => void>(() => {})
  const proved = (): Promise<boolean> => {
    setOpen(true)
    return new Promise(settle => {
      waiting.current = settle
    })
  }
  const settle = (isProved: boolean): void => {
    setOpen(false)
    waiting.current(isProved)
  }
  return {
    sure: async work => {
      try {
        return await work()
      } catch (error) {
        if (codeOf(error) !== 'identity.prove_first') throw error
        if (!(await proved())) throw new ORPCError('ways.cancelled')
        return work()
      }
    },
    dialog: isOpen && <Prove by={by} onSettled={settle} />,
  }
}

interface Props {
  by: { password: boolean; passkey: boolean }
  onSettled(isProved: boolean): void
}

function Prove({ by, onSettled }: Props) {
  const say = useSay()
  const [password, setPassword] = useState('')
  const typed = useAction((input: { password: string }, context: { key: string }) =>
    client.identity.prove(input, { context }),
  )
  const touched = useAction(async () => {
    const assertion = await usePasskeyOf(await client.identity.askProof())
    return client.identity.proveByPasskey({ assertion })
  })
  const failed = typed.error ?? touched.error
  const wrong = codeOf(typed.error) === 'identity.wrong_password' ? say('password.wrong') : undefined
  return (
    <Modal open title={say('ways.prove_title')} footer={null} onCancel={() => onSettled(false)}>
      <p className="quiet">{say('ways.prove_help')}</p>
      {by.password && (
        <form
          className="form"
          onSubmit={event => {
            event.preventDefault()
            touched.forget()
            void typed.act({ password }).then(done => done && onSettled(true))
          }}
        >
          <Field label={say('identity.password')} for="prove-password">
            <Input
              id="prove-password"
              type="password"
              required
              autoFocus
              maxLength={200}
              autoComplete="current-password"
              value={password}
              onChange={event => setPassword(event.target.value)}
            />
          </Field>
          <div className="form-buttons">
            <Button type="primary" htmlType="submit" loading={typed.busy}>
              {say('ways.prove')}
            </Button>
          </div>
        </form>
      )}
      {by.passkey && (
        <Button
          block
          type={by.password ? 'default' : 'primary'}
          loading={touched.busy}
          onClick={() => {
            typed.forget()
            void touched.act(undefined).then(done => done && onSettled(true))
          }}
        >
          {say('ways.prove_by_passkey')}
        </Button>
      )}
      {failed !== undefined && <Refused error={failed} says={wrong} />}
    </Modal>
  )
}
