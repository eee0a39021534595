// Every setting there is, with its default and what it means; `npm run gangmu -- help` prints this list.
export interface Setting {
  name: string
  usual: string
  means: string
}

export const settings: readonly Setting[] = [
  { name: 'PORT', usual: '8080', means: 'port of the web server' },
  { name: 'HOST', usual: '127.0.0.1', means: 'address it listens on; 0.0.0.0 lets other machines in' },
  { name: 'GANGMU_DATA', usual: './data', means: 'folder of the embedded database and of the files' },
  {
    name: 'DATABASE_URL',
    usual: '',
    means: 'PostgreSQL 15+ with PostGIS 3.3+ instead of the embedded database',
  },
  {
    name: 'GANGMU_S3_BUCKET',
    usual: '',
    means: 'keep pictures in this S3 bucket instead of the folder; several servers can share it',
  },
  {
    name: 'GANGMU_S3_ENDPOINT',
    usual: 'Amazon’s',
    means: 'address of another server that speaks S3, e.g. https://s3.city.example',
  },
  { name: 'GANGMU_S3_REGION', usual: 'us-east-1', means: 'region of the bucket' },
  { name: 'GANGMU_S3_KEY_ID', usual: '', means: 'access key that may write, read and delete in the bucket' },
  { name: 'GANGMU_S3_SECRET', usual: '', means: 'secret of that key' },
  {
    name: 'GANGMU_S3_PATH_STYLE',
    usual: 'on with GANGMU_S3_ENDPOINT',
    means: 'on: the bucket stands in the path; off: it stands before the host name',
  },
  {
    name: 'GANGMU_SMTP_URL',
    usual: 'no e-mail',
    means:
      'mail server that takes letters, e.g. smtp://user:password@mail.city.example:587 (smtps:// for 465)',
  },
  { name: 'GANGMU_MAIL_FROM', usual: '', means: 'sender of letters, e.g. gangmu@city.example' },
  {
    name: 'GANGMU_OIDC_ISSUER',
    usual: 'no identity provider',
    means: 'people may also sign in with this OpenID Connect provider, e.g. https://id.city.example',
  },
  { name: 'GANGMU_OIDC_CLIENT_ID', usual: '', means: 'the name under which Gangmu is registered there' },
  { name: 'GANGMU_OIDC_CLIENT_SECRET', usual: '', means: 'the secret that goes with it' },
  {
    name: 'GANGMU_OIDC_NAME',
    usual: 'host name of the issuer',
    means: 'what the provider is called at sign-in, Chinese and English: CHINESE|ENGLISH',
  },
  {
    name: 'GANGMU_DEMO',
    usual: 'on with the embedded database',
    means:
      'on: load the fictional city into an empty database and show its accounts at sign-in; off: neither',
  },
  {
    name: 'GANGMU_ORIGIN',
    usual: 'the address asked',
    means: 'public address, e.g. https://city.example; writes from elsewhere are refused',
  },
  {
    name: 'GANGMU_TRUST_PROXY',
    usual: 'off',
    means: 'on: take the caller’s address from X-Forwarded-For of the one proxy in front',
  },
  {
    name: 'GANGMU_METRICS_TOKEN',
    usual: '',
    means: 'bearer token for /metrics from other machines; without it only this machine may ask',
  },
  { name: 'GANGMU_LOG', usual: 'info', means: 'fatal, error, warn, info, debug or silent' },
  {
    name: 'GANGMU_NOW',
    usual: '',
    means: 'ISO time at which the clock starts; for tests and simulations only',
  },
]

export interface Config {
  port: number
  host: string
  data: string
  databaseUrl: string | undefined
  demo: boolean
  origin: string | undefined
  trustProxy: boolean
  metricsToken: string | undefined
  logLevel: string
  startsAt: string | undefined
  /** Where pictures are kept; the folder when undefined. */
  s3: S3Settings | undefined
  /** The mail server that letters are given to; none are sent when undefined. */
  smtp: { url: string; from: string } | undefined
  /** The identity provider that people may sign in with; none when undefined. */
  oidc: OidcSettings | undefined
}

export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  name: { zh: string; en: string }
}

export interface S3Settings {
  bucket: string
  /** Amazon's own when undefined. */
  endpoint: string | undefined
  region: string
  keyId: string
  secret: string
  pathStyle: boolean
}

/** Reads the settings; a wrong one is said in a sentence, before anything starts. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined
  const port = Number(given('PORT') ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`PORT must be 0 to 65535, not ${env.PORT}`)
  const databaseUrl = given('DATABASE_URL')
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Error('DATABASE_URL must begin with postgres://')
  }
  const origin = given('GANGMU_ORIGIN')
  if (origin && !URL.canParse(origin)) throw new Error(`GANGMU_ORIGIN must be an address, not ${origin}`)
  return {
    port,
    host: given('HOST') ?? '127.0.0.1',
    data: given('GANGMU_DATA') ?? './data',
    databaseUrl,
    demo: switched('GANGMU_DEMO', given('GANGMU_DEMO')) ?? databaseUrl === undefined,
    origin: origin && new URL(origin).origin,
    trustProxy: switched('GANGMU_TRUST_PROXY', given('GANGMU_TRUST_PROXY')) ?? false,
    metricsToken: given('GANGMU_METRICS_TOKEN'),
    logLevel: given('GANGMU_LOG') ?? 'info',
    startsAt: given('GANGMU_NOW'),
    s3: readS3(given),
    smtp: readSmtp(given),
    oidc: readOidc(given),
  }
}

function readS3(given: (name: string) => string | undefined): S3Settings | undefined {
  const bucket = given('GANGMU_S3_BUCKET')
  const [endpoint, keyId, secret] = ['ENDPOINT', 'KEY_ID', 'SECRET'].map(name => given(`GANGMU_S3_${name}`))
  if (bucket === undefined) {
    if (endpoint ?? keyId ?? secret)
      throw new Error(
        'GANGMU_S3_BUCKET is missing: name the bucket, or leave out the other GANGMU_S3_ settings',
      )
    return undefined
  }
  if (keyId === undefined || secret === undefined)
    throw new Error('GANGMU_S3_BUCKET needs GANGMU_S3_KEY_ID and GANGMU_S3_SECRET too')
  const address = endpoint === undefined ? undefined : URL.parse(endpoint)
  // The address is printed when it does not answer, so it must not hold a secret; nor may one be lost in it.
  if (address === null || (address && (!/^https?:$/.test(address.protocol) || address.username !== '')))
    throw new Error(
      'GANGMU_S3_ENDPOINT must be an address like https://s3.city.example, without a user in it',
    )
  return {
    bucket,
    endpoint: address?.href.replace(/\/$/, ''),
    region: given('GANGMU_S3_REGION') ?? 'us-east-1',
    keyId,
    secret,
    pathStyle: switched('GANGMU_S3_PATH_STYLE', given('GANGMU_S3_PATH_STYLE')) ?? endpoint !== undefined,
  }
}

function readSmtp(given: (name: string) => string | undefined): Config['smtp'] {
  const [url, from] = [given('GANGMU_SMTP_URL'), given('GANGMU_MAIL_FROM')]
  if (url === undefined) {
    if (from)
      throw new Error('GANGMU_SMTP_URL is missing: name the mail server, or leave out GANGMU_MAIL_FROM')
    return undefined
  }
  // The address may hold a password, so it is not repeated.
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new Error('GANGMU_SMTP_URL must be an address like smtp://user:password@mail.city.example:587')
  if (from === undefined || !/^[^@\s]+@[^@\s]+$/.test(from))
    throw new Error('GANGMU_SMTP_URL needs GANGMU_MAIL_FROM too: the address that letters come from')
  return { url, from }
}

function readOidc(given: (name: string) => string | undefined): OidcSettings | undefined {
  const [issuer, clientId, clientSecret, called] = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'NAME'].map(
    name => given(`GANGMU_OIDC_${name}`),
  )
  if (issuer === undefined) {
    if (clientId ?? clientSecret ?? called)
      throw new Error(
        'GANGMU_OIDC_ISSUER is missing: name the provider, or leave out the other GANGMU_OIDC_ settings',
      )
    return undefined
  }
  const address = URL.parse(issuer)
  const isHere = address?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(address.hostname)
  if (!address || (address.protocol !== 'https:' && !isHere) || address.username + address.search !== '')
    throw new Error(
      'GANGMU_OIDC_ISSUER must be an address like https://id.city.example (http only on this machine)',
    )
  if (clientId === undefined || clientSecret === undefined)
    throw new Error('GANGMU_OIDC_ISSUER needs GANGMU_OIDC_CLIENT_ID and GANGMU_OIDC_CLIENT_SECRET too')
  const [zh = '', en = zh] = (called ?? address.hostname).split('|').map(name => name.trim())
  if (zh === '' || en === '' || zh.length > 40 || en.length > 40)
    throw new Error(
      'GANGMU_OIDC_NAME is what people read at sign-in: CHINESE|ENGLISH, at most 40 letters each',
    )
  return { issuer, clientId, clientSecret, name: { zh, en } }
}

function switched(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined
  if (value === 'on') return true
  if (value === 'off') return false
  throw new Error(`${name} must be on or off, not ${value}`)
}
