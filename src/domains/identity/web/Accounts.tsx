// The administrator's page: accounts and the posts they hold, found, opened, given and ended. Which department a clerk
// works for belongs to a higher capability, so the face brings those pieces.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import type { HeldPost } from '../contract.ts'
import { AccountFilters } from './AccountFilters.tsx'
import { AccountTable } from './AccountTable.tsx'
import { ChangeEmployment } from './ChangeEmployment.tsx'
import { CloseAccount } from './CloseAccount.tsx'
import { EndPost } from './EndPost.tsx'
import { GivePost } from './GivePost.tsx'
import { LinkAccount } from './LinkAccount.tsx'
import { OpenAccount } from './OpenAccount.tsx'
import { isNarrowed, peopleShown, usePeopleFilter } from './people.ts'
import { ResetPassword } from './ResetPassword.tsx'
import './identity.css'

export interface Account {
  id: string
  login: string
  name: string
  openedAt: string
  closedAt: string | null
  posts: HeldPost[]
  passkeys: number
  linked: boolean
}

/** For whom a post works, by the post. */
export type Employments = ReadonlyMap<string, { organisation: string; name: { zh: string; en: string } }>

/** What the face brings of organisations: whom each post works for, the field to say so, and people as a sheet. */
export interface Employing {
  useEmployments(): Employments
  Field(props: { value: string | undefined; onChange(value: string): void }): ReactNode
  employ(post: string, organisation: string, key: string): Promise<unknown>
  Import(props: { onClose(): void; onDone(sentence: string): void }): ReactNode
  exportSheet(): Promise<void>
}

export type Open =
  | { form: 'account' | 'import' }
  | { form: 'post' | 'reset' | 'close' | 'link'; account: Account }
  | { form: 'end' | 'employ'; account: Account; post: HeldPost }

export function Accounts({ employing, ownLogin }: { employing: Employing; ownLogin: string }) {
  const say = useSay()
  const queries = useQueryClient()
  const accounts = useQuery(api.identity.accounts.queryOptions())
  const employments = employing.useEmployments()
  const provider = useQuery(api.identity.provider.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const [filter, set, clear] = usePeopleFilter()
  const [open, setOpen] = useState<Open>()
  const [told, setTold] = useState('')
  const shown = accounts.data && peopleShown(accounts.data, filter, employments)
  const close = (): void => setOpen(undefined)
  const finish = (sentence: string): void => {
    setTold(sentence)
    close()
    for (const queryKey of [api.identity.accounts.key(), api.identity.centres.key(), api.organisations.key()])
      void queries.invalidateQueries({ queryKey })
  }
  const { Import } = employing

  return (
    <section className="page page-wide" aria-labelledby="accounts-title">
      <header className="page-head">
        <div>
          <h1 id="accounts-title">{say('console.desk.administrator')}</h1>
          <p className="quiet">{say('console.accounts_help')}</p>
        </div>
        <div className="head-acts">
          <Button onClick={() => void employing.exportSheet()}>{say('people.export')}</Button>
          <Button onClick={() => setOpen({ form: 'import' })}>{say('people.import')}</Button>
          <Button type="primary" onClick={() => setOpen({ form: 'account' })}>
            {say('console.account_open')}
          </Button>
        </div>
      </header>
      <AccountFilters
        filter={filter}
        accounts={accounts.data ?? []}
        employments={employments}
        onChange={set}
      />
      <p role="status" className="told">
        {told}
      </p>
      {accounts.isError && <Refused error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && <Skeleton active className="late-shown" />}
      {shown && accounts.data && (
        <p className="quiet counted">
          {isNarrowed(filter)
            ? say('people.count_of', { shown: shown.length, all: accounts.data.length })
            : say('people.count', { shown: shown.length })}{' '}
          {isNarrowed(filter) && (
            <Button size="small" type="link" onClick={clear}>
              {say('people.clear')}
            </Button>
          )}
        </p>
      )}
      {shown && shown.length > 0 && (
        <AccountTable
          accounts={shown}
          employments={employments}
          ownLogin={ownLogin}
          canLink={Boolean(provider.data)}
          onOpen={setOpen}
        />
      )}
      {shown?.length === 0 && <p className="quiet">{say('console.accounts_none')}</p>}
      {open?.form === 'account' && <OpenAccount onClose={close} onOpened={finish} />}
      {open?.form === 'import' && <Import onClose={close} onDone={finish} />}
      {open?.form === 'post' && (
        <GivePost account={open.account} employing={employing} onClose={close} onGiven={finish} />
      )}
      {open?.form === 'end' && (
        <EndPost account={open.account} post={open.post} onClose={close} onEnded={finish} />
      )}
      {open?.form === 'employ' && (
        <ChangeEmployment
          account={open.account}
          post={open.post}
          now={employments.get(open.post.id)?.organisation}
          employing={employing}
          onClose={close}
          onChanged={finish}
        />
      )}
      {open?.form === 'reset' && <ResetPassword account={open.account} onClose={close} onReset={finish} />}
      {open?.form === 'link' && <LinkAccount account={open.account} onClose={close} onDone={finish} />}
      {open?.form === 'close' && <CloseAccount account={open.account} onClose={close} onClosed={finish} />}
    </section>
  )
}
