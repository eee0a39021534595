// One field of a form: label above, the control, help below, and what is wrong in words.
import type { ReactNode } from 'react'
import { useSay } from './say.ts'

interface Props {
  label: string
  /** The id of the control that the label names. */
  for: string
  optional?: boolean
  help?: string | undefined
  children: ReactNode
}

export function Field({ label, for: control, optional = false, help, children }: Props) {
  const say = useSay()
  return (
    <div className="field">
      <label htmlFor={control}>
        {label}
        {optional && <span className="quiet"> {say('console.optional')}</span>}
      </label>
      {children}
      {help && (
        <p className="help" id={`${control}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}
