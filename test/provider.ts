// An identity provider as cities run them: the library oidc-provider on a port of this machine, with one page on which
// people say who they are. Its answers can be spoilt on the way, signed with its own key, as no good provider would.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Provider, { type JWK } from 'oidc-provider'
import type { OidcSettings } from '../src/base/config.ts'

export interface RunningProvider {
  settings: OidcSettings
  /** Changes the claims of the next identity tokens, until it is set back to undefined. */
  spoil: ((claims: Record<string, unknown>) => Record<string, unknown>) | undefined
  /** Says where Gangmu is asked, when that is known only after the provider runs. */
  register(origins: readonly string[]): void
  close(): Promise<void>
}

const answerPage = '/sign-in/provider/answer'

/** `origins`: where Gangmu is asked, for the addresses that the provider sends people back to. */
export async function startProvider(origins: readonly string[] = []): Promise<RunningProvider> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { n, e, d, p, q, dp, dq, qi } = privateKey.export({ format: 'jwk' })
  const jwk = { kty: 'RSA', n, e, d, p, q, dp, dq, qi, kid: 'one', alg: 'RS256', use: 'sig' }
  const server = createServer()
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = {
    issuer,
    clientId: 'gangmu',
    clientSecret: 'the-secret-of-gangmu-at-the-provider',
    name: { zh: '市统一身份认证', en: 'City ID' },
  }
  const opened = (asked: readonly string[]): Provider => open(issuer, jwk, settings, asked)
  let provider = opened(origins)
  const running: RunningProvider = {
    settings,
    spoil: undefined,
    register: asked => {
      provider = opened(asked)
    },
    close: () =>
      new Promise(closed => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
  server.on('request', (request, response) => {
    const path = request.url ?? ''
    if (path.startsWith('/interaction/')) void interact(provider, request, response)
    else {
      if (path === '/token' && running.spoil) spoilt(response, running.spoil, privateKey)
      void provider.callback()(request, response)
    }
  })
  return running
}

function open(issuer: string, jwk: JWK, settings: OidcSettings, origins: readonly string[]): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: origins.map(origin => `${origin}${answerPage}`),
        post_logout_redirect_uris: origins.map(origin => `${origin}/console/`),
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    // Whoever says who he is has agreed.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: settings.clientId,
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
}

/** The page of the provider: a name, or no. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      '<!doctype html><html lang="en"><title>City ID</title><form method="post"><label>Who are you? <input name="who"></label> <button name="way" value="in">Continue</button> <button name="way" value="no">No</button></form></html>',
    )
    return
  }
  const form = new URLSearchParams(await text(request))
  const result =
    form.get('way') === 'no'
      ? { error: 'access_denied', error_description: 'said no' }
      : { login: { accountId: form.get('who') ?? '' } }
  await provider.interactionFinished(request, response, result)
}

function spoilt(
  response: ServerResponse,
  spoil: NonNullable<RunningProvider['spoil']>,
  key: KeyObject,
): void {
  const end = response.end.bind(response)
  const changed = (chunk: unknown): ServerResponse => {
    const said: unknown = JSON.parse(String(chunk))
    if (typeof said !== 'object' || said === null || !('id_token' in said)) return end(chunk)
    const [head = '', body = ''] = String(said.id_token).split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const payload = `${head}.${Buffer.from(JSON.stringify(spoil(claims))).toString('base64url')}`
    const signature = sign('sha256', Buffer.from(payload), key).toString('base64url')
    const whole = JSON.stringify({ ...said, id_token: `${payload}.${signature}` })
    response.setHeader('content-length', Buffer.byteLength(whole))
    return end(whole)
  }
  Object.assign(response, { end: changed })
}
