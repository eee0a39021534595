// Closing a region, asked once more.
import { Modal } from 'antd'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { KeptRegion } from '../contract.ts'

interface Props {
  one: KeptRegion
  onClose(): void
  onDone(sentence: string): void
}

export function CloseRegion({ one, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const name = named(one.name, language)
  const closing = useAction((input: { code: string }, context: { key: string }) =>
    client.regions.close(input, { context }),
  )
  const close = async (): Promise<void> => {
    if (await closing.act({ code: one.code })) onDone(say('regions.told_closed', { name }))
  }
  return (
    <Modal
      open
      title={say('regions.close_one', { name })}
      okText={say('regions.close')}
      confirmLoading={closing.busy}
      onOk={() => void close()}
      onCancel={onClose}
    >
      <p>{say('regions.close_confirm')}</p>
      {closing.error !== undefined && <Refused error={closing.error} />}
    </Modal>
  )
}
