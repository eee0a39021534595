// The register: every department and firm there is or was.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { Registered } from '../contract.ts'
import { OrganisationForm } from './OrganisationForm.tsx'

type Open = { form: 'add' } | { form: 'change' | 'close'; one: Registered }

export function Register({ onChanged }: { onChanged(sentence: string): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const register = useQuery(api.organisations.register.queryOptions())
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 300_000 }))
  const [filter, setFilter] = useState('')
  const [open, setOpen] = useState<Open>()
  const reopening = useAction((input: { id: string }, context: { key: string }) =>
    client.organisations.reopen(input, { context }),
  )
  const all = register.data ?? []
  const nameOf = (id: string | null): string => {
    const found = all.find(each => each.id === id)
    return found ? named(found.name, language) : ''
  }
  const regionOf = (code: string | null): string => {
    const found = regions.find(each => each.code === code)
    // A region that was closed since is no longer listed; its code still says which it was.
    return found ? named(found.name, language) : (code ?? say('organisations.whole_district'))
  }
  const wanted = filter.trim().toLowerCase()
  const shown = all.filter(({ code, name }) => `${code} ${name.zh} ${name.en}`.toLowerCase().includes(wanted))
  const finish = (sentence: string): void => {
    setOpen(undefined)
    onChanged(sentence)
  }
  const reopen = async ({ id, name }: Registered): Promise<void> => {
    if (await reopening.act({ id })) onChanged(say('organisations.reopened', { name: named(name, language) }))
  }

  return (
    <>
      <div className="tools">
        <Input
          className="tools-filter"
          allowClear
          value={filter}
          placeholder={say('organisations.filter')}
          aria-label={say('organisations.filter')}
          onChange={event => setFilter(event.target.value)}
        />
        <Button type="primary" onClick={() => setOpen({ form: 'add' })}>
          {say('organisations.add')}
        </Button>
      </div>
      {register.isError && <Refused error={register.error} onRetry={() => void register.refetch()} />}
      {reopening.error !== undefined && <Refused error={reopening.error} />}
      {register.isPending && <Skeleton active className="late-shown" />}
      {register.data && shown.length === 0 && <p className="quiet">{say('organisations.none')}</p>}
      {shown.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('organisations.code')}</th>
              <th scope="col">{say('organisations.name')}</th>
              <th scope="col">{say('organisations.kind')}</th>
              <th scope="col">{say('organisations.region')}</th>
              <th scope="col">{say('organisations.contact')}</th>
              <th scope="col" className="figure">
                {say('organisations.posts')}
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map(one => {
              const name = named(one.name, language)
              return (
                <tr key={one.id}>
                  <td>{one.code}</td>
                  <th scope="row">
                    {name}{' '}
                    {one.closedAt !== null && <span className="tag">{say('organisations.is_closed')}</span>}
                  </th>
                  <td>
                    {say(`organisations.kind.${one.kind}`)}
                    {one.parent !== null && <span className="quiet"> · {nameOf(one.parent)}</span>}
                  </td>
                  <td>{regionOf(one.region)}</td>
                  <td>{one.contact}</td>
                  <td className="figure" data-label={say('organisations.posts')}>
                    {one.posts}
                  </td>
                  <td className="table-act">
                    <Button
                      size="small"
                      aria-label={say('organisations.change_one', { name })}
                      onClick={() => setOpen({ form: 'change', one })}
                    >
                      {say('organisations.change')}
                    </Button>{' '}
                    {one.closedAt === null ? (
                      <Button
                        size="small"
                        type="text"
                        aria-label={say('organisations.close_one', { name })}
                        onClick={() => setOpen({ form: 'close', one })}
                      >
                        {say('organisations.close')}
                      </Button>
                    ) : (
                      <Button
                        size="small"
                        type="text"
                        loading={reopening.busy}
                        aria-label={`${say('organisations.reopen')} ${name}`}
                        onClick={() => void reopen(one)}
                      >
                        {say('organisations.reopen')}
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {open && open.form !== 'close' && (
        <OrganisationForm
          one={open.form === 'change' ? open.one : undefined}
          all={all}
          regions={regions}
          onClose={() => setOpen(undefined)}
          onDone={finish}
        />
      )}
      {open?.form === 'close' && <Close one={open.one} onClose={() => setOpen(undefined)} onDone={finish} />}
    </>
  )
}

interface CloseProps {
  one: Registered
  onClose(): void
  onDone(sentence: string): void
}

function Close({ one, onClose, onDone }: CloseProps) {
  const say = useSay()
  const [language] = useLanguage()
  const name = named(one.name, language)
  const closing = useAction((input: { id: string }, context: { key: string }) =>
    client.organisations.close(input, { context }),
  )
  const close = async (): Promise<void> => {
    if (await closing.act({ id: one.id })) onDone(say('organisations.closed_now', { name }))
  }
  return (
    <Modal
      open
      title={say('organisations.close_one', { name })}
      okText={say('organisations.close')}
      confirmLoading={closing.busy}
      onOk={() => void close()}
      onCancel={onClose}
    >
      <p>{say('organisations.close_confirm')}</p>
      {closing.error !== undefined && <Refused error={closing.error} />}
    </Modal>
  )
}
