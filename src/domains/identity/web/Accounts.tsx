// The administrator's page: accounts, the posts they hold, opening and ending them. Which department a clerk
// works for belongs to a higher capability, so the face brings that field.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { HeldPost } from '../contract.ts'
import { GivePost } from './GivePost.tsx'
import { OpenAccount } from './OpenAccount.tsx'
import './identity.css'

export interface Account {
  id: string
  login: string
  name: string
  posts: HeldPost[]
}

/** Where a clerk is employed: a field of the form, and what happens with it once the post is given. */
export interface Employing {
  Field(props: { value: string | undefined; onChange(value: string): void }): ReactNode
  employ(post: string, organisation: string, key: string): Promise<unknown>
}

type Open =
  | { form: 'account' }
  | { form: 'post'; account: Account }
  | { form: 'end'; account: Account; post: HeldPost }

export function Accounts({ employing }: { employing: Employing }) {
  const say = useSay()
  const queries = useQueryClient()
  const accounts = useQuery(api.identity.accounts.queryOptions())
  const [filter, setFilter] = useState('')
  const [open, setOpen] = useState<Open>()
  const [told, setTold] = useState('')
  const wanted = filter.trim().toLowerCase()
  const shown = accounts.data?.filter(({ login, name }) => `${login} ${name}`.toLowerCase().includes(wanted))
  const close = (): void => setOpen(undefined)
  const finish = (sentence: string): void => {
    setTold(sentence)
    close()
    void queries.invalidateQueries({ queryKey: api.identity.accounts.key() })
  }

  return (
    <section className="page" aria-labelledby="accounts-title">
      <header className="page-head">
        <div>
          <h1 id="accounts-title">{say('console.desk.administrator')}</h1>
          <p className="quiet">{say('console.accounts_help')}</p>
        </div>
        <Button type="primary" onClick={() => setOpen({ form: 'account' })}>
          {say('console.account_open')}
        </Button>
      </header>
      <Input
        className="page-filter"
        allowClear
        value={filter}
        placeholder={say('console.accounts_filter')}
        aria-label={say('console.accounts_filter')}
        onChange={event => setFilter(event.target.value)}
      />
      <p role="status" className="told">
        {told}
      </p>
      {accounts.isError && <Refused error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && <Skeleton active className="late-shown" />}
      {shown && (
        <Table
          accounts={shown}
          onGive={account => setOpen({ form: 'post', account })}
          onEnd={(account, post) => setOpen({ form: 'end', account, post })}
        />
      )}
      {shown?.length === 0 && <p className="quiet">{say('console.accounts_none')}</p>}
      {open?.form === 'account' && <OpenAccount onClose={close} onOpened={finish} />}
      {open?.form === 'post' && (
        <GivePost account={open.account} employing={employing} onClose={close} onGiven={finish} />
      )}
      {open?.form === 'end' && (
        <EndPost account={open.account} post={open.post} onClose={close} onEnded={finish} />
      )}
    </section>
  )
}

interface TableProps {
  accounts: readonly Account[]
  onGive(account: Account): void
  onEnd(account: Account, post: HeldPost): void
}

function Table({ accounts, onGive, onEnd }: TableProps) {
  const say = useSay()
  const [language] = useLanguage()
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{say('console.account_name')}</th>
          <th scope="col">{say('console.account_login')}</th>
          <th scope="col">{say('console.posts')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {accounts.map(account => (
          <tr key={account.id}>
            <th scope="row">{account.name}</th>
            <td>{account.login}</td>
            <td>
              {account.posts.length === 0 && <span className="quiet">{say('console.no_posts')}</span>}
              <ul className="posts">
                {account.posts.map(post => (
                  <li key={post.id}>
                    <span>
                      {say(`role.${post.role}`)} · {named(post.region.name, language)}
                    </span>{' '}
                    <span className="tag">{say(`axis.${post.axis}`)}</span>{' '}
                    <Button
                      size="small"
                      type="text"
                      aria-label={`${say('console.post_end')}: ${account.name}, ${say(`role.${post.role}`)}`}
                      onClick={() => onEnd(account, post)}
                    >
                      {say('console.post_end')}
                    </Button>
                  </li>
                ))}
              </ul>
            </td>
            <td className="table-act">
              <Button
                size="small"
                aria-label={`${say('console.post_give')}: ${account.name}`}
                onClick={() => onGive(account)}
              >
                {say('console.post_give')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface EndProps {
  account: Account
  post: HeldPost
  onClose(): void
  onEnded(sentence: string): void
}

function EndPost({ account: { name }, post, onClose, onEnded }: EndProps) {
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
