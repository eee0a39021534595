// Keys without modifiers, for screens worked by keyboard. A key does nothing while someone types, composes
// Chinese, or a dialog is open; Enter stays with the button or link that has the focus. What opened last hears first:
// Escape closes the box that was opened in a page before it leaves the page.
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
    return hear(press)
  }, [])
}

type Press = (event: KeyboardEvent) => void

let hearing: readonly { press: Press; turn: number }[] = []
let turn = 0
let isTurn = false

/** Pieces that appear together hear in their order, inner ones first; those that appeared later before them. */
function hear(press: Press): () => void {
  if (!isTurn) {
    isTurn = true
    turn += 1
    queueMicrotask(() => {
      isTurn = false
    })
  }
  if (hearing.length === 0) window.addEventListener('keydown', tell)
  const entry = { press, turn }
  hearing = [...hearing, entry].toSorted((a, b) => b.turn - a.turn)
  return () => {
    hearing = hearing.filter(other => other !== entry)
    if (hearing.length === 0) window.removeEventListener('keydown', tell)
  }
}

function tell(event: KeyboardEvent): void {
  for (const { press } of hearing) press(event)
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
