// Bringing people in as a sheet: chosen, tried, each wrong row told; then kept, and the first passwords handed out once.
import { Button, Checkbox, Modal } from 'antd'
import { useRef, useState } from 'react'
import { writeCsv } from '../../../base/csv.ts'
import { client } from '../../../client.ts'
import { handOut, textOf } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { freshPassword } from '../../identity/web/freshPassword.ts'
import { writePeople } from '../people.ts'
import { largestPeopleSheet, type PeopleReport } from '../people-calls.ts'
import './organisations.css'

interface Props {
  onClose(): void
  onDone(sentence: string): void
}

interface Sheet {
  name: string
  text: string
}

type FirstPassword = { login: string; password: string }

export function PeopleImport({ onClose, onDone }: Props) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const [sheet, setSheet] = useState<Sheet>()
  const [wrong, setWrong] = useState('')
  const [leaveOut, setLeaveOut] = useState(false)
  const [report, setReport] = useState<PeopleReport>()
  const [passwords, setPasswords] = useState<FirstPassword[]>([])
  const [isHanded, setHanded] = useState(false)
  const sending = useAction(
    (
      given: { sheet: string; isTrial: boolean; leaveOut: boolean; passwords: FirstPassword[] },
      context: { key: string },
    ) => client.organisations.importPeople(given, { context }),
  )
  const choose = async (file: File): Promise<void> => {
    setReport(undefined)
    setWrong('')
    const read = await textOf(file, largestPeopleSheet)
    if ('wrong' in read) {
      setWrong(say(`people.import_${read.wrong}`, { size: read.size }))
      return
    }
    setSheet({ name: file.name, text: read.text })
    const tried = await sending.act({ sheet: read.text, isTrial: true, leaveOut: false, passwords: [] })
    setReport(tried)
    // Made up before they are sent and kept here: a lost answer can be asked for again.
    setPasswords((tried?.opened ?? []).map(({ login }) => ({ login, password: freshPassword() })))
  }
  const keep = async (): Promise<void> => {
    if (!sheet) return
    const kept = await sending.act({ sheet: sheet.text, isTrial: false, leaveOut, passwords })
    if (!kept) return
    setReport(kept)
    if (kept.kept && kept.opened.length === 0) finish(kept)
  }
  const finish = ({ opened, posts }: PeopleReport): void =>
    onDone(say('people.import_kept', { accounts: opened.length, posts: posts.length }))

  if (report?.kept && report.opened.length > 0) {
    const names = new Map(report.opened.map(({ login, name }) => [login, name]))
    const fresh = passwords.filter(({ login }) => names.has(login))
    const hand = (): void => {
      const rows = fresh.map(({ login, password }) => [login, names.get(login) ?? '', password])
      handOut('first-passwords.csv', new Blob([writeCsv([['login', 'name', 'password'], ...rows])]))
      setHanded(true)
    }
    return (
      <Modal
        open
        title={say('people.import_passwords')}
        mask={{ closable: false }}
        keyboard={false}
        closable={false}
        footer={null}
      >
        <p role="status">
          {say('people.import_kept', { accounts: report.opened.length, posts: report.posts.length })}
        </p>
        <p>{say('people.import_passwords_help', { count: fresh.length })}</p>
        <div className="form-buttons">
          <Button type={isHanded ? 'default' : 'primary'} onClick={hand}>
            {say('people.import_passwords')}
          </Button>
          {isHanded && (
            <Button type="primary" onClick={() => finish(report)}>
              {say('people.done')}
            </Button>
          )}
        </div>
      </Modal>
    )
  }
  const isReady = report !== undefined && report.posts.length > 0 && (report.refused.length === 0 || leaveOut)
  return (
    <Modal open width={760} title={say('people.import')} footer={null} onCancel={onClose}>
      <p className="quiet prose">{say('people.import_help')}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={say('people.import_pick')}
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void choose(file)
        }}
      />
      <div className="tools">
        <div className="tools-buttons">
          <Button type={sheet ? 'default' : 'primary'} onClick={() => input.current?.click()}>
            {say('people.import_pick')}
          </Button>
          <Button type="text" onClick={() => handOut('people.csv', new Blob([writePeople([])]))}>
            {say('people.import_template')}
          </Button>
        </div>
        <span>{sheet?.name}</span>
      </div>
      {wrong && (
        <div role="alert" className="refused">
          <p>{wrong}</p>
        </div>
      )}
      {sending.error !== undefined && <Refused error={sending.error} />}
      <div aria-live="polite">{report && <Told report={report} />}</div>
      {report && report.refused.length > 0 && report.posts.length > 0 && (
        <Checkbox checked={leaveOut} onChange={event => setLeaveOut(event.target.checked)}>
          {say('people.import_leave_out')}
        </Checkbox>
      )}
      <div className="form-buttons">
        <Button onClick={onClose}>{say('app.cancel')}</Button>
        <Button type="primary" disabled={!isReady} loading={sending.busy} onClick={() => void keep()}>
          {say('people.import_keep')}
        </Button>
      </div>
    </Modal>
  )
}

function Told({ report: { rows, opened, posts, unchanged, refused } }: { report: PeopleReport }) {
  const say = useSay()
  return (
    <>
      <p>
        {say('people.import_counts', {
          rows,
          accounts: opened.length,
          posts: posts.length,
          unchanged,
          refused: refused.length,
        })}
      </p>
      {refused.length === 0 && posts.length === 0 && <p className="quiet">{say('people.import_nothing')}</p>}
      {refused.length > 0 && (
        <div className="refused refused-lines">
          <ul tabIndex={refused.length > 6 ? 0 : undefined}>
            {refused.map(({ row, login, why, said }) => (
              <li key={row}>
                <strong>{say('people.import_row', { row })}</strong> <code>{login}</code>{' '}
                {say(`people.row.${why}`, { said: why === 'other_axis' ? axisSaid(said, say) : said })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function axisSaid(said: string, say: ReturnType<typeof useSay>): string {
  const axis = (['supervision', 'command', 'handling', 'oversight', 'system'] as const).find(
    each => each === said,
  )
  return axis ? say(`axis.${axis}`) : said
}
