// One of a few: radio buttons, each with the digit that picks it.
import { useId } from 'react'
import { Key } from './Key.tsx'

export interface Option<Value extends string> {
  value: Value
  label: string
  /** A second line under the label. */
  detail?: string | undefined
}

interface Props<Value extends string> {
  label: string
  options: readonly Option<Value>[]
  value: Value | undefined
  onChange(value: NoInfer<Value>): void
  /** Without digits: another choice on the same screen has them. */
  plain?: boolean
}

export function Choice<Value extends string>({
  label,
  options,
  value,
  onChange,
  plain = false,
}: Props<Value>) {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {options.map((option, at) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.detail && <small>{option.detail}</small>}
          </span>
          {!plain && at < 9 && <Key name={String(at + 1)} />}
        </label>
      ))}
    </fieldset>
  )
}

/** The digits that pick an option, for `useKeys`. */
export function choiceKeys<Value extends string>(
  options: readonly Option<Value>[],
  onChange: (value: NoInfer<Value>) => void,
): Record<string, () => void> {
  return Object.fromEntries(
    options.slice(0, 9).map(({ value }, at) => [String(at + 1), () => onChange(value)]),
  )
}
