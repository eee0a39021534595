// Bringing rules in as a sheet: chosen, tried, each wrong line told, and kept only as a whole.
import { Button, Checkbox, Modal } from 'antd'
import { useRef, useState } from 'react'
import { client } from '../../../client.ts'
import { isWord } from '../../../ui/dictionary.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { ImportReport } from '../contract.ts'
import type { TrialPiece } from './ruleWords.ts'

interface Props {
  Trial: TrialPiece
  onClose(): void
  onDone(sentence: string): void
}

interface Sheet {
  name: string
  text: string
}

export function SheetImport({ Trial, onClose, onDone }: Props) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [sheet, setSheet] = useState<Sheet>()
  const [endOthers, setEndOthers] = useState(false)
  const [report, setReport] = useState<ImportReport>()
  const sending = useAction(
    (given: { sheet: string; endOthers: boolean; isTrial: boolean }, context: { key: string }) =>
      client.organisations.importRules(given, { context }),
  )
  const look = async (next: Sheet, others: boolean): Promise<void> => {
    setReport(undefined)
    setReport(await sending.act({ sheet: next.text, endOthers: others, isTrial: true }))
  }
  const choose = async (file: File): Promise<void> => {
    const next = { name: file.name, text: decoded(await file.arrayBuffer()) }
    setSheet(next)
    await look(next, endOthers)
  }
  const keep = async (): Promise<void> => {
    if (!sheet) return
    const kept = await sending.act({ sheet: sheet.text, endOthers, isTrial: false })
    if (kept?.kept) onDone(say('organisations.sheet_kept'))
    else if (kept) setReport(kept)
  }
  const isReady = report !== undefined && report.refused.length === 0 && report.changes.length > 0
  return (
    <Modal open width={760} title={say('organisations.sheet_title')} footer={null} onCancel={onClose}>
      <p className="quiet prose">{say('organisations.sheet_help')}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={say('organisations.sheet_pick')}
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void choose(file)
        }}
      />
      <div className="tools">
        <Button onClick={() => input.current?.click()}>{say('organisations.sheet_pick')}</Button>
        <span>{sheet?.name}</span>
        <Checkbox
          checked={endOthers}
          onChange={event => {
            setEndOthers(event.target.checked)
            if (sheet) void look(sheet, event.target.checked)
          }}
        >
          {say('organisations.sheet_end_others')}
        </Checkbox>
      </div>
      {sending.error !== undefined && <Refused error={sending.error} />}
      <div aria-live="polite">
        {report && <Told report={report} />}
        {isReady && report && <Trial key={JSON.stringify(report.changes)} changes={report.changes} />}
      </div>
      <div className="form-buttons">
        <Button onClick={onClose}>{say('app.cancel')}</Button>
        <Button type="primary" disabled={!isReady} loading={sending.busy} onClick={() => void keep()}>
          {say('organisations.sheet_keep')}
        </Button>
      </div>
    </Modal>
  )
}

function Told({ report: { added, changed, ended, unchanged, refused, changes } }: { report: ImportReport }) {
  const say = useSay()
  return (
    <>
      <p>{say('organisations.sheet_counts', { added, changed, ended, unchanged })}</p>
      {refused.length === 0 && changes.length === 0 && (
        <p className="quiet">{say('organisations.sheet_nothing')}</p>
      )}
      {refused.length > 0 && (
        <div role="alert" className="refused refused-lines">
          <p>{say('organisations.sheet_refused', { count: refused.length })}</p>
          <ul>
            {refused.map(({ line, code, cell }) => (
              <li key={line}>
                <strong>{say('organisations.sheet_line', { line })}</strong> {cell && <code>{cell}</code>}{' '}
                {isWord(code) && say(code)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

/** Spreadsheets in China still write GB 18030; what is not UTF-8 is taken for it. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
