// The identity provider, by openid-client: authorization code with PKCE, state and nonce, signatures checked. It is looked
// up when it is first needed and again every hour; while it is away everything else works. Tokens are read and let go.
import * as oidc from 'openid-client'
import type { Logger } from 'pino'
import type { OidcSettings } from '../../base/config.ts'
import { Refusal } from '../../base/errors.ts'
import type { Asked } from '../../base/gate.ts'
import type { Visit } from './store/attempts.ts'
import type { Subject } from './store/links.ts'

/** Registered with the provider: it sends people back to this page and to no other. */
export const answerPage = '/sign-in/provider/answer'

type Context = Pick<Asked, 'oidc' | 'origin' | 'log'>

const patienceSeconds = 8
const rememberedMs = 3_600_000
const known = new WeakMap<OidcSettings, { found: oidc.Configuration; until: number }>()

export function settingsOf({ oidc: settings }: Pick<Asked, 'oidc'>): OidcSettings {
  if (!settings) throw new Refusal('identity.provider_off', 404)
  return settings
}

/** The address at the provider, and what must be remembered until somebody comes back from there. */
export async function departure(
  context: Context,
  back: string,
): Promise<{ url: string; state: string; visit: Visit }> {
  const found = await lookedUp(context)
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
  const url = oidc.buildAuthorizationUrl(found, {
    redirect_uri: `${context.origin}${answerPage}`,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { url: url.href, state, visit: { nonce, verifier, back } }
}

/** Who came back, by what the provider answers for the code. */
export async function returned(
  context: Context,
  answer: URLSearchParams,
  visit: Pick<Visit, 'nonce' | 'verifier'>,
): Promise<Subject> {
  const found = await lookedUp(context)
  const url = new URL(`${context.origin}${answerPage}`)
  url.search = answer.toString()
  const tokens = await oidc
    .authorizationCodeGrant(found, url, {
      expectedState: answer.get('state') ?? '',
      expectedNonce: visit.nonce,
      pkceCodeVerifier: visit.verifier,
      idTokenExpected: true,
    })
    .catch((error: unknown) => {
      throw refused(error, context.log)
    })
  const claims = tokens.claims()
  if (!claims || claims.sub.length > 255) throw new Refusal('identity.provider_wrong', 400)
  return { issuer: claims.iss, subject: claims.sub }
}

/** Where the provider ends its own session, if it says so. Without a token as hint: none is kept. */
export async function farewell(context: Context): Promise<string | null> {
  if (!context.oidc) return null
  const found = await lookedUp(context).catch(() => undefined)
  if (!found?.serverMetadata().end_session_endpoint) return null
  return oidc.buildEndSessionUrl(found, { post_logout_redirect_uri: `${context.origin}/console/` }).href
}

async function lookedUp(context: Context): Promise<oidc.Configuration> {
  const settings = settingsOf(context)
  const had = known.get(settings)
  if (had && had.until > performance.now()) return had.found
  const { issuer, clientId, clientSecret } = settings
  const isHere = issuer.startsWith('http:')
  const found = await oidc
    .discovery(new URL(issuer), clientId, clientSecret, oidc.ClientSecretBasic(clientSecret), {
      timeout: patienceSeconds,
      // Signatures also where TLS already says who answers; http only for a provider on this machine.
      execute: [oidc.enableNonRepudiationChecks, ...(isHere ? [oidc.allowInsecureRequests] : [])],
    })
    .catch((error: unknown) => {
      context.log.warn(trouble(error), 'identity provider away')
      throw new Refusal('identity.provider_away', 503)
    })
  known.set(settings, { found, until: performance.now() + rememberedMs })
  return found
}

/** What the provider said no to is told apart from what it said wrong and from its silence. */
function refused(error: unknown, log: Logger): Refusal {
  if (error instanceof oidc.AuthorizationResponseError) return new Refusal('identity.provider_refused', 400)
  const isAway =
    error instanceof TypeError ||
    (error instanceof oidc.ClientError && error.code === 'OAUTH_TIMEOUT') ||
    (error instanceof oidc.ResponseBodyError && error.status >= 500)
  log.warn(trouble(error), isAway ? 'identity provider away' : 'identity provider answered wrongly')
  return isAway ? new Refusal('identity.provider_away', 503) : new Refusal('identity.provider_wrong', 400)
}

/** Kind and code alone: the rest may hold what was sent. */
function trouble(error: unknown): { kind: string; code?: unknown } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const codes = [error, error.cause].flatMap(each =>
    each instanceof Error && 'code' in each && typeof each.code === 'string' ? [each.code] : [],
  )
  return { kind: error.name, code: codes.join(' ') }
}
