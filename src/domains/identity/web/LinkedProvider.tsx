// Who one is at the identity provider: linking, which leads there and back, and unlinking.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { Part } from './Ways.tsx'

interface Linked {
  id: string
  issuer: string
  linkedAt: string
  usedAt: string | null
}

export function LinkedProvider({ links, sure, onDone }: Part & { links: readonly Linked[] }) {
  const say = useSay()
  const [language] = useLanguage()
  const { data } = useQuery(api.identity.provider.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const [ending, setEnding] = useState<string>()
  const visiting = useAction((_: undefined, context: { key: string }) =>
    sure(() => client.identity.visitToLink({ back: '/console/ways' }, { context })),
  )
  const unlinking = useAction((id: string, context: { key: string }) =>
    sure(() => client.identity.unlink({ id }, { context })),
  )
  if (!data && links.length === 0) return null
  const name = data ? named(data.name, language) : say('ways.provider')
  const visit = async (): Promise<void> => {
    const onward = await visiting.act(undefined)
    if (onward) location.assign(onward.url)
  }
  const unlink = async (id: string): Promise<void> => {
    if (!(await unlinking.act(id))) return
    setEnding(undefined)
    onDone(say('ways.unlinked'))
  }
  return (
    <section aria-labelledby="provider-title">
      <h2 id="provider-title">{name}</h2>
      {links.length === 0 && <p>{say('ways.linked_none', { name })}</p>}
      {links.length > 0 && (
        <ul className="lines">
          {links.map(({ id, issuer, linkedAt, usedAt }) => (
            <li key={id}>
              <div>
                <p>
                  <strong className="device">{issuer}</strong>
                </p>
                <p className="quiet">
                  {say('ways.linked_at', { at: moment(linkedAt, language, district?.timeZone) })} ·{' '}
                  {usedAt === null
                    ? say('ways.used_never')
                    : say('ways.used_at', { at: moment(usedAt, language, district?.timeZone) })}
                </p>
              </div>
              <Button size="small" onClick={() => setEnding(id)}>
                {say('ways.unlink')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {data && links.length === 0 && (
        <Button className="more" onClick={() => void visit()}>
          {say('ways.link', { name })}
        </Button>
      )}
      {visiting.error !== undefined && <Refused error={visiting.error} />}
      {ending !== undefined && (
        <Modal
          open
          title={say('ways.unlink')}
          okText={say('ways.unlink')}
          confirmLoading={unlinking.busy}
          onOk={() => void unlink(ending)}
          onCancel={() => setEnding(undefined)}
        >
          <p>{say('ways.unlink_confirm', { name })}</p>
          {unlinking.error !== undefined && <Refused error={unlinking.error} />}
        </Modal>
      )}
    </section>
  )
}
