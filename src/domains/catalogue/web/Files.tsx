// A version's tables as files, and taking a file into the draft: tried first, then as a whole or not at all.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Format, Table } from '../contract.ts'
import { kindText } from '../rules.ts'
import { Changes } from './Changes.tsx'
import { type Shown, useEditing } from './drafting.ts'

const tables = ['conditions', 'kinds'] as const
const formats = ['csv', 'json'] as const
const largest = 900_000

interface Props {
  shown: Shown
  onTold(sentence: string): void
}

export function Files({ shown, onTold }: Props) {
  const say = useSay()
  const loading = useAction((input: { version: string; table: Table; format: Format }) =>
    client.catalogue.exported(input),
  )
  const download = async (table: Table, format: Format): Promise<void> => {
    const file = await loading.act({ version: shown.version, table, format })
    if (!file) return
    const type = format === 'csv' ? 'text/csv' : 'application/json'
    const url = URL.createObjectURL(new Blob([file.text], { type: `${type};charset=utf-8` }))
    const link = document.createElement('a')
    link.href = url
    link.download = file.name
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 10_000)
  }
  return (
    <div className="files">
      <section aria-labelledby="export-title">
        <h2 id="export-title">{say('catalogue.export')}</h2>
        <p className="quiet">{say('catalogue.export_help')}</p>
        <div className="files-buttons">
          {tables.flatMap(table =>
            formats.map(format => (
              <Button key={`${table} ${format}`} onClick={() => void download(table, format)}>
                {say('catalogue.download', {
                  table: say(`catalogue.table.${table}`),
                  format: format.toUpperCase(),
                })}
              </Button>
            )),
          )}
        </div>
        {loading.error !== undefined && <Refused error={loading.error} />}
      </section>
      <section aria-labelledby="import-title">
        <h2 id="import-title">{say('catalogue.import')}</h2>
        <p className="quiet">{say('catalogue.import_help')}</p>
        {shown.isDraft ? (
          <Import shown={shown} onTold={onTold} />
        ) : (
          <p className="quiet">{say('catalogue.import_needs_draft')}</p>
        )}
      </section>
    </div>
  )
}

interface Given {
  table: Table
  format: Format
  text: string
  mode: 'add' | 'replace'
  dryRun: boolean
}

function Import({ shown, onTold }: Props) {
  const say = useSay()
  const { data: kinds = [] } = useQuery(
    api.catalogue.listed.queryOptions({ input: { version: shown.version } }),
  )
  const [table, setTable] = useState<Table>('conditions')
  const [mode, setMode] = useState<'add' | 'replace'>('add')
  const [file, setFile] = useState<{ text: string; format: Format }>()
  const [wrong, setWrong] = useState('')
  const bringing = useEditing((input: Given & { revision: number }, context: { key: string }) =>
    client.catalogue.bring(input, { context }),
  )
  const [tried, setTried] = useState<Awaited<ReturnType<typeof client.catalogue.bring>>>()
  const reset = (): void => {
    setTried(undefined)
    setWrong('')
    bringing.forget()
  }
  const choose = async (chosen: File | undefined): Promise<void> => {
    reset()
    setFile(undefined)
    if (!chosen) return
    if (chosen.size > largest) return setWrong(say('catalogue.import_too_large'))
    const format = /\.json$/i.test(chosen.name) ? 'json' : 'csv'
    // Other encodings (GBK from an old spreadsheet) would come as nonsense: they are told apart here.
    const text = await chosen
      .arrayBuffer()
      .then(bytes => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
      .catch(() => undefined)
    if (text === undefined) return setWrong(say('catalogue.import_not_text'))
    setFile({ text, format })
  }
  const bring = async (dryRun: boolean): Promise<void> => {
    if (!file) return
    const done = await bringing.edit({ table, mode, dryRun, ...file })
    if (!done) return
    setTried(dryRun ? done : undefined)
    if (!dryRun) onTold(say('catalogue.import_done', { changes: done.changes.length }))
  }
  return (
    <form
      className="form"
      onSubmit={event => {
        event.preventDefault()
        void bring(true)
      }}
    >
      <Choice
        plain
        label={say('catalogue.import_table')}
        options={tables.map(value => ({ value, label: say(`catalogue.table.${value}`) }))}
        value={table}
        onChange={next => {
          reset()
          setTable(next)
        }}
      />
      {table === 'conditions' && (
        <Choice
          plain
          label={say('catalogue.import_mode')}
          options={(['add', 'replace'] as const).map(value => ({
            value,
            label: say(`catalogue.import_mode.${value}`),
          }))}
          value={mode}
          onChange={next => {
            reset()
            setMode(next)
          }}
        />
      )}
      <Field label={say('catalogue.import_file')} for="import-file">
        <input
          id="import-file"
          type="file"
          required
          accept=".csv,.json,text/csv,application/json"
          onChange={event => void choose(event.target.files?.[0])}
        />
      </Field>
      {wrong !== '' && (
        <p role="alert" className="refused">
          {wrong}
        </p>
      )}
      {bringing.error !== undefined && <Refused error={bringing.error} />}
      <div className="form-buttons">
        <Button htmlType="submit" disabled={!file} loading={bringing.busy}>
          {say('catalogue.import_try')}
        </Button>
        {tried && tried.refused.length === 0 && tried.changes.length > 0 && (
          <Button type="primary" loading={bringing.busy} onClick={() => void bring(false)}>
            {say('catalogue.import_take')}
          </Button>
        )}
      </div>
      {tried && (
        <section aria-live="polite">
          <p>
            {say('catalogue.import_tried', {
              rows: tried.rows,
              changes: tried.changes.length,
              refused: tried.refused.length,
            })}
          </p>
          {tried.refused.length > 0 && (
            <ul className="refused-rows">
              {tried.refused.map(row => (
                <li key={`${row.line} ${row.column}`}>
                  <strong>{say('catalogue.line', { line: row.line })}</strong>{' '}
                  {row.column !== '' && <code>{row.column}</code>} {row.value !== '' && `“${row.value}”`}{' '}
                  {say(`catalogue.fault.${row.fault}`)}
                </li>
              ))}
            </ul>
          )}
          {tried.refused.length === 0 && (
            <Changes
              changes={tried.changes}
              names={new Map(kinds.map(kind => [kindText(kind), kind.name]))}
            />
          )}
        </section>
      )}
    </form>
  )
}
