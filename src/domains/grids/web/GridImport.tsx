// A GeoJSON file into the draft: chosen, its properties named, tried, and imported as a whole.
import { Button, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { client } from '../../../client.ts'
import { readFeatures } from '../../../geo/geojson.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { isWord } from '../../../ui/dictionary.ts'
import { Field } from '../../../ui/Field.tsx'
import { textOf } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Say } from '../../../ui/words/words.ts'
import { largestFile } from '../rules.ts'

interface Props {
  layer: string
  revision: number
  onClose(): void
  onDone(sentence: string): void
}

const properties = ['code', 'name', 'region'] as const
type Properties = Partial<Record<(typeof properties)[number], string>>
/** Names that surveys use, beside our own. */
const known: Record<(typeof properties)[number], readonly string[]> = {
  code: ['code', 'bgid', 'bgcode', 'gridcode', 'wgbm'],
  name: ['name', 'bgname', 'gridname', 'wgmc'],
  region: ['region', 'community', 'commcode'],
}

type Report = Awaited<ReturnType<typeof client.grids.import>>

export function GridImport({ layer, revision, onClose, onDone }: Props) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<{ file: string; text: string; heads: string[] }>()
  const [named, setNamed] = useState<Properties>({})
  const [mode, setMode] = useState<'replace' | 'add'>('replace')
  const [wrong, setWrong] = useState('')
  const [report, setReport] = useState<Report>()
  const sending = useAction((given: Parameters<typeof client.grids.import>[0], context: { key: string }) =>
    client.grids.import(given, { context }),
  )
  const reset = (): void => {
    setReport(undefined)
    sending.forget()
  }
  const choose = async (file: File): Promise<void> => {
    reset()
    setChosen(undefined)
    const read = await textOf(file, largestFile)
    if ('wrong' in read) {
      const key = read.wrong === 'too_large' ? 'parts.file_too_large' : 'parts.file.not_text'
      return setWrong(say(key, { size: read.size, most: largestFile / 2 ** 20 }))
    }
    const found = readFeatures(read.text)
    if ('wrong' in found) return setWrong(say(`parts.file.${found.wrong}`))
    setWrong('')
    const heads = [...new Set(found.features.flatMap(each => Object.keys(each.properties)))]
    setChosen({ file: file.name, text: read.text, heads })
    setNamed(
      Object.fromEntries(
        properties.flatMap(name => {
          const head = heads.find(each => known[name].includes(each.toLowerCase()))
          return head === undefined ? [] : [[name, head]]
        }),
      ),
    )
  }
  const send = async (dryRun: boolean): Promise<void> => {
    if (!chosen) return
    const { file, text } = chosen
    const answer = await sending.act({ layer, revision, file, text, properties: named, mode, dryRun })
    if (!answer) return
    const { added, changed, removed } = answer
    if (answer.kept) onDone(say('grids.import_done', { added, changed, removed }))
    else setReport(answer)
  }
  return (
    <Modal open width={820} title={say('grids.import_title')} footer={null} onCancel={onClose}>
      <p className="quiet prose">{say('grids.import_help')}</p>
      <input
        ref={input}
        type="file"
        accept=".geojson,.json,application/geo+json"
        hidden
        aria-label={say('grids.import_pick')}
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void choose(file)
        }}
      />
      <p className="grids-pick">
        <Button onClick={() => input.current?.click()}>{say('grids.import_pick')}</Button> {chosen?.file}
      </p>
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
          <div className="grids-properties">
            {properties.map(name => (
              <Field
                key={name}
                label={say(`grids.import_property_${name}`)}
                for={`grids-${name}`}
                optional={name === 'region'}
              >
                <Select
                  id={`grids-${name}`}
                  allowClear={name === 'region'}
                  value={named[name] ?? null}
                  placeholder={name === 'region' ? say('grids.import_from_code') : ''}
                  options={chosen.heads.map(value => ({ value, label: value }))}
                  onChange={head => {
                    reset()
                    setNamed(now => ({ ...now, [name]: head ?? undefined }))
                  }}
                />
              </Field>
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
