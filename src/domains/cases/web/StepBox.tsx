// The tinted box that every step is taken in: what is asked, its fields, a note, and the buttons with their
// keys; why a button is off stands beside it.
import { Button, Input } from 'antd'
import { type ReactNode, useId, useRef } from 'react'
import { Field } from '../../../ui/Field.tsx'
import { Key } from '../../../ui/Key.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'

export interface StepButton {
  label: string
  /** As `KeyboardEvent.key`; pressing it is pressing the button. */
  shortcut: string
  look: 'primary' | 'plain' | 'danger'
  press(): void
  busy?: boolean
  /** Works whatever is missing: a way out. */
  free?: true
}

interface Props {
  title: string
  note: { value: string; set(note: string): void }
  buttons: readonly StepButton[]
  /** What is missing before the buttons work that are not free. */
  missing?: string | undefined
  children?: ReactNode
}

export function StepBox({ title, note, buttons, missing, children }: Props) {
  const say = useSay()
  const id = useId()
  const noteRef = useRef<HTMLDivElement>(null)
  const isBusy = buttons.some(({ busy }) => busy)
  const presses = buttons.map(
    ({ shortcut, press, free }) => [shortcut, (missing && !free) || isBusy ? undefined : press] as const,
  )
  useKeys({ ...Object.fromEntries(presses), n: () => noteRef.current?.querySelector('textarea')?.focus() })

  return (
    <section className="step-box" aria-labelledby={`${id}-title`}>
      <p className="step-kicker">{say('console.next_step')}</p>
      <h3 id={`${id}-title`}>{title}</h3>
      {children}
      <div ref={noteRef} className="step-note">
        <Field label={say('console.note')} for={`${id}-note`} optional>
          <Input.TextArea
            id={`${id}-note`}
            value={note.value}
            maxLength={500}
            autoSize={{ minRows: 1, maxRows: 6 }}
            aria-describedby={`${id}-help`}
            onChange={event => note.set(event.target.value)}
            onKeyDown={event => {
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
          />
          <p className="help" id={`${id}-help`}>
            {say('console.note_help')} <Key name="N" />
          </p>
        </Field>
      </div>
      <div className="step-buttons">
        {buttons.map(({ label, shortcut, look, press, busy, free }) => (
          <Button
            key={label}
            size="large"
            type={look === 'primary' ? 'primary' : 'default'}
            danger={look === 'danger'}
            loading={busy ?? false}
            disabled={(missing !== undefined && !free) || (isBusy && !busy)}
            aria-describedby={missing && !free ? `${id}-missing` : undefined}
            onClick={event => {
              if (event.detail < 2) press()
            }}
          >
            {label} <Key name={shortcut.length === 1 ? shortcut.toUpperCase() : shortcut} />
          </Button>
        ))}
        {missing && (
          <span className="quiet" id={`${id}-missing`}>
            {missing}
          </span>
        )}
      </div>
    </section>
  )
}
