// Keys without modifiers, for screens worked by keyboard. A key does nothing while someone types, composes
// Chinese, or a dialog is open; Enter stays with the button or link that has the focus.
import { useEffect, useRef } from 'react'

/** Keys as `KeyboardEvent.key`, letters in lower case. A key without a function is free. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>

export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const run = latest.current[key]
      if (!run || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.isComposing || isTaken(event.target, key) || isDialogOpen()) return
      event.preventDefault()
      if (event.repeat && !repeated.has(key)) return
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** Only moving repeats while a key is held down. */
const repeated = new Set(['j', 'k', 'ArrowUp', 'ArrowDown'])

/** Whether the element with the focus wants this key for itself. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement) || key === 'Escape') return false
  if (target instanceof HTMLInputElement && ['radio', 'checkbox'].includes(target.type)) {
    return key === ' ' || key.startsWith('Arrow')
  }
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="combobox"], [role="menu"]'))
    return true
  return key === 'Enter' && target.closest('button, a, summary') !== null
}

function isDialogOpen(): boolean {
  return [...document.querySelectorAll('[aria-modal="true"]')].some(dialog => dialog.checkVisibility())
}
