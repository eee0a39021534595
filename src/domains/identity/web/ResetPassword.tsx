// A new password for somebody who lost his: asked once more, then shown once.
import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Account } from './Accounts.tsx'
import { freshPassword } from './freshPassword.ts'

interface Props {
  account: Account
  onClose(): void
  onReset(sentence: string): void
}

export function ResetPassword({ account, onClose, onReset }: Props) {
  const { id, name, login, passkeys, linked } = account
  const say = useSay()
  const [password] = useState(freshPassword)
  const [isDone, setDone] = useState(false)
  const [isCopied, setCopied] = useState(false)
  const hasOthers = passkeys > 0 || linked
  const [isAll, setAll] = useState(hasOthers)
  const resetting = useAction((otherWays: 'keep' | 'remove', context: { key: string }) =>
    client.identity.resetPassword({ account: id, password, otherWays }, { context }),
  )
  const reset = async (): Promise<void> => {
    if (await resetting.act(isAll ? 'remove' : 'keep')) setDone(true)
  }
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(password)
    setCopied(true)
  }
  const finish = (): void => onReset(say('people.reset_told', { name }))
  if (isDone)
    return (
      <Modal
        open
        title={say('people.reset_of', { name })}
        mask={{ closable: false }}
        footer={
          <Button type="primary" onClick={finish}>
            {say('people.done')}
          </Button>
        }
        onCancel={finish}
      >
        <div aria-live="polite">
          <p>{say('people.reset_done', { name, login })}</p>
          <p className="secret">
            <code>{password}</code> {/* Only there over HTTPS; elsewhere it is read off. */}
            {'clipboard' in navigator && (
              <Button size="small" onClick={() => void copy()}>
                {say(isCopied ? 'people.copied' : 'people.copy')}
              </Button>
            )}
          </p>
          <p className="quiet">{say('people.reset_once')}</p>
        </div>
      </Modal>
    )
  return (
    <Modal
      open
      title={say('people.reset_of', { name })}
      okText={say('people.reset')}
      confirmLoading={resetting.busy}
      onOk={() => void reset()}
      onCancel={onClose}
    >
      <p>{say('people.reset_confirm')}</p>
      {hasOthers && (
        <p className="reset-too">
          <Checkbox checked={isAll} onChange={event => setAll(event.target.checked)}>
            {say('ways.reset_too', { count: passkeys })}
          </Checkbox>
        </p>
      )}
      {resetting.error !== undefined && <Refused error={resetting.error} />}
    </Modal>
  )
}
