// Finding something on the map: a case by its number or address, a part by its code, a place or a house by its name.
import { useQuery } from '@tanstack/react-query'
import { Input, type InputRef } from 'antd'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { api } from '../../client.ts'
import { lightNow } from '../../domains/cases/web/Light.tsx'
import { Key } from '../../ui/Key.tsx'
import { LookSign, lookWord } from '../../ui/map/LookSign.tsx'
import type { Mark } from '../../ui/map/Map.tsx'
import { useLanguage, useSay } from '../../ui/say.ts'
import { useNow } from '../../ui/time.ts'
import { useKeys } from '../../ui/useKeys.ts'
import { named } from '../../ui/words/words.ts'

export interface Found {
  mark: Mark
  zoom: number
}

export function MapFind({ seesParts, onFound }: { seesParts: boolean; onFound(found: Found): void }) {
  const say = useSay()
  const id = useId()
  const [said, setSaid] = useState('')
  const [isOpen, setOpen] = useState(false)
  const field = useRef<InputRef>(null)
  const text = useSettled(said.trim())
  const { rows, isReady } = useFound(text, seesParts)
  useKeys({ f: () => field.current?.focus() })

  const choose = (found: Found | undefined): void => {
    if (!found) return
    setOpen(false)
    onFound(found)
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const list = [...event.currentTarget.querySelectorAll<HTMLElement>('.map-found button')]
    const at = list.findIndex(row => row.matches(':focus'))
    if (event.key === 'Escape' && isOpen) setOpen(false)
    else if (event.key === 'ArrowDown' && list.length > 0) list[Math.min(list.length - 1, at + 1)]?.focus()
    else if (event.key === 'ArrowUp' && at > 0) list[at - 1]?.focus()
    else if (event.key === 'ArrowUp' && at === 0) field.current?.focus()
    else if (event.key === 'Enter' && at < 0) choose(rows[0])
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shows = isOpen && text !== '' && isReady
  return (
    <search className="map-find" onKeyDown={press}>
      <label className="unseen" htmlFor={id}>
        {say('city_map.find')}
      </label>
      <Input
        id={id}
        ref={field}
        value={said}
        allowClear
        placeholder={say('city_map.find_hint')}
        suffix={<Key name="F" />}
        onFocus={() => setOpen(true)}
        onChange={({ target: { value } }) => {
          setSaid(value)
          setOpen(true)
        }}
      />
      <p className="unseen" role="status">
        {shows && rows.length > 0 && say('city_map.found', { count: rows.length })}
      </p>
      {shows && (
        <div className="map-found">
          {rows.length === 0 && <p className="quiet">{say('city_map.found_none', { text })}</p>}
          <ul>
            {rows.map(row => (
              <li key={row.mark.id}>
                <button type="button" onClick={() => choose(row)}>
                  <LookSign look={row.mark.look} />
                  <span className="unseen">{lookWord(row.mark.look, say)}</span>
                  <span>{row.mark.title}</span>
                  <span className="quiet">{row.mark.detail}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  )
}

/** Cases first, then the part, then places: the most exact answer stands on top. */
function useFound(text: string, seesParts: boolean): { rows: Found[]; isReady: boolean } {
  const say = useSay()
  const [language] = useLanguage()
  const now = useNow()
  const digits = text.replace(/[\s-]/g, '')
  const isCode = seesParts && /^\d{16}$/.test(digits)
  const cases = useQuery(
    api.cases.search.queryOptions({ input: { text, limit: 5 }, enabled: text !== '' && !isCode }),
  )
  const part = useQuery(
    api.parts.byCode.queryOptions({ input: { code: digits }, enabled: isCode, retry: false }),
  )
  const places = useQuery(
    api.places.search.queryOptions({ input: { text }, enabled: text !== '' && !isCode }),
  )
  const rows: Found[] = []
  for (const row of (!isCode && cases.data?.cases) || [])
    rows.push({
      mark: {
        id: `case:${row.id}`,
        longitude: row.place.longitude,
        latitude: row.place.latitude,
        look: lightNow(row, now) ?? 'hold',
        title: named(row.kind.name, language),
        detail: [row.number, row.address || named(row.region, language)].join(' · '),
      },
      zoom: 17,
    })
  if (isCode && part.data) {
    const { code, longitude, latitude, kind, name } = part.data
    rows.push({
      mark: {
        id: `part:${code}`,
        longitude,
        latitude,
        look: 'part',
        title: say('city_map.part_of', { kind: named(kind.name, language), name }).trim(),
        detail: code,
      },
      zoom: 18,
    })
  }
  for (const place of (!isCode && places.data) || [])
    rows.push({
      mark: {
        id: `place:${place.id}`,
        longitude: place.longitude,
        latitude: place.latitude,
        look: 'place',
        title: place.name,
        detail: say(`places.${place.listed}`),
      },
      zoom: place.listed === 'address' || place.listed === 'building' ? 18 : 16,
    })
  return { rows, isReady: isCode ? !part.isPending : !cases.isPending && !places.isPending }
}

/** What was typed, once the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
