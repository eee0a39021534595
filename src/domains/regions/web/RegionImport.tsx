// Bringing regions in as a sheet: chosen, tried, each wrong row told, and kept whole or without the wrong rows.
import { Button, Checkbox, Modal } from 'antd'
import { useRef, useState } from 'react'
import { client } from '../../../client.ts'
import { textOf } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { largestSheet } from '../contract/tree.ts'
import type { RegionReport } from '../contract.ts'

interface Props {
  onClose(): void
  onDone(sentence: string): void
}

interface Sheet {
  name: string
  text: string
}

export function RegionImport({ onClose, onDone }: Props) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [sheet, setSheet] = useState<Sheet>()
  const [wrong, setWrong] = useState('')
  const [leaveOut, setLeaveOut] = useState(false)
  const [report, setReport] = useState<RegionReport>()
  const sending = useAction(
    (given: { sheet: string; isTrial: boolean; leaveOut: boolean }, context: { key: string }) =>
      client.regions.importRegions(given, { context }),
  )
  const choose = async (file: File): Promise<void> => {
    setReport(undefined)
    setWrong('')
    const read = await textOf(file, largestSheet)
    if ('wrong' in read) {
      setWrong(say(`regions.import_${read.wrong}`, { size: read.size }))
      return
    }
    setSheet({ name: file.name, text: read.text })
    setReport(await sending.act({ sheet: read.text, isTrial: true, leaveOut: false }))
  }
  const keep = async (): Promise<void> => {
    if (!sheet) return
    const kept = await sending.act({ sheet: sheet.text, isTrial: false, leaveOut })
    if (kept?.kept)
      onDone(say('regions.import_kept', { added: kept.added.length, renamed: kept.renamed.length }))
    else if (kept) setReport(kept)
  }
  const changes = report ? report.added.length + report.renamed.length : 0
  const isReady = report !== undefined && changes > 0 && (report.refused.length === 0 || leaveOut)
  return (
    <Modal open width={760} title={say('regions.import')} footer={null} onCancel={onClose}>
      <p className="quiet prose">{say('regions.import_help')}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={say('regions.import_pick')}
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void choose(file)
        }}
      />
      <div className="tools">
        <Button type={sheet ? 'default' : 'primary'} onClick={() => input.current?.click()}>
          {say('regions.import_pick')}
        </Button>
        <span>{sheet?.name}</span>
      </div>
      {wrong && (
        <div role="alert" className="refused">
          <p>{wrong}</p>
        </div>
      )}
      {sending.error !== undefined && <Refused error={sending.error} />}
      <div aria-live="polite">{report && <Told report={report} />}</div>
      {report && report.refused.length > 0 && changes > 0 && (
        <Checkbox checked={leaveOut} onChange={event => setLeaveOut(event.target.checked)}>
          {say('regions.import_leave_out')}
        </Checkbox>
      )}
      <div className="form-buttons">
        <Button onClick={onClose}>{say('app.cancel')}</Button>
        <Button type="primary" disabled={!isReady} loading={sending.busy} onClick={() => void keep()}>
          {say('regions.import_keep')}
        </Button>
      </div>
    </Modal>
  )
}

function Told({ report: { rows, added, renamed, unchanged, refused } }: { report: RegionReport }) {
  const say = useSay()
  return (
    <>
      <p>
        {say('regions.import_counts', {
          rows,
          added: added.length,
          renamed: renamed.length,
          unchanged,
          refused: refused.length,
        })}
      </p>
      {refused.length === 0 && added.length + renamed.length === 0 && (
        <p className="quiet">{say('regions.import_nothing')}</p>
      )}
      {refused.length > 0 && (
        <div className="refused refused-lines">
          {/* Scrolls when it is long, and can be scrolled by keyboard then. */}
          <ul tabIndex={refused.length > 6 ? 0 : undefined}>
            {refused.map(({ row, code, why, said }) => (
              <li key={row}>
                <strong>{say('regions.import_row', { row })}</strong> <code>{code}</code>{' '}
                {say(`regions.row.${why}`, { said })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
