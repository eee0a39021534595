// What a page takes away may have had the focus, and the focus is then nowhere: keys that move within a list no longer
// find it, a screen reader starts again at the top. Here it goes to where the work goes on.
import { useEffect } from 'react'

/** Whenever what has the focus leaves the page, the first of these that is there takes it. */
export function useKeptFocus(places: readonly string[]): void {
  useEffect(() => {
    let last: Element | null = document.activeElement
    const remember = ({ target }: FocusEvent): void => {
      if (target instanceof Element) last = target
    }
    const keep = (): void => {
      // A click beside everything also leaves the focus nowhere, but what had it is still there.
      if (document.activeElement !== document.body || last?.isConnected !== false) return
      focusFirst(places)
    }
    const watching = new MutationObserver(keep)
    watching.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', remember)
    return () => {
      watching.disconnect()
      document.removeEventListener('focusin', remember)
    }
  }, [places])
}

export function focusFirst(places: readonly string[]): void {
  for (const place of places) {
    const found = document.querySelector<HTMLElement>(place)
    found?.focus({ preventScroll: true })
    if (found) return
  }
}
