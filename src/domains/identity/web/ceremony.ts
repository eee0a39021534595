// What the browser does with passkeys: whether it can here, and asking the device to make or use one. The library comes
// when it is first needed. What the device or the person declines has a code of its own, like a refusal of the server.
import { ORPCError } from '@orpc/client'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { type Hindrance, siteOf } from '../site.ts'

const library = () => import('@simplewebauthn/browser')

/** Why passkeys cannot work on this page in this browser; undefined when they can. */
export function hindered(): Hindrance | 'no_support' | undefined {
  const { hindrance } = siteOf(location.origin)
  return hindrance ?? ('PublicKeyCredential' in window ? undefined : 'no_support')
}

export async function makePasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON) {
  const { startRegistration } = await library()
  const made = await startRegistration({ optionsJSON }).catch(declined)
  const { clientDataJSON, attestationObject, transports = [] } = made.response
  return { ...made, response: { clientDataJSON, attestationObject, transports }, clientExtensionResults: {} }
}

/** `byAutofill`: the browser offers passkeys where the account name is typed, and answers when one is chosen. */
export async function usePasskeyOf(optionsJSON: PublicKeyCredentialRequestOptionsJSON, byAutofill = false) {
  const { startAuthentication } = await library()
  const used = await startAuthentication({ optionsJSON, useBrowserAutofill: byAutofill }).catch(declined)
  return { ...used, clientExtensionResults: {} }
}

export async function offersAutofill(): Promise<boolean> {
  const { browserSupportsWebAuthnAutofill } = await library()
  return browserSupportsWebAuthnAutofill()
}

/** Takes back what is waiting for somebody to choose. */
export async function stopWaiting(): Promise<void> {
  const { WebAuthnAbortService } = await library()
  WebAuthnAbortService.cancelCeremony()
}

function declined(error: unknown): never {
  const name = error instanceof Error ? error.name : ''
  if (name === 'AbortError' || name === 'NotAllowedError') throw new ORPCError('ways.cancelled')
  if (name === 'InvalidStateError') throw new ORPCError('ways.known_here')
  throw new ORPCError('ways.failed')
}
