// Taking up mends from the page: sent once however often somebody clicks, and what comes of it said in a sentence.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Fault, Mend } from '../contract.ts'

export interface Mending {
  busy: boolean
  error: unknown
  adopt(fault: Fault, mend: Pick<Mend, 'way' | 'to'>): Promise<void>
  snap(): Promise<void>
}

export function useMending(layer: string, revision: number, onTold: (sentence: string) => void): Mending {
  const say = useSay()
  const mending = useAction((input: Parameters<typeof client.grids.mend>[0], context: { key: string }) =>
    client.grids.mend(input, { context }),
  )
  const snapping = useAction((input: Parameters<typeof client.grids.snap>[0], context: { key: string }) =>
    client.grids.snap(input, { context }),
  )
  return {
    busy: mending.busy || snapping.busy,
    error: mending.error ?? snapping.error,
    adopt: async (fault, { way, to }) => {
      snapping.forget()
      const done = await mending.act({ layer, revision, fault: fault.id, way, to })
      if (done) onTold(say('grids.mended', { count: done.changed.length, codes: done.changed.join('、') }))
    },
    snap: async () => {
      mending.forget()
      const done = await snapping.act({ layer, revision })
      if (done) {
        const { snapped, left, changed } = done
        onTold(say('grids.snapped', { snapped, left, count: changed.length }))
      }
    },
  }
}
