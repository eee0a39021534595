// One action of a person: sent once however often he clicks, and repeated after a lost connection under the
// same idempotency key, so that the server does it once too.
import { useRef, useState } from 'react'
import { v4 as newKey } from 'uuid'

export interface Action<Input, Output> {
  busy: boolean
  error: unknown
  /** Does nothing while the last one is still under way; gives undefined then and when refused. */
  act(input: Input): Promise<Output | undefined>
  forget(): void
}

export function useAction<Input, Output>(
  send: (input: Input, context: { key: string }) => Promise<Output>,
): Action<Input, Output> {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const underWay = useRef(false)
  const last = useRef({ body: '', key: '' })

  const act = async (input: Input): Promise<Output | undefined> => {
    if (underWay.current) return undefined
    underWay.current = true
    const body = JSON.stringify(input, named) ?? ''
    if (last.current.body !== body || last.current.key === '') last.current = { body, key: newKey() }
    setBusy(true)
    setError(undefined)
    try {
      const output = await send(input, { key: last.current.key })
      last.current = { body: '', key: '' }
      return output
    } catch (refused) {
      setError(refused)
      return undefined
    } finally {
      underWay.current = false
      setBusy(false)
    }
  }
  return { busy, error, act, forget: () => setError(undefined) }
}

/** A file by what tells it from another one: its bytes are not at hand here. */
function named(_key: string, value: unknown): unknown {
  return value instanceof File ? [value.name, value.size, value.lastModified] : value
}
