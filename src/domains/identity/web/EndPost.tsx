// Ending a post, asked once more.
import { Modal } from 'antd'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { HeldPost } from '../contract.ts'
import type { Account } from './Accounts.tsx'

interface Props {
  account: Account
  post: HeldPost
  onClose(): void
  onEnded(sentence: string): void
}

export function EndPost({ account: { name }, post, onClose, onEnded }: Props) {
  const say = useSay()
  const role = say(`role.${post.role}`)
  const ending = useAction((_: undefined, context: { key: string }) =>
    client.identity.endPost({ post: post.id }, { context }),
  )
  const end = async (): Promise<void> => {
    if (await ending.act(undefined)) onEnded(say('console.post_ended', { name, role }))
  }
  return (
    <Modal
      open
      title={say('console.post_end')}
      okText={say('console.post_end')}
      confirmLoading={ending.busy}
      onOk={() => void end()}
      onCancel={onClose}
    >
      <p>{say('console.post_end_confirm', { name, role })}</p>
      {ending.error !== undefined && <Refused error={ending.error} />}
    </Modal>
  )
}
