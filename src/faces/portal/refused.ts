// What a page does when a call refuses: the code's sentence in the reader's language, the HTTP status kept.

import type { ORPCError } from '@orpc/server'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { DatabaseAway, isRefusal, refusal } from '../../base/errors.ts'
import type { PageEnv } from '../../base/pages.ts'
import { isWord } from '../../ui/words/open.ts'
import { frame, shown } from './frame.ts'
import { type Reader, readerOf } from './reader.ts'

export type Refused = ORPCError<string, unknown>

/** The answer of a call, or its refusal; a bug goes on up. */
export async function attempt<T>(
  work: Promise<T>,
): Promise<{ answer: T; refused?: never } | { answer?: never; refused: Refused }> {
  try {
    return { answer: await work }
  } catch (error) {
    const refused = refusedBy(error)
    if (refused) return { refused }
    throw error
  }
}

const statuses = [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503] as const

export function statusOf({ status }: Pick<Refused, 'status'>): ContentfulStatusCode {
  return statuses.find(known => known === status) ?? 400
}

/** The sentence of a refusal with its values; `base.bad_input` names the fields by their labels. */
export function sentence({ say }: Reader, { code, data }: Pick<Refused, 'code' | 'data'>): string {
  if (code === 'base.bad_input') {
    const labels = wrongFields({ code, data }).map(field => {
      const label = `portal.label.${field}`
      return isWord(label) ? say(label) : field
    })
    return say('base.bad_input', { fields: [...new Set(labels)].join(' · ') })
  }
  const values = valuesIn(data)
  if (code === 'grids.outside' && values.metres === undefined) return say('portal.outside_all')
  return isWord(code) ? say(code, values) : say('base.not_allowed')
}

/** The fields that the contract's parser refused, by the first part of their path. */
export function wrongFields({ code, data }: Pick<Refused, 'code' | 'data'>): string[] {
  if (code !== 'base.bad_input' || typeof data !== 'object' || data === null || !('fields' in data)) return []
  const { fields } = data
  if (!Array.isArray(fields)) return []
  return fields.flatMap((field: unknown) =>
    typeof field === 'object' && field !== null && 'field' in field && typeof field.field === 'string'
      ? field.field
      : [],
  )
}

/** Makes a page of what went wrong in a page; what is no refusal is the server's to note and answer. */
export function answerRefused(error: Error, c: Context<PageEnv>, face?: 'field'): Promise<Response> {
  const refused = refusedBy(error)
  if (!refused) throw error
  return sorry(refused, c, face)
}

/** The page that says what was refused and leads back. */
export function sorry(refused: Refused, c: Context<PageEnv>, face?: 'field'): Promise<Response> {
  const reader = readerOf(c)
  const { say } = reader
  if (refused.status === 503) c.header('Retry-After', '2')
  const home = face ? '/field' : `${reader.base}/`
  return shown(
    c,
    frame(reader, {
      title: say('portal.sorry'),
      place: say('app.name'),
      home,
      foot: say(face ? 'field.foot' : 'portal.foot'),
      ...(face && { face }),
      body: html`<h1>${say('portal.sorry')}</h1>
<p>${sentence(reader, refused)}</p>
<p><a class="button" href="${home}">${say('portal.to_home')}</a></p>`,
    }),
    statusOf(refused),
  )
}

function refusedBy(error: unknown): Refused | undefined {
  if (error instanceof DatabaseAway) return refusal('base.database_away')
  return isRefusal(error) ? error : undefined
}

function valuesIn(data: unknown): Record<string, string | number> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(
    Object.entries(data).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
}
