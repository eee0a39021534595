// The map's twin: everything it shows as a table, nearest to its middle first. Arrows move, Enter chooses, Escape closes.
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useSay } from '../say.ts'
import type { Say } from '../words/words.ts'
import { labelPoint } from './borders.ts'
import { bearingTo, isWithin, metresBetween } from './distances.ts'
import { LookSign, lookWord } from './LookSign.tsx'
import type { Area, Border, Look, Mark, Position, Sight } from './showing.ts'

interface Props {
  marks: readonly Mark[]
  areas: readonly Area[]
  /** Where the map looks; without a map everything is listed, in the order given. */
  sight: Sight | undefined
  chosen: string | undefined
  onChoose: ((id: string) => void) | undefined
  onClose: (() => void) | undefined
  /** It was opened by a key: its first row takes the focus. */
  takesFocus: boolean
  /** What else is there in words. */
  children?: ReactNode
}

interface Row extends Position {
  id: string
  look: Look | Border
  title: string
  detail: string
  metres: number | undefined
}

/** More than these nobody reads; whoever looks closer gets the others. */
const most = 200

export function TwinList({ marks, areas, sight, chosen, onChoose, onClose, takesFocus, children }: Props) {
  const say = useSay()
  const rows = useMemo(() => rowsOf(marks, areas, sight), [marks, areas, sight])
  const shown = rows.slice(0, most)
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => {
    if (takesFocus) table.current?.querySelector<HTMLElement>('.twin-row')?.focus()
  }, [takesFocus])
  return (
    <section className="twin" aria-label={say('map.twin')}>
      <header className="twin-head">
        <p className="twin-name">{say('map.twin_title', { count: rows.length })}</p>
        {sight && <span className="quiet">{say('map.twin_order')}</span>}
        {onClose && (
          <button type="button" className="map-link" onClick={onClose}>
            {say('map.twin_close')}
          </button>
        )}
      </header>
      {rows.length === 0 ? (
        <p className="twin-empty quiet">{say('map.twin_empty')}</p>
      ) : (
        <table ref={table} className="twin-table" onKeyDown={moveWithin}>
          <thead className="unseen">
            <tr>
              <th scope="col">{say('map.twin_what')}</th>
              <th scope="col">{say('map.twin_where')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(row => (
              <tr key={`${row.look} ${row.id}`} className={row.id === chosen ? 'twin-chosen' : undefined}>
                <td>
                  <button
                    type="button"
                    className="twin-row"
                    aria-current={row.id === chosen ? 'true' : undefined}
                    onClick={() => onChoose?.(row.id)}
                  >
                    <LookSign look={row.look} />
                    <span className="unseen">{lookWord(row.look, say)}</span>
                    <span className="twin-title">{row.title}</span>
                    {row.detail && <span className="quiet">{row.detail}</span>}
                  </button>
                </td>
                <td className="twin-where">
                  {row.metres !== undefined && sight && whereIs(row, sight, say)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > most && <p className="twin-empty quiet">{say('map.twin_more', { count: most })}</p>}
      {children}
    </section>
  )
}

function rowsOf(marks: readonly Mark[], areas: readonly Area[], sight: Sight | undefined): Row[] {
  const all = [
    ...marks.map(({ id, longitude, latitude, look, title, detail = '' }) => {
      return { id, longitude, latitude, look, title, detail }
    }),
    ...areas.flatMap(({ id, shape, name, code, border }) => {
      const [longitude, latitude] = labelPoint(shape.coordinates) ?? []
      if (longitude === undefined || latitude === undefined) return []
      return [{ id, longitude, latitude, look: border, title: name, detail: code }]
    }),
  ]
  if (!sight) return all.map(row => ({ ...row, metres: undefined }))
  return all
    .filter(row => isWithin(sight.bounds, row))
    .map(row => ({ ...row, metres: metresBetween(sight, row) }))
    .sort((a, b) => a.metres - b.metres)
}

function whereIs(row: Row, sight: Sight, say: Say): string {
  if ((row.metres ?? 0) < 5) return say('map.in_the_middle')
  const bearing = say(`map.bearing.${bearingTo(sight, row)}`)
  return `${bearing} ${distance(row.metres ?? 0, say)}`
}

export function distance(metres: number, say: Say): string {
  if (metres < 995) return say('map.metres', { metres: Math.round(metres) })
  return say('map.kilometres', { kilometres: (metres / 1000).toFixed(metres < 9950 ? 1 : 0) })
}

/** Arrows go from row to row, as in every list of the console. */
function moveWithin(event: KeyboardEvent<HTMLTableElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('.twin-row')]
  const at = rows.findIndex(row => row.matches(':focus'))
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus()
  event.preventDefault()
  event.stopPropagation()
}
