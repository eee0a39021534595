// One code of the national list, and what lies right below it when it is unfolded.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Listed } from '../contract/list.ts'

interface Props {
  one: Listed
  day: { on?: string }
  /** Whether to say what it lies in. */
  says: boolean
}

export function ListedRow({ one, day, says }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const below = useQuery(
    api.regions.listedBelow.queryOptions({ input: { code: one.code, ...day }, enabled: isOpen }),
  )
  const name = named(one.name, language)
  const other = named(one.name, language === 'zh' ? 'en' : 'zh')
  const within = one.whole.split(' ').slice(0, -1).join(' › ')
  return (
    <li>
      {one.level === 'community' ? (
        <span className="fold" />
      ) : (
        <button
          type="button"
          className="fold"
          aria-expanded={isOpen}
          aria-label={say(isOpen ? 'regions.fold' : 'regions.unfold', { name })}
          onClick={() => setOpen(!isOpen)}
        >
          <span aria-hidden="true">{isOpen ? '\u25be' : '\u25b8'}</span>
        </button>
      )}
      <span className="listed-name">{name}</span> <code>{one.code}</code>{' '}
      <small className="quiet">
        {other} · {say(`regions.level.${one.level}`)}
        {says && within !== '' && ` · ${within}`}
      </small>
      {one.until !== null && <span className="tag">{say('regions.list_until', { until: one.until })}</span>}
      {isOpen && (
        <ul className="listed">
          {below.data?.map(each => (
            <ListedRow key={`${each.code} ${each.since}`} one={each} day={day} says={false} />
          ))}
        </ul>
      )}
    </li>
  )
}
