// Which organisation a handling post works for, changed without ending the post.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { HeldPost } from '../contract.ts'
import type { Account, Employing } from './Accounts.tsx'

interface Props {
  account: Account
  post: HeldPost
  now: string | undefined
  employing: Employing
  onClose(): void
  onChanged(sentence: string): void
}

export function ChangeEmployment({ account: { name }, post, now, employing, onClose, onChanged }: Props) {
  const say = useSay()
  const [organisation, setOrganisation] = useState(now)
  const changing = useAction(async (to: string, { key }: { key: string }) => {
    await employing.employ(post.id, to, key)
    return true
  })
  const change = async (): Promise<void> => {
    if (organisation !== undefined && (await changing.act(organisation)))
      onChanged(say('people.organisation_changed', { name }))
  }
  return (
    <Modal
      open
      title={say('people.change_organisation_of', { name, role: say(`role.${post.role}`) })}
      footer={null}
      onCancel={onClose}
    >
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void change()
        }}
      >
        <employing.Field value={organisation} onChange={setOrganisation} />
        {changing.error !== undefined && <Refused error={changing.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button
            type="primary"
            htmlType="submit"
            loading={changing.busy}
            disabled={organisation === undefined || organisation === now}
          >
            {say('people.change_organisation')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
