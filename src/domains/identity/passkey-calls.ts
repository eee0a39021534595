// Passkeys: signing in with one, and one's own list of them. A challenge is asked for first; it is good for one answer,
// within five minutes, from the browser (cookie) or the session that asked.
import { z } from 'zod'
import { done, id, instant, read, text, write } from '../../base/contract.ts'
import { arrived, carry } from './me.ts'
import { hindrances } from './site.ts'

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const credential = base64url.max(1364)
const signed = base64url.max(20_000)

/** As `navigator.credentials.get` gives it and @simplewebauthn/browser writes it. */
const assertion = z.object({
  id: credential,
  rawId: credential,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: signed,
    authenticatorData: signed,
    signature: signed,
    userHandle: base64url.max(100).exactOptional(),
  }),
  clientExtensionResults: z.object({}),
})

const attestation = z.object({
  id: credential,
  rawId: credential,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: signed,
    attestationObject: signed,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
  clientExtensionResults: z.object({}),
})

/** What `startAuthentication` of the browser's library takes. */
export const ask = z.object({
  challenge: base64url,
  rpId: z.string(),
  timeout: z.int(),
  userVerification: z.literal('required'),
})

/** What `startRegistration` takes. */
export const offer = z.object({
  challenge: base64url,
  rp: z.object({ name: z.string(), id: z.string() }),
  user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
  timeout: z.int(),
  excludeCredentials: z.array(
    z.object({ id: credential, type: z.literal('public-key'), transports: z.array(z.string()) }),
  ),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
})

const impossible = {
  'identity.passkeys_impossible': { status: 409, data: z.object({ hindrance: z.enum(hindrances) }) },
} as const
const refused = {
  ...impossible,
  'identity.attempt_over': { status: 400 },
  'identity.passkey_refused': { status: 401 },
  'identity.passkey_doubted': { status: 403 },
  'identity.shut': { status: 429, data: z.object({ seconds: z.int() }) },
} as const
const unproved = { 'identity.prove_first': { status: 403 } } as const

const own = { may: 'identity.own', axis: 'open' } as const
const name = text(60).pipe(z.string().min(1))

export const passkeyCalls = {
  askPasskey: write('/session/challenge', {
    may: 'anyone',
    axis: 'open',
    anywhere: true,
    // An office comes to work behind one address, and each sign-in page asks once.
    rate: { most: 600, seconds: 300 },
  })
    .errors(impossible)
    .output(ask),
  signInByPasskey: write('/session/passkey', { may: 'anyone', axis: 'open', anywhere: true })
    .errors({ ...refused, 'identity.no_post': { status: 403 } })
    .input(z.object({ assertion, carry }))
    .output(arrived),
  /** The ways into one's own account. */
  ways: read('/me/ways', own).output(
    z.object({
      hasPassword: z.boolean(),
      /** Until when nothing needs to be proved; null: prove first. */
      provenUntil: instant.nullable(),
      passkeys: z.array(
        z.object({
          id,
          name: z.string(),
          /** The host that it works at. */
          site: z.string(),
          /** Carried from device to device by its maker. */
          synced: z.boolean(),
          addedAt: instant,
          usedAt: instant.nullable(),
          /** Its counter went backwards: it is not let in any more. */
          doubtedAt: instant.nullable(),
        }),
      ),
      links: z.array(z.object({ id, issuer: z.string(), linkedAt: instant, usedAt: instant.nullable() })),
    }),
  ),
  /** Says once more who one is: adding and removing ways in asks for it, ten minutes after the last time. */
  prove: write('/me/proof', own)
    .errors({
      'identity.wrong_password': { status: 401 },
      'identity.shut': { status: 429, data: z.object({ seconds: z.int() }) },
    })
    .input(z.object({ password: z.string().min(1).max(200) }))
    .output(done),
  askProof: write('/me/proof/challenge', own).errors(impossible).output(ask),
  proveByPasskey: write('/me/proof/passkey', own).errors(refused).input(z.object({ assertion })).output(done),
  offerPasskey: write('/me/passkeys/challenge', own)
    .errors({ ...impossible, ...unproved, 'identity.too_many_passkeys': { status: 409 } })
    .output(offer),
  addPasskey: write('/me/passkeys', own)
    .errors({
      ...impossible,
      ...unproved,
      'identity.attempt_over': { status: 400 },
      'identity.passkey_refused': { status: 401 },
      'identity.passkey_known': { status: 409 },
      'identity.too_many_passkeys': { status: 409 },
    })
    .input(z.object({ name, attestation }))
    .output(z.object({ id })),
  renamePasskey: write('/me/passkeys/{id}/name', own).input(z.object({ id, name })).output(done),
  /** Whoever signed in with it elsewhere is out. */
  removePasskey: write('/me/passkeys/{id}', own, 'DELETE')
    .errors({ ...unproved, 'identity.last_way': { status: 409 } })
    .input(z.object({ id }))
    .output(done),
  /** From now on by passkey only; an administrator can still give a new password. */
  dropPassword: write('/me/password', own, 'DELETE')
    .errors({
      ...unproved,
      'identity.no_passkey': { status: 409 },
      'identity.nobody_resets': { status: 409 },
    })
    .output(done),
}
