// Bringing a survey in: choosing the file, saying which column is what, trying it, and importing it once it is seen.
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { client } from '../../../client.ts'
import { dictionary } from '../../../ui/dictionary.ts'
import { Field } from '../../../ui/Field.tsx'
import { textOf } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { languages } from '../../../ui/words/words.ts'
import {
  type ColumnName,
  type Columns,
  columnNames,
  guessColumns,
  readTable,
  type Table,
} from '../columns.ts'
import type { PutReport } from '../contract.ts'
import { largestFile } from '../rules.ts'
import { ImportTold } from './ImportTold.tsx'
import { usePartKinds } from './kinds.ts'
import { refusedSentence } from './sentences.ts'

interface Props {
  onClose(): void
  onDone(sentence: string): void
}

interface Chosen {
  file: string
  format: 'csv' | 'geojson'
  text: string
  table: Table
}

interface Options {
  kind: string
  source: string
  skipRefused: boolean
  leaveOutDuplicates: boolean
}

const untouched: Options = { kind: '', source: '', skipRefused: false, leaveOutDuplicates: false }

export function PartImport({ onClose, onDone }: Props) {
  const say = useSay()
  const { options: kinds } = usePartKinds()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen>()
  const [columns, setColumns] = useState<Columns>({})
  const [options, setOptions] = useState(untouched)
  const [wrong, setWrong] = useState('')
  const [report, setReport] = useState<PutReport>()
  const sending = useAction((given: Parameters<typeof client.parts.import>[0], context: { key: string }) =>
    client.parts.import(given, { context }),
  )
  const change = (next: Partial<Options>): void => setOptions(now => ({ ...now, ...next }))

  const choose = async (file: File): Promise<void> => {
    setChosen(undefined)
    setReport(undefined)
    sending.forget()
    const read = await textOf(file, largestFile)
    if ('wrong' in read) {
      const most = largestFile / 2 ** 20
      setWrong(
        say(read.wrong === 'too_large' ? 'parts.file_too_large' : 'parts.file.not_text', {
          size: read.size,
          most,
        }),
      )
      return
    }
    const format = /json$/i.test(file.name) ? 'geojson' : 'csv'
    const table = readTable(read.text, format)
    if ('wrong' in table) return setWrong(say(`parts.file.${table.wrong}`, { line: table.line ?? '' }))
    setWrong('')
    setChosen({ file: file.name, format, text: read.text, table })
    setColumns(guessColumns(table.heads, await spokenColumns()))
  }
  const send = async (dryRun: boolean, others: Partial<Options> = {}): Promise<void> => {
    if (!chosen) return
    const { kind, source, skipRefused, leaveOutDuplicates } = { ...options, ...others }
    const { file, format, text } = chosen
    const usual = { ...(kind && { kind }), ...(source && { source }) }
    const answer = await sending.act({
      ...{ file, format, text, columns, usual, dryRun, leaveOutDuplicates },
      skipRefused: skipRefused || dryRun,
    })
    if (!answer) return
    if (answer.kept) onDone(say('parts.import_done', { added: answer.added, changed: answer.changed }))
    else setReport(answer)
  }
  const mayKeep =
    report && report.added + report.changed > 0 && (report.refusedRows === 0 || options.skipRefused)
  return (
    <Modal open width={880} title={say('parts.import_title')} footer={null} onCancel={onClose}>
      <p className="quiet prose">{say('parts.import_help')}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.geojson,.json,text/csv,application/geo+json"
        hidden
        aria-label={say('parts.import_pick')}
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void choose(file)
        }}
      />
      <div className="parts-pick">
        <Button onClick={() => input.current?.click()}>{say('parts.import_pick')}</Button>{' '}
        <span>{chosen?.file}</span>
      </div>
      {wrong !== '' && (
        <p role="alert" className="refused">
          {wrong}
        </p>
      )}
      {chosen && (
        <form
          className="form"
          onSubmit={event => {
            event.preventDefault()
            void send(true)
          }}
        >
          <fieldset className="parts-columns">
            <legend>{say('parts.import_columns')}</legend>
            <p className="quiet">{say('parts.import_columns_help')}</p>
            <div>
              {columnNames
                .filter(name => chosen.format === 'csv' || (name !== 'longitude' && name !== 'latitude'))
                .map(name => (
                  <Column
                    key={name}
                    name={name}
                    table={chosen.table}
                    head={columns[name]}
                    onChange={head => {
                      setReport(undefined)
                      setColumns(now => ({
                        ...without(now, name),
                        ...(head !== undefined && { [name]: head }),
                      }))
                    }}
                  />
                ))}
            </div>
          </fieldset>
          <div className="parts-columns">
            <div>
              <Field label={say('parts.import_usual_kind')} for="usual-kind" optional>
                <Select
                  id="usual-kind"
                  allowClear
                  value={options.kind || null}
                  options={kinds}
                  showSearch={{ optionFilterProp: 'label' }}
                  onChange={kind => {
                    setReport(undefined)
                    change({ kind: kind ?? '' })
                  }}
                />
              </Field>
              <Field label={say('parts.import_usual_source')} for="usual-source" optional>
                <Input
                  id="usual-source"
                  maxLength={120}
                  value={options.source}
                  onChange={event => {
                    setReport(undefined)
                    change({ source: event.target.value })
                  }}
                />
              </Field>
            </div>
          </div>
          <div className="form-buttons">
            <Button htmlType="submit" loading={sending.busy} type={report ? 'default' : 'primary'}>
              {say('parts.import_try')}
            </Button>
          </div>
        </form>
      )}
      {sending.error !== undefined && (
        <Refused error={sending.error} says={refusedSentence(sending.error, say)} />
      )}
      <div aria-live="polite">
        {report && <ImportTold report={report} file={chosen?.file ?? ''} />}
        {report && report.refusedRows > 0 && (
          <p>
            <Checkbox
              checked={options.skipRefused}
              onChange={event => change({ skipRefused: event.target.checked })}
            >
              {say('parts.import_skip', { count: report.refusedRows })}
            </Checkbox>
          </p>
        )}
        {report && report.duplicateRows > 0 && (
          <p>
            <Checkbox
              checked={options.leaveOutDuplicates}
              onChange={event => {
                change({ leaveOutDuplicates: event.target.checked })
                void send(true, { leaveOutDuplicates: event.target.checked })
              }}
            >
              {say('parts.import_leave_out', { count: report.duplicateRows })}
            </Checkbox>
          </p>
        )}
      </div>
      <div className="form-buttons">
        <Button onClick={onClose}>{say('app.cancel')}</Button>
        {mayKeep && (
          <Button type="primary" loading={sending.busy} onClick={() => void send(false)}>
            {say('parts.import_keep', { count: report.added + report.changed })}
          </Button>
        )}
      </div>
    </Modal>
  )
}

interface ColumnProps {
  name: ColumnName
  table: Table
  head: string | undefined
  onChange(head: string | undefined): void
}

/** One meaning, the column that has it, and what stands there first. */
function Column({ name, table, head, onChange }: ColumnProps) {
  const say = useSay()
  const sample = head === undefined ? '' : (table.rows.find(({ cells }) => cells[head])?.cells[head] ?? '')
  const help = sample === '' ? undefined : say('parts.import_sample', { said: sample.slice(0, 30) })
  return (
    <Field label={say(`parts.${name}`)} for={`column-${name}`} optional help={help}>
      <Select
        id={`column-${name}`}
        allowClear
        value={head ?? null}
        placeholder={say('parts.import_column_none')}
        options={table.heads.map(value => ({ value, label: value }))}
        onChange={chosen => onChange(chosen ?? undefined)}
      />
    </Field>
  )
}

/** The names of columns in both languages, whichever the page speaks. */
async function spokenColumns() {
  const words = await Promise.all(languages.map(dictionary))
  return Object.fromEntries(columnNames.map(name => [name, words.map(of => of[`parts.${name}`] ?? name)]))
}

function without(columns: Columns, name: ColumnName): Columns {
  const { [name]: _, ...others } = columns
  return others
}
