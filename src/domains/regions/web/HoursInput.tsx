// Hours of a day as one line of text, `08:30–12:00 13:30–18:00`; what is typed stays as it was typed.
import { Input } from 'antd'
import { useState } from 'react'
import type { LocalSpan } from '../../../base/worktime.ts'
import { readHours, writeHours } from '../importing.ts'
import { isSameHours } from '../rules.ts'

interface Props {
  id: string
  spans: readonly LocalSpan[]
  isWrong: boolean
  placeholder?: string
  describedBy?: string | undefined
  onChange(spans: LocalSpan[]): void
}

export function HoursInput({ id, spans, isWrong, placeholder, describedBy, onChange }: Props) {
  const [text, setText] = useState<string>()
  // As long as the text means these hours it is shown as it was typed; else somebody else has set them.
  const isMine = text !== undefined && isSameHours(readHours(text), spans)
  return (
    <Input
      id={id}
      value={isMine ? text : writeHours(spans)}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      placeholder={placeholder ?? ''}
      aria-invalid={isWrong}
      aria-describedby={describedBy}
      {...(isWrong && { status: 'error' as const })}
      onChange={event => {
        setText(event.target.value)
        onChange(readHours(event.target.value))
      }}
      onBlur={() => setText(undefined)}
    />
  )
}
