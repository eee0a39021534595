// The HTTP side of the house: who asks and from where, then calls, pages and files. Every request leaves
// one log line without addresses or names, and a figure.
import { randomUUID } from 'node:crypto'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { routePath } from 'hono/route'
import { secureHeaders } from 'hono/secure-headers'
import { DatabaseAway, isRefusal, Refusal, refusal } from './errors.ts'
import { largestPicture } from './files.ts'
import type { Actor, Asked, House } from './gate.ts'
import type { Metrics } from './metrics.ts'
import type { PageEnv, Pages } from './pages.ts'

export interface HttpOptions {
  house: House
  metrics: Metrics
  router: AnyRouter
  /** Who is behind a token. */
  recognise: (token: string) => Promise<Actor | undefined>
  /** The districts of this server, for calls that do not say which. */
  districts: () => Promise<readonly string[]>
  origin?: string | undefined
  trustProxy?: boolean
  metricsToken?: string | undefined
  /** Files that need neither a person nor the database, by the path they are mounted at. */
  files: readonly { at: string; pages: Pages }[]
  /** Pages by the path they are mounted at. */
  pages: readonly { at: string; pages: Pages }[]
  /** Makes a page of what was refused, for whoever reads pages; programs get JSON. */
  sorry: (refused: ORPCError<string, unknown>, c: Context<PageEnv>) => Promise<Response>
  ready: () => boolean | Promise<boolean>
}

export type App = Hono<PageEnv>

export const sessionCookie = 'gangmu_session'
export const browserCookie = 'gangmu_browser'

export function openHttp(options: HttpOptions): App {
  const app: App = new Hono()
  app.use(secureHeaders(headers))
  app.use(compress())
  app.use((c, next) => noted(c, next, options))
  app.get('/health', async c => {
    if (await options.ready()) return c.json({ ready: true })
    return c.json({ ready: false }, 503, { 'Retry-After': '2' })
  })
  app.get('/metrics', async c => {
    const isAsked = options.metricsToken
      ? c.req.header('authorization') === `Bearer ${options.metricsToken}`
      : isThisMachine(peer(c)) && c.req.header('x-forwarded-for') === undefined
    return isAsked ? c.text(await options.metrics.text()) : c.text('', 404)
  })
  for (const { at, pages } of options.files) app.route(at, pages)
  app.use(async (c, next) => {
    c.set('asked', await asked(c, options))
    await next()
  })
  app.use((c, next) => limited(c, next, options))
  for (const { at, pages } of options.pages) app.route(at, pages)
  const api = openApi(options)
  app.use('/api/*', api)
  app.use('/d/:code/api/*', api)
  app.notFound(c => told(refusal('base.not_found'), c, options))
  app.onError((error, c) => answerError(error, c, options))
  return app
}

const headers = {
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // Ant Design writes its styles into the page.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", 'blob:'],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
  },
  // Other sites learn nothing; our own forms must still say where they come from.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: ['self'], geolocation: ['self'], microphone: [] },
  // Whether the name is only ever asked by HTTPS is the operator's to say, at the proxy that ends TLS.
  strictTransportSecurity: false,
} satisfies Parameters<typeof secureHeaders>[0]

/** What is known of the request; refuses writes that a foreign page sends with somebody's cookie. */
async function asked(
  c: Context<PageEnv>,
  { house, recognise, districts, ...options }: HttpOptions,
): Promise<Asked> {
  const bearer = c.req.header('authorization')?.match(/^Bearer ([A-Za-z0-9_-]{43})$/)?.[1]
  const cookie = getCookie(c, sessionCookie)
  const own = ownOrigin(c, options)
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && bearer === undefined) {
    const origin = c.req.header('origin')
    const isOwn = origin !== undefined && origin === own
    if (!isOwn && (cookie !== undefined || origin !== undefined)) throw refusal('base.wrong_origin')
  }
  const named = c.req.path.match(/^\/d\/(\d{6})(?=\/|$)/)?.[1]
  const known = await districts()
  if (named !== undefined && !known.includes(named)) throw refusal('base.not_found')
  const token = bearer ?? cookie
  const actor = token === undefined ? undefined : await recognise(token)
  const put = (name: string, value: string, maxAge: number): void =>
    setCookie(c, name, value, {
      path: '/',
      httpOnly: true,
      // Not Strict: whoever comes back from an identity provider is still the one who left.
      sameSite: 'Lax',
      maxAge,
      secure: own.startsWith('https:'),
    })
  return {
    ...house,
    requestId: c.var.requestId ?? randomUUID(),
    // Under another district's address somebody signed in elsewhere is a stranger.
    actor: named === undefined || actor?.district === named ? actor : undefined,
    district: named ?? (known.length === 1 ? known[0] : undefined),
    key: c.req.header('idempotency-key'),
    address: house.addressKey(caller(c, options)),
    reached: route => c.set('reached', route),
    device: c.req.header('user-agent')?.slice(0, 120) ?? '',
    setSession: (value, maxAge) => {
      if (value === undefined) deleteCookie(c, sessionCookie, { path: '/' })
      else put(sessionCookie, value, maxAge)
    },
    origin: own,
    browser: getCookie(c, browserCookie)?.match(/^[A-Za-z0-9_-]{43}$/)?.[0],
    setBrowser: (value, maxAge) => put(browserCookie, value, maxAge),
  }
}

function openApi({ router, house, metrics }: HttpOptions) {
  const handler = new OpenAPIHandler(router, {
    interceptors: [
      async ({ next, context }) => {
        try {
          return await next()
        } catch (error) {
          // What the parser of the body itself refused has no fields to name.
          const isUnreadable = error instanceof ORPCError && error.code === 'BAD_REQUEST'
          const told = isUnreadable ? refusal('base.bad_input', { fields: [] }) : error
          if (isRefusal(told)) metrics.counted('refusals', { code: told.code })
          else house.log.error({ err: told, requestId: context.requestId }, 'call failed')
          throw told
        }
      },
    ],
  })
  return async (c: Context<PageEnv>): Promise<Response> => {
    const prefix = c.req.path.match(/^(\/d\/\d{6})?\/api/)?.[0] as `/${string}`
    const { matched, response } = await handler.handle(c.req.raw, { prefix, context: c.var.asked })
    if (!matched) return c.json({ code: 'base.not_found' }, 404)
    const answer = c.newResponse(response.body, response)
    if (response.status === 503) answer.headers.set('Retry-After', '2')
    if (!answer.headers.has('Cache-Control')) answer.headers.set('Cache-Control', 'no-store')
    return answer
  }
}

const mebibyte = 1024 * 1024

/** Files of surveys: 32 MiB, and what the form says beside them. */
const largestImport = 33 * mebibyte

/**
 * Nobody makes the server read more than the call could need: pictures are large, and what somebody who is signed in
 * sends to a call that ends in `/import` or, for a first look at a file, in `/reading`.
 */
function limited(c: Context<PageEnv>, next: () => Promise<void>, options: HttpOptions) {
  const { path } = c.req
  const isFile = /\/api\/files$/.test(path)
  const isCall = /\/api\//.test(path)
  const isImport = isCall && /\/(import|reading)$/.test(path) && c.var.asked.actor !== undefined
  const callSize = isImport ? largestImport : mebibyte
  const maxSize = isFile ? largestPicture + mebibyte : isCall ? callSize : largestPicture * 6 + mebibyte
  const tooLarge = isImport ? 'base.file_too_large' : isCall && !isFile ? 'base.bad_input' : 'files.too_large'
  return bodyLimit({ maxSize, onError: () => told(new Refusal(tooLarge, 413, { fields: [] }), c, options) })(
    c,
    next,
  )
}

async function noted(
  c: Context<PageEnv>,
  next: () => Promise<void>,
  { house, metrics }: HttpOptions,
): Promise<void> {
  const began = performance.now()
  const requestId = randomUUID()
  c.set('requestId', requestId)
  c.header('X-Request-Id', requestId)
  await next()
  const seconds = (performance.now() - began) / 1000
  const { method } = c.req
  // The pattern of the call or page, never the address asked: that may hold anything.
  const route = c.var.reached ?? routePath(c, -1)
  const { status } = c.res
  metrics.answered({ method, route, status, seconds })
  house.log.info({ requestId, method, route, status, ms: Math.round(seconds * 1000) }, 'answered')
}

function answerError(
  error: unknown,
  c: Context<PageEnv>,
  options: HttpOptions,
): Response | Promise<Response> {
  if (error instanceof DatabaseAway) return told(refusal('base.database_away'), c, options)
  if (isRefusal(error)) return told(error, c, options)
  options.house.log.error({ err: error, requestId: c.var.requestId }, 'request failed')
  return told(new Refusal('base.bug', 500, { request: c.var.requestId }), c, options)
}

/** A page for people, JSON for programs. */
async function told(
  refused: ORPCError<string, unknown>,
  c: Context<PageEnv>,
  { sorry }: Pick<HttpOptions, 'sorry'>,
): Promise<Response> {
  const readsPages = c.req.header('accept')?.includes('text/html') && !/\/api(\/|$)/.test(c.req.path)
  const answer = readsPages
    ? await sorry(refused, c)
    : Response.json(refused.toJSON(), { status: refused.status })
  if (refused.status === 503) answer.headers.set('Retry-After', '2')
  return answer
}

/** The address this site is asked by, as a browser writes it in Origin. */
function ownOrigin(
  c: Context<PageEnv>,
  { origin, trustProxy }: Pick<HttpOptions, 'origin' | 'trustProxy'>,
): string {
  if (origin !== undefined) return origin
  const proto = trustProxy ? c.req.header('x-forwarded-proto')?.split(',')[0]?.trim() : undefined
  const url = new URL(c.req.url)
  return `${proto ?? url.protocol.slice(0, -1)}://${c.req.header('host') ?? url.host}`
}

function caller(c: Context<PageEnv>, { trustProxy }: Pick<HttpOptions, 'trustProxy'>): string {
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded ?? peer(c) ?? 'unknown'
}

/** The address of the socket; absent when a test asks without one. */
function peer(c: Context<PageEnv>): string | undefined {
  const bindings: unknown = c.env
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return undefined
  const { incoming } = bindings
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return undefined
  const { socket } = incoming
  if (typeof socket !== 'object' || socket === null || !('remoteAddress' in socket)) return undefined
  return typeof socket.remoteAddress === 'string' ? socket.remoteAddress : undefined
}

function isThisMachine(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address)
}
