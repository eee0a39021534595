// Whether one has a password, changing it, and doing without.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Part } from './Ways.tsx'

export function PasswordWay({
  hasPassword,
  canDrop,
  sure,
  onDone,
}: Part & { hasPassword: boolean; canDrop: boolean }) {
  const say = useSay()
  const [isAsking, setAsking] = useState(false)
  const dropping = useAction((_: undefined, context: { key: string }) =>
    sure(() => client.identity.dropPassword(undefined, { context })),
  )
  const drop = async (): Promise<void> => {
    if (!(await dropping.act(undefined))) return
    setAsking(false)
    onDone(say('ways.password_dropped'))
  }
  return (
    <section aria-labelledby="password-way-title">
      <h2 id="password-way-title">{say('ways.password')}</h2>
      <p>{say(hasPassword ? 'ways.password_there' : 'ways.password_none')}</p>
      <p className="line-acts line-acts-start">
        <Link to="/password">{say('password.title')}</Link>
        {hasPassword && canDrop && (
          <Button size="small" onClick={() => setAsking(true)}>
            {say('ways.password_drop')}
          </Button>
        )}
      </p>
      {isAsking && (
        <Modal
          open
          title={say('ways.password_drop')}
          okText={say('ways.password_drop')}
          okButtonProps={{ danger: true }}
          confirmLoading={dropping.busy}
          onOk={() => void drop()}
          onCancel={() => setAsking(false)}
        >
          <p>{say('ways.password_drop_confirm')}</p>
          {dropping.error !== undefined && <Refused error={dropping.error} />}
        </Modal>
      )}
    </section>
  )
}
