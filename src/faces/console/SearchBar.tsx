// Search from anywhere: a case number opens the case, a part code its part, everything else the search page.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { Key } from '../../ui/Key.tsx'
import { useSay } from '../../ui/say.ts'
import { useKeys } from '../../ui/useKeys.ts'

const caseNumber = /^\d{6}-\d{8}-\d{4,8}$/
const partCode = /^\d{16}$/

export function SearchBar() {
  const say = useSay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  useKeys({ '/': () => field.current?.focus() })

  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const wanted = text.normalize('NFKC').trim()
    field.current?.blur()
    setText('')
    if (partCode.test(wanted)) {
      void navigate(`/parts/${wanted}`)
      return
    }
    const search = wanted === '' ? '' : new URLSearchParams({ text: wanted }).toString()
    // Where nothing is found, or nothing answers, the page of the search says so.
    const found = caseNumber.test(wanted)
      ? await queries
          .fetchQuery(api.cases.search.queryOptions({ input: { text: wanted } }))
          .catch(() => undefined)
      : undefined
    const [only] = found?.cases ?? []
    void navigate({ pathname: only ? `/search/${only.id}` : '/search', search })
  }
  return (
    <search className="bar-search" aria-label={say('search.bar_label')}>
      <form onSubmit={event => void go(event)}>
        <input
          ref={field}
          value={text}
          maxLength={80}
          placeholder={say('search.bar')}
          aria-label={say('search.bar')}
          onChange={event => setText(event.target.value)}
          onKeyDown={event => {
            if (event.key !== 'Escape') return
            event.preventDefault()
            setText('')
            event.currentTarget.blur()
          }}
        />
        <Key name="/" />
      </form>
    </search>
  )
}
