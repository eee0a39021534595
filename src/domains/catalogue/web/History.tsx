// Every version: since when, by whom; opening one to read, and taking one back that has not begun.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { useVersions } from './drafting.ts'

type Version = NonNullable<ReturnType<typeof useVersions>['data']>['versions'][number]

interface Props {
  versions: readonly Version[]
  moment(at: string): string
  onLook(version: number): void
  onTold(sentence: string): void
}

export function History({ versions, moment, onLook, onTold }: Props) {
  const say = useSay()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<number>()
  const withdrawing = useAction((input: { version: string }, context: { key: string }) =>
    client.catalogue.withdraw(input, { context }),
  )
  const withdraw = async (version: number): Promise<void> => {
    const done = await withdrawing.act({ version: String(version) })
    await queries.invalidateQueries({ queryKey: api.catalogue.key() })
    if (!done) return
    setAsked(undefined)
    onTold(say('catalogue.withdrawn_told', { version }))
  }
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('catalogue.version_head')}</th>
            <th scope="col">{say('catalogue.valid_from')}</th>
            <th scope="col">{say('catalogue.published_at')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {versions.map(each => (
            <tr key={each.version}>
              <th scope="row">
                {say('catalogue.version', { version: each.version })}{' '}
                <span className={each.state === 'in_force' ? 'tag tag-ink' : 'tag'}>
                  {say(`catalogue.state.${each.state}`)}
                </span>
              </th>
              <td>{moment(each.validFrom)}</td>
              <td>
                {moment(each.publishedAt)} · {each.publishedBy ?? say('catalogue.by_program')}
                {each.withdrawnAt !== null && (
                  <p className="quiet">
                    {say('catalogue.withdrawn_by', {
                      name: each.withdrawnBy ?? '',
                      at: moment(each.withdrawnAt),
                    })}
                  </p>
                )}
              </td>
              <td className="table-act">
                <Button
                  size="small"
                  aria-label={`${say('catalogue.look')}: ${say('catalogue.version', { version: each.version })}`}
                  onClick={() => onLook(each.version)}
                >
                  {say('catalogue.look')}
                </Button>{' '}
                {each.state === 'coming' && (
                  <Button size="small" onClick={() => setAsked(each.version)}>
                    {say('catalogue.withdraw')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Modal
        open={asked !== undefined}
        title={say('catalogue.withdraw')}
        okText={say('catalogue.withdraw')}
        confirmLoading={withdrawing.busy}
        onOk={() => asked !== undefined && void withdraw(asked)}
        onCancel={() => {
          withdrawing.forget()
          setAsked(undefined)
        }}
      >
        <p>{say('catalogue.withdraw_confirm', { version: asked ?? '' })}</p>
        {withdrawing.error !== undefined && <Refused error={withdrawing.error} />}
      </Modal>
    </>
  )
}
