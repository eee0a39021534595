// The checks of WebAuthn, by @simplewebauthn/server: what an authenticator signed, for this site, by somebody whom it
// verified. Whatever does not hold is one answer, undefined: why not helps only whoever tries to get in.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'
import { Refusal } from '../../base/errors.ts'
import { attemptSeconds } from './rules.ts'
import { siteOf } from './site.ts'

/** Where the page stands: its origin, and the host that keys are made for. */
export interface Site {
  origin: string
  host: string
}

export function site({ origin }: { origin: string }): Site {
  const { host, hindrance } = siteOf(origin)
  if (host === undefined) throw new Refusal('identity.passkeys_impossible', 409, { hindrance })
  return { origin, host }
}

/** ES256, EdDSA and RS256: what authenticators have today. */
const algorithms = [-7, -8, -257]

export function creation(
  { host }: Site,
  person: { account: string; login: string; name: string },
  known: { id: string; transports: string[] }[],
) {
  return generateRegistrationOptions({
    rpName: 'Gangmu',
    rpID: host,
    userID: handleOf(person.account),
    userName: person.login,
    userDisplayName: person.name,
    timeout: attemptSeconds.passkey * 1000,
    attestationType: 'none',
    excludeCredentials: known,
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Without a list of keys: the person chooses among those he has for this site. */
export function request({ host }: Site) {
  return generateAuthenticationOptions({
    rpID: host,
    userVerification: 'required',
    timeout: attemptSeconds.passkey * 1000,
  })
}

/** The challenge that the browser says was signed; it is looked for before anything is believed. */
export function challengeIn({ response }: { response: { clientDataJSON: string } }): string | undefined {
  try {
    const { challenge } = decodeClientDataJSON(response.clientDataJSON)
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

export interface NewKey {
  credential: string
  publicKey: Uint8Array
  counter: number
  synced: boolean
}

export async function registered(
  response: RegistrationResponseJSON,
  challenge: string,
  { origin, host }: Site,
): Promise<NewKey | undefined> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified || isFramed(response)) return undefined
    const { credential, credentialBackedUp } = registrationInfo
    return {
      credential: credential.id,
      publicKey: credential.publicKey,
      counter: credential.counter,
      synced: credentialBackedUp,
    }
  } catch {
    return undefined
  }
}

/** The count that the authenticator gives, when the assertion is by this key of this account. */
export async function asserted(
  response: AuthenticationResponseJSON,
  challenge: string,
  { origin, host }: Site,
  key: { account: string; publicKey: Uint8Array },
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: host,
      // Whether the count went up is asked after the signature, where two at once wait for one another.
      credential: { id: response.id, publicKey: Uint8Array.from(key.publicKey), counter: 0 },
    })
    const isOwn = response.response.userHandle === Buffer.from(handleOf(key.account)).toString('base64url')
    return verified && isOwn && !isFramed(response) ? authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}

/** Our pages stand in no frame of another site. */
function isFramed({ response }: { response: { clientDataJSON: string } }): boolean {
  return decodeClientDataJSON(response.clientDataJSON).crossOrigin === true
}

/** What an authenticator keeps as the user: the account's id, and no name. */
function handleOf(account: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(account.replaceAll('-', ''), 'hex'))
}
