// Expected failures. A refusal is thrown anywhere below a handler and leaves as the contract's typed
// error; the sentence people read is the translation of its code. Anything else is a bug.
import { ORPCError } from '@orpc/contract'
import { z } from 'zod'

/** The refusals that any call may answer with; each contract inherits them. */
export const everywhere = {
  'base.bad_input': {
    status: 400,
    data: z.object({ fields: z.array(z.object({ field: z.string(), wrong: z.string() })) }),
  },
  'base.not_signed_in': { status: 401 },
  'base.not_allowed': { status: 403 },
  'base.wrong_origin': { status: 403 },
  'base.no_district': { status: 400 },
  'base.not_found': { status: 404 },
  'base.key_reused': { status: 409 },
  'base.bad_key': { status: 400 },
  'base.too_often': { status: 429 },
  'base.database_away': { status: 503 },
} as const

export type CommonCode = keyof typeof everywhere

export class Refusal extends ORPCError<string, unknown> {
  constructor(code: string, status: number, data?: unknown) {
    super(code, { status, message: code, data })
  }
}

/** A refusal that every contract declares. */
export function refusal(code: CommonCode, data?: unknown): Refusal {
  return new Refusal(code, everywhere[code].status, data)
}

/** Whether an error is an answer (a refusal, or the database being away) and not a bug. */
export function isRefusal(error: unknown): error is ORPCError<string, unknown> {
  return error instanceof ORPCError && (error.status < 500 || error.status === 503)
}

/** The database cannot be reached or dropped the connection: the caller may try again with the same key. */
export class DatabaseAway extends Error {
  override name = 'DatabaseAway'
}

/**
 * The last statement of a transaction that ended itself did nothing, and why can be asked only in another one: the
 * gate does the work again, in a transaction that stays open.
 */
export class NothingDone extends Error {
  override name = 'NothingDone'
}
