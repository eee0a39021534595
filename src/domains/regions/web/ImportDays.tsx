// A published year, pasted or from a file, before it becomes part of the changes.
import { Button, Checkbox, Input, Modal } from 'antd'
import { useMemo, useRef, useState } from 'react'
import type { LocalDate, LocalSpan, Week } from '../../../base/worktime.ts'
import { Field } from '../../../ui/Field.tsx'
import { useSay } from '../../../ui/say.ts'
import { readDays } from '../importing.ts'

interface Props {
  week: Week
  knownUntil: LocalDate | null
  onClose(): void
  onTake(dates: Record<LocalDate, readonly LocalSpan[]>, knownUntil: LocalDate | undefined): void
}

const largest = 1024 * 1024

export function ImportDays({ week, knownUntil, onClose, onTake }: Props) {
  const say = useSay()
  const [text, setText] = useState('')
  const [wasUnread, setUnread] = useState(false)
  const [isComplete, setComplete] = useState(true)
  const file = useRef<HTMLInputElement>(null)
  const closedWord = say('calendar.import_word_closed')
  const workedWord = say('calendar.import_word_worked')
  const { dates, faults, wholeYear } = useMemo(
    () => readDays(text, { closed: [closedWord], worked: [workedWord] }, week),
    [text, closedWord, workedWord, week],
  )
  const count = Object.keys(dates).length
  const closed = Object.values(dates).filter(spans => spans.length === 0).length
  const ends = wholeYear === null ? undefined : `${wholeYear}-12-31`
  const isNews = ends !== undefined && knownUntil !== null && ends > knownUntil

  const open = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return
    const content = chosen.size <= largest ? await chosen.text().catch(() => undefined) : undefined
    setUnread(content === undefined || content.includes('\0'))
    if (content !== undefined && !content.includes('\0')) setText(content)
  }

  return (
    <Modal open title={say('calendar.import')} footer={null} onCancel={onClose} width={600}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          if (count > 0 && faults.length === 0) onTake(dates, isNews && isComplete ? ends : undefined)
        }}
      >
        <Field label={say('calendar.import_text')} for="import-text" help={say('calendar.import_help')}>
          <Input.TextArea
            id="import-text"
            className="calendar-lines"
            rows={9}
            value={text}
            placeholder={say('calendar.import_example')}
            aria-describedby="import-text-help import-read"
            onChange={event => setText(event.target.value)}
          />
        </Field>
        <div>
          <input
            ref={file}
            hidden
            type="file"
            accept=".csv,.json,.txt,text/*,application/json"
            onChange={event => {
              void open(event.target.files?.[0])
              event.target.value = ''
            }}
          />
          <Button onClick={() => file.current?.click()}>{say('calendar.import_file')}</Button>
        </div>
        <div id="import-read" aria-live="polite">
          {wasUnread && <p className="calendar-wrong">{say('calendar.import_file_wrong')}</p>}
          {text.trim() !== '' && (
            <p>{say('calendar.import_read', { count, closed, worked: count - closed })}</p>
          )}
          {faults.length > 0 && (
            <ul className="calendar-wrong">
              {faults.slice(0, 8).map(({ line, wrong, said }) => (
                <li key={`${line} ${wrong}`}>
                  {say('calendar.import_line', {
                    line,
                    fault: say(`calendar.import_wrong.${wrong}`, { said }),
                  })}
                </li>
              ))}
              {faults.length > 8 && <li>…</li>}
            </ul>
          )}
        </div>
        {isNews && wholeYear !== null && (
          <Checkbox checked={isComplete} onChange={event => setComplete(event.target.checked)}>
            {say('calendar.import_whole', { year: wholeYear })}
          </Checkbox>
        )}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" disabled={count === 0 || faults.length > 0}>
            {say('calendar.import_take')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
