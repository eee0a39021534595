// A file into the draft: chosen, its columns named, tried, and imported as a whole.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { ColumnChoice } from '../../../ui/ColumnChoice.tsx'
import { isWord } from '../../../ui/dictionary.ts'
import { type Datum, FileLook, type LookedFile } from '../../../ui/FileLook.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { recallColumns, rememberColumns } from '../../../ui/remembered.ts'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Say } from '../../../ui/words/words.ts'
import { type GridColumns, gridColumns, guessGridColumns } from '../columns.ts'
import { largestFile } from '../rules.ts'

interface Props {
  layer: string
  revision: number
  onClose(): void
  onDone(sentence: string): void
}

type Report = Awaited<ReturnType<typeof client.grids.import>>

export function GridImport({ layer, revision, onClose, onDone }: Props) {
  const say = useSay()
  const [chosen, setChosen] = useState<LookedFile>()
  const [tooLarge, setTooLarge] = useState<number>()
  const [datum, setDatum] = useState<Datum>('wgs84')
  const [named, setNamed] = useState<GridColumns>({})
  const [mode, setMode] = useState<'replace' | 'add'>('replace')
  const [report, setReport] = useState<Report>()
  const looking = useAction((given: { file: File; table?: string }, context: { key: string }) =>
    client.grids.readFile(given, { context }),
  )
  const sending = useAction((given: Parameters<typeof client.grids.import>[0], context: { key: string }) =>
    client.grids.import(given, { context }),
  )
  const reset = (): void => {
    setReport(undefined)
    sending.forget()
  }
  const take = (next: LookedFile | undefined): void => {
    reset()
    setChosen(next)
    if (!next) return
    const heads = next.looked.heads.map(({ name }) => name)
    const before = recallColumns(memory(layer, next), heads)
    setNamed({ ...guessGridColumns(heads), ...before })
  }
  const send = async (dryRun: boolean): Promise<void> => {
    if (!chosen) return
    const { file, looked } = chosen
    const answer = await sending.act({
      ...{ layer, revision, file, datum, columns: named, mode, dryRun },
      ...(looked.table !== '' && { table: looked.table }),
    })
    if (!answer) return
    rememberColumns(memory(layer, chosen), named)
    const { added, changed, removed } = answer
    if (answer.kept) onDone(say('grids.import_done', { added, changed, removed }))
    else setReport(answer)
  }
  const shown = gridColumns.filter(name => name !== 'wkt' || chosen?.looked.isTable)
  return (
    <Modal open width={820} title={say('grids.import_title')} footer={null} onCancel={onClose}>
      <p className="quiet prose">{say('grids.import_help')}</p>
      <FileLook
        looking={looking}
        chosen={chosen}
        datum={datum}
        largest={largestFile}
        tooLarge={tooLarge}
        onTooLarge={setTooLarge}
        onLooked={take}
        onDatum={next => {
          reset()
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
          <div className="grids-properties">
            {shown.map(name => (
              <Column
                key={name}
                name={name}
                heads={chosen.looked.heads}
                head={named[name]}
                onChange={head => {
                  reset()
                  setNamed(now => {
                    const { [name]: _, ...others } = now
                    return head === undefined ? others : { ...others, [name]: head }
                  })
                }}
              />
            ))}
          </div>
          <Choice
            plain
            label={say('grids.import_mode')}
            options={(['replace', 'add'] as const).map(value => ({
              value,
              label: say(`grids.import_mode.${value}`),
            }))}
            value={mode}
            onChange={next => {
              reset()
              setMode(next)
            }}
          />
          <div className="form-buttons">
            <Button htmlType="submit" type={report ? 'default' : 'primary'} loading={sending.busy}>
              {say('grids.import_try')}
            </Button>
          </div>
        </form>
      )}
      {sending.error !== undefined && <Refused error={sending.error} />}
      <div aria-live="polite">{report && <Told report={report} say={say} />}</div>
      <div className="form-buttons">
        <Button onClick={onClose}>{say('app.cancel')}</Button>
        {report && report.refusedRows === 0 && report.added + report.changed + report.removed > 0 && (
          <Button type="primary" loading={sending.busy} onClick={() => void send(false)}>
            {say('grids.import_keep', { count: report.rows })}
          </Button>
        )}
      </div>
    </Modal>
  )
}

function memory(layer: string, { looked: { format } }: LookedFile): string {
  return `import.grids.${layer}.${format}`
}

interface ColumnProps {
  name: (typeof gridColumns)[number]
  heads: LookedFile['looked']['heads']
  head: string | undefined
  onChange(head: string | undefined): void
}

/** The region follows from the code where no column says it. */
function Column({ name, ...column }: ColumnProps) {
  const say = useSay()
  return (
    <ColumnChoice
      {...column}
      id={`grids-${name}`}
      label={say(`grids.import_property_${name}`)}
      optional={name === 'region'}
      none={say('grids.import_from_code')}
    />
  )
}

const mostShown = 50

function Told({ report, say }: { report: Report; say: Say }) {
  const sentence = (why: string, said: string): string => {
    const key = `grids.row.${why}`
    return isWord(key) ? say(key, { said }) : why
  }
  return (
    <section>
      <p>
        {say('grids.import_counts', {
          rows: report.rows,
          added: report.added,
          changed: report.changed,
          unchanged: report.unchanged,
          removed: report.removed,
          refused: report.refusedRows,
        })}
      </p>
      {report.refused.length > 0 && (
        <div className="grids-refused">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('grids.import_row')}</th>
                <th scope="col">{say('grids.import_code')}</th>
                <th scope="col">{say('grids.import_why')}</th>
              </tr>
            </thead>
            <tbody>
              {report.refused.slice(0, mostShown).map(({ row, code, why, said, longitude, latitude }) => (
                <tr key={`${row} ${why} ${said}`}>
                  <td>{row}</td>
                  <td>{code}</td>
                  <td>
                    {sentence(why, said)}{' '}
                    {longitude !== null && latitude !== null && (
                      <span className="quiet">
                        {longitude.toFixed(6)}, {latitude.toFixed(6)}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.refused.length > mostShown && (
        <p className="quiet">{say('grids.import_first', { count: mostShown })}</p>
      )}
    </section>
  )
}
