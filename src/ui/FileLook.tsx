// A file of another program: chosen, looked at by the server, and which of its tables and which datum it is in.
import { Button, Select } from 'antd'
import { useRef } from 'react'
import { Field } from './Field.tsx'
import { Refused } from './Refused.tsx'
import { useSay } from './say.ts'
import type { Action } from './useAction.ts'

/** What the server says of it; the same for every capability that takes files. */
export interface Looked {
  format: string
  tables: string[]
  table: string
  isTable: boolean
  system: string
  rows: number
  heads: { name: string; samples: string[] }[]
}

export interface LookedFile {
  file: File
  looked: Looked
}

export const datums = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof datums)[number]

interface Props {
  /** Asks the server; the same action that is sent again after a lost connection. */
  looking: Action<{ file: File; table?: string }, Looked>
  chosen: LookedFile | undefined
  datum: Datum
  /** Refused by its size before it is sent. */
  largest: number
  tooLarge: number | undefined
  onTooLarge(megabytes: number | undefined): void
  onLooked(next: LookedFile | undefined): void
  onDatum(next: Datum): void
}

const endings = '.geojson,.json,.zip,.gpkg,.kml,.kmz,.osm,.pbf,.csv,.txt,.xlsx'

export function FileLook(props: Props) {
  const { looking, chosen, datum, largest, tooLarge, onTooLarge, onLooked, onDatum } = props
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const look = async (file: File, table?: string): Promise<void> => {
    if (table === undefined) onLooked(undefined)
    const isLarge = file.size > largest
    onTooLarge(isLarge ? Math.ceil(file.size / 2 ** 20) : undefined)
    if (isLarge) return looking.forget()
    const looked = await looking.act({ file, ...(table !== undefined && { table }) })
    if (looked) onLooked({ file, looked })
  }
  return (
    <div className="file-look">
      <p className="quiet prose">{say('formats.taken')}</p>
      <input
        ref={input}
        type="file"
        accept={endings}
        hidden
        aria-label={say('formats.pick')}
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void look(file)
        }}
      />
      <p className="file-look-pick">
        <Button loading={looking.busy} onClick={() => input.current?.click()}>
          {say('formats.pick')}
        </Button>{' '}
        {chosen && (
          <span>
            {chosen.file.name}{' '}
            <span className="quiet">
              {say('formats.looked', { rows: chosen.looked.rows, system: chosen.looked.system })}
            </span>
          </span>
        )}
      </p>
      {tooLarge !== undefined && (
        <p role="alert" className="refused">
          {say('formats.too_large', { size: tooLarge, most: largest / 2 ** 20 })}
        </p>
      )}
      {looking.error !== undefined && <Refused error={looking.error} />}
      {chosen && (
        <div className="file-look-ways">
          {chosen.looked.tables.length > 1 && (
            <Field label={say('formats.table')} for="file-table">
              <Select
                id="file-table"
                value={chosen.looked.table}
                options={chosen.looked.tables.map(value => ({ value, label: value }))}
                onChange={table => void look(chosen.file, table)}
              />
            </Field>
          )}
          <Field label={say('formats.datum')} for="file-datum" help={say('formats.datum_help')}>
            <Select
              id="file-datum"
              value={datum}
              options={datums.map(value => ({ value, label: say(`formats.datum.${value}`) }))}
              onChange={onDatum}
            />
          </Field>
        </div>
      )}
    </div>
  )
}
