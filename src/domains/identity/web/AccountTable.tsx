// The accounts with what each holds: post, region, organisation or centre.
import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useDay } from '../../../ui/useDay.ts'
import { named } from '../../../ui/words/words.ts'
import type { HeldPost } from '../contract.ts'
import type { Account, Employments, Open } from './Accounts.tsx'

interface Props {
  accounts: readonly Account[]
  employments: Employments
  /** Nobody resets or closes himself. */
  ownLogin: string
  /** Whether there is an identity provider to link accounts with. */
  canLink: boolean
  onOpen(open: Open): void
}

/** A district has a few hundred; more would make the page slow to open. */
const atOnce = 200

export function AccountTable({ accounts, employments, ownLogin, canLink, onOpen }: Props) {
  const say = useSay()
  const [most, setMost] = useState(atOnce)
  const rest = accounts.length - most
  return (
    <>
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
          {accounts.slice(0, most).map(account => (
            <Row
              key={account.id}
              account={account}
              employments={employments}
              isOwn={account.login === ownLogin}
              canLink={canLink}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <Button className="more" onClick={() => setMost(most + atOnce)}>
          {say('people.more', { count: Math.min(rest, atOnce) })}
        </Button>
      )}
    </>
  )
}

interface RowProps {
  account: Account
  employments: Employments
  isOwn: boolean
  canLink: boolean
  onOpen(open: Open): void
}

function Row({ account, employments, isOwn, canLink, onOpen }: RowProps) {
  const say = useSay()
  const day = useDay()
  const { name, login, posts, closedAt, passkeys, linked } = account
  const others = [
    ...(passkeys > 0 ? [say('ways.count', { count: passkeys })] : []),
    ...(linked ? [say('ways.is_linked')] : []),
  ]
  const forms = [
    ['post', 'console.post_give'],
    ['reset', 'people.reset'],
    ['close', 'people.close'],
    ...(canLink || linked ? [['link', linked ? 'ways.unlink' : 'ways.link_account'] as const] : []),
  ] as const
  // Nobody locks himself out by a slip.
  const offered = isOwn ? forms.slice(0, 1) : forms
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {login}
        {others.length > 0 && <small className="quiet other-ways">{others.join(' · ')}</small>}
      </td>
      <td>
        {closedAt !== null && <span className="tag">{say('people.closed_on', { at: day(closedAt) })}</span>}
        {closedAt === null && posts.length === 0 && <span className="quiet">{say('console.no_posts')}</span>}
        {posts.length > 0 && (
          <ul className="posts">
            {posts.map(post => (
              <Post
                key={post.id}
                account={account}
                post={post}
                organisation={employments.get(post.id)?.name}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
      </td>
      <td className="table-act">
        {closedAt === null &&
          offered.map(([form, word]) => (
            <Button
              key={form}
              size="small"
              type={form === 'post' ? 'default' : 'text'}
              aria-label={`${say(word)}: ${name}`}
              onClick={() => onOpen({ form, account })}
            >
              {say(word)}
            </Button>
          ))}
      </td>
    </tr>
  )
}

interface PostProps {
  account: Account
  post: HeldPost
  organisation: { zh: string; en: string } | undefined
  onOpen(open: Open): void
}

function Post({ account, post, organisation, onOpen }: PostProps) {
  const say = useSay()
  const [language] = useLanguage()
  const { role, axis, region, centre } = post
  const isHandling = axis === 'handling'
  const where = organisation ?? centre?.name
  return (
    <li>
      <span>
        {say(`role.${role}`)} · {named(region.name, language)}
        {where && ` · ${named(where, language)}`}
        {isHandling && !where && <span className="quiet"> · {say('people.no_organisation')}</span>}
      </span>{' '}
      <span className="tag">{say(`axis.${axis}`)}</span>{' '}
      {isHandling && (
        <Button
          size="small"
          type="text"
          aria-label={say('people.change_organisation_of', { name: account.name, role: say(`role.${role}`) })}
          onClick={() => onOpen({ form: 'employ', account, post })}
        >
          {say('people.change_organisation')}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        aria-label={`${say('console.post_end')}: ${account.name}, ${say(`role.${role}`)}`}
        onClick={() => onOpen({ form: 'end', account, post })}
      >
        {say('console.post_end')}
      </Button>
    </li>
  )
}
