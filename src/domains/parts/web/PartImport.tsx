// Bringing a survey in: choosing the file, saying which column is what, trying it, and importing it once it is seen.
import { Button, Checkbox, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { ColumnChoice } from '../../../ui/ColumnChoice.tsx'
import { dictionary } from '../../../ui/dictionary.ts'
import { Field } from '../../../ui/Field.tsx'
import { type Datum, FileLook, type LookedFile } from '../../../ui/FileLook.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { recallColumns, rememberColumns } from '../../../ui/remembered.ts'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { languages } from '../../../ui/words/words.ts'
import { type ColumnName, type Columns, columnNames, guessColumns } from '../columns.ts'
import type { PutReport } from '../contract.ts'
import { largestFile } from '../rules.ts'
import { ImportTold } from './ImportTold.tsx'
import { usePartKinds } from './kinds.ts'
import { refusedSentence } from './sentences.ts'

interface Props {
  onClose(): void
  onDone(sentence: string): void
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
  const [chosen, setChosen] = useState<LookedFile>()
  const [tooLarge, setTooLarge] = useState<number>()
  const [datum, setDatum] = useState<Datum>('wgs84')
  const [columns, setColumns] = useState<Columns>({})
  const [options, setOptions] = useState(untouched)
  const [report, setReport] = useState<PutReport>()
  const looking = useAction((given: { file: File; table?: string }, context: { key: string }) =>
    client.parts.readFile(given, { context }),
  )
  const sending = useAction((given: Parameters<typeof client.parts.import>[0], context: { key: string }) =>
    client.parts.import(given, { context }),
  )
  const change = (next: Partial<Options>): void => setOptions(now => ({ ...now, ...next }))

  const take = async (next: LookedFile | undefined): Promise<void> => {
    setReport(undefined)
    sending.forget()
    setChosen(next)
    if (!next) return
    const heads = next.looked.heads.map(({ name }) => name)
    const before = recallColumns(memory(next), heads)
    setColumns({ ...guessColumns(heads, await spokenColumns()), ...before })
  }
  const send = async (dryRun: boolean, others: Partial<Options> = {}): Promise<void> => {
    if (!chosen) return
    const { kind, source, skipRefused, leaveOutDuplicates } = { ...options, ...others }
    const { file, looked } = chosen
    const usual = { ...(kind && { kind }), ...(source && { source }) }
    const answer = await sending.act({
      ...{ file, datum, columns, usual, dryRun, leaveOutDuplicates },
      ...(looked.table !== '' && { table: looked.table }),
      skipRefused: skipRefused || dryRun,
    })
    if (!answer) return
    rememberColumns(memory(chosen), columns)
    if (answer.kept) onDone(say('parts.import_done', { added: answer.added, changed: answer.changed }))
    else setReport(answer)
  }
  const mayKeep =
    report && report.added + report.changed > 0 && (report.refusedRows === 0 || options.skipRefused)
  return (
    <Modal open width={880} title={say('parts.import_title')} footer={null} onCancel={onClose}>
      <p className="quiet prose">{say('parts.import_help')}</p>
      <FileLook
        looking={looking}
        chosen={chosen}
        datum={datum}
        largest={largestFile}
        tooLarge={tooLarge}
        onTooLarge={setTooLarge}
        onLooked={next => void take(next)}
        onDatum={next => {
          setReport(undefined)
          setDatum(next)
        }}
      />
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
                .filter(name => chosen.looked.isTable || !places.has(name))
                .map(name => (
                  <Column
                    key={name}
                    name={name}
                    heads={chosen.looked.heads}
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
        {report && <ImportTold report={report} file={chosen?.file.name ?? ''} />}
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

/** Said by the shapes of a file that has them. */
const places = new Set<ColumnName>(['longitude', 'latitude', 'wkt'])

function memory({ looked: { format } }: LookedFile): string {
  return `import.parts.${format}`
}

interface ColumnProps {
  name: ColumnName
  heads: LookedFile['looked']['heads']
  head: string | undefined
  onChange(head: string | undefined): void
}

function Column({ name, ...column }: ColumnProps) {
  const say = useSay()
  return (
    <ColumnChoice
      {...column}
      id={`column-${name}`}
      label={say(`parts.${name}`)}
      optional
      none={say('parts.import_column_none')}
    />
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
