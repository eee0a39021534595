// Which version a screen shows, and changing the draft as it was seen: after each change, also a refused one, what
// is shown is asked anew, and what was typed stays in its form.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api } from '../../../client.ts'
import { codeOf } from '../../../ui/refusals.ts'
import { type Action, useAction } from '../../../ui/useAction.ts'

export interface Shown {
  /** The number of a published version, or `draft`. */
  version: string
  isDraft: boolean
}

export function useVersions() {
  return useQuery(api.catalogue.versions.queryOptions())
}

export interface Editing<Input, Output> extends Omit<Action<Input, Output>, 'act'> {
  edit(input: Input): Promise<Output | undefined>
}

export function useEditing<Input extends object, Output>(
  send: (input: Input & { revision: number }, context: { key: string }) => Promise<Output>,
): Editing<Input, Output> {
  const queries = useQueryClient()
  const { data } = useVersions()
  // Where the draft is gone the form stays with what was typed in it: asking anew would put another page there.
  const isGone = useRef(false)
  const { act, ...action } = useAction(
    async (input: Input & { revision: number }, context: { key: string }) => {
      isGone.current = false
      try {
        return await send(input, context)
      } catch (refused) {
        isGone.current = codeOf(refused) === 'catalogue.no_draft'
        throw refused
      }
    },
  )
  return {
    ...action,
    edit: async input => {
      // Without a draft any number is answered with the sentence that there is none.
      const done = await act({ ...input, revision: data?.draft?.revision ?? 1 })
      if (!isGone.current) await queries.invalidateQueries({ queryKey: api.catalogue.key() })
      return done
    },
  }
}
