// A text field whose text stands in the address of the page: the address changes a moment after the key, and a field
// bound to it would lose what is typed in between.
import { useState } from 'react'

/** What the field shows, and what to call with each change; `onChange` hears every change at once. */
export function useTyped(value: string, onChange: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState<string>()
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    setSeen(value)
    if (typed === value) setTyped(undefined)
  }
  const type = (text: string): void => {
    setTyped(text === value ? undefined : text)
    onChange(text)
  }
  return [typed ?? value, type]
}
