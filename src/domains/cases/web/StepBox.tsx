// The tinted box that every step is taken in: what is asked, its fields, a note, and the buttons with their
// keys; why a button is off stands beside it.
import { Button, Input } from 'antd'
import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react'
import { Field } from '../../../ui/Field.tsx'
import { Key } from '../../../ui/Key.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { DeskStep } from './choosing.ts'

/** Which step the box below is for; its kicker names it. */
export const StepName = createContext<DeskStep | undefined>(undefined)

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

interface Note {
  value: string
  set(note: string): void
  /** What is written where it is more than a remark to colleagues; then it must not be empty. */
  label?: string
  help?: string
}

interface Props {
  title: string
  /** What kind of step it is, over the title. */
  kicker?: string
  /** Beside the title: the limit that the step sets. */
  aside?: string | undefined
  note?: Note
  buttons: readonly StepButton[]
  /** What is missing before the buttons work that are not free. */
  missing?: string | undefined
  /** Back to what stood here before. */
  onCancel?: (() => void) | undefined
  children?: ReactNode
}

export function StepBox({ title, kicker, aside, note, buttons: own, missing, onCancel, children }: Props) {
  const say = useSay()
  const id = useId()
  const noteRef = useRef<HTMLDivElement>(null)
  const step = useContext(StepName)
  // A remark is the exception: its field comes when it is wanted, and stays while something is in it.
  const [isOpened, setOpened] = useState(false)
  const isNoting = note !== undefined && (note.label !== undefined || isOpened || note.value !== '')
  const wasOpened = useRef(false)
  const openNote = (): void => {
    wasOpened.current = true
    setOpened(true)
    noteRef.current?.querySelector('textarea')?.focus()
  }
  const isBusy = own.some(({ busy }) => busy)
  const buttons: readonly StepButton[] = onCancel
    ? [...own, { label: say('app.cancel'), shortcut: 'Escape', look: 'plain', free: true, press: onCancel }]
    : own
  const presses = buttons.map(
    ({ shortcut, press, free }) => [shortcut, (missing && !free) || isBusy ? undefined : press] as const,
  )
  useKeys({
    ...Object.fromEntries(presses),
    n: note && openNote,
  })
  useEffect(() => {
    if (isNoting && wasOpened.current) noteRef.current?.querySelector('textarea')?.focus()
  }, [isNoting])

  return (
    <section
      className="step-box"
      aria-labelledby={`${id}-title`}
      onKeyDown={event => {
        // Escape leaves whichever field has the focus, not the box.
        const field = event.target
        if (event.key !== 'Escape' || !(field instanceof HTMLElement)) return
        if (!field.matches('textarea, input:not([type="radio"])')) return
        event.preventDefault()
        field.blur()
      }}
    >
      <p className="step-kicker">
        {kicker ??
          (onCancel
            ? say('desk.another_step')
            : step
              ? say('desks.next', { step: say(`step.${step}`) })
              : say('console.next_step'))}
      </p>
      <div className="step-title">
        <h3 id={`${id}-title`}>{title}</h3>
        {aside && <p>{aside}</p>}
      </div>
      {children}
      {note && isNoting && (
        <div ref={noteRef} className="step-note">
          <Field
            label={note.label ?? say('console.note')}
            for={`${id}-note`}
            optional={note.label === undefined}
          >
            <Input.TextArea
              id={`${id}-note`}
              value={note.value}
              maxLength={500}
              autoSize={{ minRows: note.label === undefined ? 1 : 3, maxRows: 6 }}
              aria-describedby={`${id}-help`}
              onChange={event => note.set(event.target.value)}
            />
            <p className="help" id={`${id}-help`}>
              {note.help ?? say('console.note_help')} <Key name="N" />
            </p>
          </Field>
        </div>
      )}
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
            {label} <Key name={cap(shortcut)} />
          </Button>
        ))}
        {note && !isNoting && (
          <button type="button" className="as-link" onClick={openNote}>
            {say('desks.note_open')} <Key name="N" />
          </button>
        )}
        {missing && (
          <span className="quiet" id={`${id}-missing`}>
            {missing}
          </span>
        )}
      </div>
    </section>
  )
}

function cap(shortcut: string): string {
  if (shortcut === 'Escape') return 'Esc'
  return shortcut.length === 1 ? shortcut.toUpperCase() : shortcut
}
