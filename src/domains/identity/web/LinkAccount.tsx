// An administrator says who somebody is at the identity provider, or takes that back.
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Account } from './Accounts.tsx'

interface Props {
  account: Account
  onClose(): void
  onDone(sentence: string): void
}

export function LinkAccount({ account: { id, name, linked }, onClose, onDone }: Props) {
  const say = useSay()
  const [subject, setSubject] = useState('')
  const linking = useAction((to: string, context: { key: string }) =>
    client.identity.linkAccount({ account: id, subject: to }, { context }),
  )
  const unlinking = useAction((_: undefined, context: { key: string }) =>
    client.identity.unlinkAccount({ account: id }, { context }),
  )
  const link = async (): Promise<void> => {
    if (await linking.act(subject)) onDone(say('ways.link_told', { name }))
  }
  const unlink = async (): Promise<void> => {
    if (await unlinking.act(undefined)) onDone(say('ways.unlink_told', { name }))
  }
  if (linked)
    return (
      <Modal
        open
        title={say('ways.unlink_of', { name })}
        okText={say('ways.unlink')}
        confirmLoading={unlinking.busy}
        onOk={() => void unlink()}
        onCancel={onClose}
      >
        <p>{say('ways.unlink_confirm', { name: say('ways.provider') })}</p>
        {unlinking.error !== undefined && <Refused error={unlinking.error} />}
      </Modal>
    )
  return (
    <Modal open title={say('ways.link_of', { name })} footer={null} onCancel={onClose}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void link()
        }}
      >
        <Field label={say('ways.subject')} for="link-subject" help={say('ways.subject_help')}>
          <Input
            id="link-subject"
            required
            maxLength={255}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby="link-subject-help"
            value={subject}
            onChange={event => setSubject(event.target.value)}
          />
        </Field>
        {linking.error !== undefined && <Refused error={linking.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={linking.busy}>
            {say('ways.link_account')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
