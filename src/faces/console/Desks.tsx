// The pages of a post in the bar, its desk with how much waits there; what does not fit stands under “More”.
import { useQuery } from '@tanstack/react-query'
import { Dropdown } from 'antd'
import { useLayoutEffect, useRef, useState } from 'react'
import { NavLink, useLocation, useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { Several } from '../../domains/cases/web/LightCounts.tsx'
import { useFirstQueue } from '../../domains/cases/web/tabs.ts'
import type { Me } from '../../domains/identity/contract.ts'
import { useSay } from '../../ui/say.ts'
import { useKeys } from '../../ui/useKeys.ts'
import { desksOf } from './desks.ts'

/** As wide as “More ▾” stands in the bar. */
const more = 84

export function Desks({ me }: { me: Me }) {
  const say = useSay()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const desks = desksOf({ permissions: me.permissions, role: me.post.role })
  const counts = useQuery({
    ...api.cases.counts.queryOptions(),
    enabled: me.permissions.includes('cases.see'),
  }).data
  const first = useFirstQueue()
  const { box, fitting, least } = useFitting(desks.map(({ label }) => say(label)).join('/'))
  const shown = desks.slice(0, fitting)
  const hidden = desks.slice(fitting)
  const [isOpen, setOpen] = useState(false)
  useKeys({
    z: () => {
      if (hidden.length > 0) setOpen(true)
      box.current?.querySelector<HTMLElement>(hidden.length > 0 ? '.bar-more' : 'a')?.focus()
    },
  })
  return (
    <nav
      className="bar-desks"
      aria-label={say('console.desks')}
      ref={box}
      style={least === undefined ? undefined : { minWidth: `min(${least}px, 45vw)` }}
    >
      {shown.map(({ to, label }) => (
        <NavLink key={to} to={to}>
          {say(label)}{' '}
          {to === '/cases' && counts && (
            <b>
              <Several count={counts[first].total} />
            </b>
          )}
        </NavLink>
      ))}
      {hidden.length > 0 && (
        <Dropdown
          open={isOpen}
          onOpenChange={setOpen}
          trigger={['click']}
          autoFocus
          getPopupContainer={button => button.parentElement ?? document.body}
          menu={{
            items: hidden.map(({ to, label }) => ({ key: to, label: say(label) })),
            selectedKeys: hidden.filter(({ to }) => pathname.startsWith(to)).map(({ to }) => to),
            onClick: ({ key }) => {
              setOpen(false)
              void navigate(key)
            },
          }}
        >
          <button
            type="button"
            className={hidden.some(({ to }) => pathname.startsWith(to)) ? 'bar-more active' : 'bar-more'}
            aria-haspopup="menu"
            aria-expanded={isOpen}
          >
            {say('desks.more_pages')} ▾
          </button>
        </Dropdown>
      )}
      {/* All of them once more, where nobody sees them: how wide each is in this language. */}
      <span className="bar-measure" aria-hidden="true">
        {desks.map(({ to, label }) => (
          <span key={to}>
            {say(label)} {to === '/cases' && <b>10,000+</b>}
          </span>
        ))}
      </span>
    </nav>
  )
}

/**
 * How many of the pages fit, and the room that the first and “More” need whatever else stands in the bar; measured again
 * when the bar or the language changes.
 */
function useFitting(labels: string) {
  const box = useRef<HTMLElement>(null)
  const [fitting, setFitting] = useState(99)
  const [least, setLeast] = useState<number>()
  useLayoutEffect(() => {
    const nav = box.current
    if (!nav) return
    const measure = (): void => {
      const widths = [...nav.querySelectorAll('.bar-measure > span')].map(
        each => each.getBoundingClientRect().width,
      )
      setLeast(Math.ceil((widths[0] ?? 0) + (widths.length > 1 ? more : 0)))
      const all = widths.reduce((sum, width) => sum + width, 0)
      if (all <= nav.clientWidth) {
        setFitting(widths.length)
        return
      }
      let room = nav.clientWidth - more
      setFitting(
        Math.max(
          1,
          widths.findIndex(width => {
            room -= width
            return room < 0
          }),
        ),
      )
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(nav)
    return () => observer.disconnect()
  }, [labels])
  return { box, fitting, least }
}
