// Closing an account for ever, asked once more.
import { Modal } from 'antd'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Account } from './Accounts.tsx'

interface Props {
  account: Account
  onClose(): void
  onClosed(sentence: string): void
}

export function CloseAccount({ account: { id, name, posts }, onClose, onClosed }: Props) {
  const say = useSay()
  const closing = useAction((_: undefined, context: { key: string }) =>
    client.identity.closeAccount({ account: id }, { context }),
  )
  const close = async (): Promise<void> => {
    if (await closing.act(undefined)) onClosed(say('people.close_told', { name }))
  }
  return (
    <Modal
      open
      title={say('people.close_of', { name })}
      okText={say('people.close')}
      okButtonProps={{ danger: true }}
      confirmLoading={closing.busy}
      onOk={() => void close()}
      onCancel={onClose}
    >
      <p>{say('people.close_confirm', { posts: posts.length })}</p>
      {closing.error !== undefined && <Refused error={closing.error} />}
    </Modal>
  )
}
