// The call that sends a picture, and what may be wrong with one. Apart from the server's half, because the
// browser reads it too.
import { z } from 'zod'
import { id, write } from './contract.ts'

/** The bytes cannot be kept or fetched at the moment; nothing was recorded, and the same call may be sent again. */
export const storeRefusals = { 'files.store_away': { status: 503 } } as const

export const pictureRefusals = {
  ...storeRefusals,
  'files.too_large': { status: 413 },
  'files.heic': { status: 415 },
  'files.not_a_picture': { status: 415 },
} as const

export const attachRefusals = { 'files.not_yours': { status: 409 } } as const

/** What an upload is called by from now on. */
export const uploaded = z.object({ id, width: z.int(), height: z.int() })

export const uploadContract = {
  upload: write('/files', { may: 'signed_in', axis: 'open' })
    .errors(pictureRefusals)
    .input(z.object({ file: z.file() }))
    .output(uploaded),
}
