// The posts of the fictional city, one click each: the first of every post, the others on demand or by a filter.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { DemoAccount } from '../demo.ts'
import { axes, type Role } from '../rules.ts'

interface Props {
  posts: readonly DemoAccount[]
  busy: boolean
  onChoose: (post: DemoAccount) => void
}

/** So many of each post are shown at once. */
const shownEach = 2
/** From so many accounts on there is a filter. */
const filteredFrom = 24

export function DemoPosts({ posts, busy, onChoose }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const [sought, setSought] = useState('')
  const [opened, setOpened] = useState<ReadonlySet<Role>>(new Set())
  const text = sought.trim().toLowerCase()
  const fits = ({ login, name, role, place }: DemoAccount): boolean =>
    [login, name, say(`role.${role}`), place.zh, place.en].some(each => each.toLowerCase().includes(text))
  const found = text === '' ? posts : posts.filter(fits)
  return (
    <section className="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{say('identity.demo_title')}</h2>
      <p className="quiet">{say('identity.demo_note')}</p>
      {posts.length >= filteredFrom && (
        <Input
          className="demo-filter"
          allowClear
          aria-label={say('identity.demo_filter')}
          placeholder={say('identity.demo_filter')}
          value={sought}
          onChange={event => setSought(event.target.value)}
        />
      )}
      {found.length === 0 && <p role="status">{say('identity.demo_none')}</p>}
      {axes.map(axis => {
        const side = found.filter(post => post.axis === axis)
        if (side.length === 0) return null
        return (
          <section key={axis} aria-labelledby={`axis-${axis}`}>
            <h3 id={`axis-${axis}`}>{say(`axis.${axis}`)}</h3>
            <ul>
              {[...new Set(side.map(({ role }) => role))].flatMap(role => {
                const own = side.filter(post => post.role === role)
                const isWhole = text !== '' || opened.has(role) || own.length <= shownEach
                return [
                  ...(isWhole ? own : own.slice(0, shownEach)).map(post => (
                    <li key={post.login}>
                      <button
                        type="button"
                        className="demo-post"
                        disabled={busy}
                        onClick={() => onChoose(post)}
                      >
                        <strong>{say(`role.${role}`)}</strong>
                        <span>{post.name}</span>
                        <span className="quiet">{named(post.place, language)}</span>
                      </button>
                    </li>
                  )),
                  ...(text !== '' || own.length <= shownEach
                    ? []
                    : [
                        <li key={`more-${role}`}>
                          <Button
                            type="link"
                            className="demo-more"
                            aria-expanded={isWhole}
                            onClick={() => setOpened(toggled(opened, role))}
                          >
                            {say(isWhole ? 'identity.demo_fewer' : 'identity.demo_more', {
                              count: own.length - shownEach,
                              role: say(`role.${role}`),
                            })}
                          </Button>
                        </li>,
                      ]),
                ]
              })}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

function toggled(opened: ReadonlySet<Role>, role: Role): ReadonlySet<Role> {
  const next = new Set(opened)
  if (!next.delete(role)) next.add(role)
  return next
}
