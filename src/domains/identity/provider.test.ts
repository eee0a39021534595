// Signing in with an identity provider, through HTTP on both sides: the provider is a real one on a port of this machine.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, district, inCity } from '../../../test/city.ts'
import { home, signedIn, type Visitor, visitor, withPasskey } from '../../../test/passkeys.ts'
import { type RunningProvider, startProvider } from '../../../test/provider.ts'
import { readConfig } from '../../base/config.ts'
import { eventsOf } from '../../base/events.ts'
import { demoPassword } from './demo.ts'
import { attemptSeconds, proofSeconds } from './rules.ts'

let provider: RunningProvider

beforeAll(async () => {
  provider = await startProvider([home])
})

afterAll(() => provider.close())

/** A city whose people may sign in with the provider. */
function inLinkedCity(live: (city: City) => Promise<void>): Promise<void> {
  return inCity(async city => {
    city.house.oidc = { ...provider.settings }
    provider.spoil = undefined
    await live(city)
  })
}

/** Goes to the provider, says there who one is, and gives the address that one is sent back to. */
async function through(url: string, who: string, way = 'in'): Promise<string> {
  const cookies = new Map<string, string>()
  const { issuer } = provider.settings
  let to = url
  let form: URLSearchParams | undefined
  for (let steps = 0; steps < 10; steps += 1) {
    const response = await fetch(to, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(pair => pair.join('=')).join('; ') },
      ...(form && { method: 'POST', body: form }),
    })
    form = undefined
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) form = new URLSearchParams({ who, way })
    else to = new URL(location, to).href
    if (!to.startsWith(issuer)) return to
  }
  throw new Error('the provider sends people round in circles')
}

async function leave(guest: Visitor, then = ''): Promise<string> {
  const response = await guest.page(`/sign-in/provider${then && `?then=${encodeURIComponent(then)}`}`)
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

async function signIn(guest: Visitor, who: string, then = ''): Promise<Response> {
  return guest.page(await through(await leave(guest, then), who))
}

async function linked(city: City, who: string): Promise<Visitor> {
  const person = await signedIn(city, 'acceptor')
  const { url } = await person.ask.identity.visitToLink({ back: '/console/ways' })
  const response = await person.page(await through(url, who))
  expect([response.status, response.headers.get('location')]).toEqual([303, '/console/ways'])
  return person
}

/** The page that says why not. */
async function told(response: Response): Promise<{ status: number; said: string }> {
  expect(response.headers.get('content-type')).toContain('text/html')
  return { status: response.status, said: await response.text() }
}

test('whoever linked his account signs in with the provider, and gets the same session', () =>
  inLinkedCity(async city => {
    const person = await linked(city, 'lin')
    const guest = visitor(city)
    expect(await guest.ask.identity.provider()).toEqual({ name: provider.settings.name })
    const response = await signIn(guest, 'lin', '/console/cases?light=late')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/console/cases?light=late'])
    const me = await guest.ask.identity.me()
    expect(me).toEqual(await person.ask.identity.me())
    const sessions = await guest.ask.identity.sessions()
    expect(sessions.find(({ current }) => current)).toMatchObject({ way: 'provider' })
    const { links, provenUntil } = await guest.ask.identity.ways()
    expect(links).toMatchObject([{ issuer: provider.settings.issuer, usedAt: city.clock.now() }])
    // The provider’s word is no proof that he sits there now: it may come from a screen that somebody left.
    expect(provenUntil).toBeNull()
    await expect(guest.ask.identity.offerPasskey()).rejects.toMatchObject({ code: 'identity.prove_first' })
    // Signing out goes on to the provider, without telling it more than who asks.
    const { onward } = await guest.ask.identity.signOut()
    const out = new URL(onward ?? '')
    expect(out.origin).toBe(provider.settings.issuer)
    expect([...out.searchParams.keys()].sort()).toEqual(['client_id', 'post_logout_redirect_uri'])
    expect((await person.ask.identity.signOut()).onward).toBeNull()
  }))

test('whoever is not linked gets in nowhere, no account is made, and he reads what to do', () =>
  inLinkedCity(async city => {
    const admin = await city.as('admin')
    const before = await admin.ask.identity.accounts()
    const guest = visitor(city)
    const { status, said } = await told(await signIn(guest, 'demo.acceptor'))
    expect(status).toBe(403)
    expect(said).toContain('<code>demo.acceptor</code>')
    expect(said).toContain('登录方式')
    expect(guest.cookies.has('gangmu_session')).toBe(false)
    expect(await admin.ask.identity.accounts()).toEqual(before)
  }))

test('an administrator links the identifier that somebody reads to him, and takes it away again', () =>
  inLinkedCity(async city => {
    const admin = await city.as('admin')
    const found = async (login: string) =>
      (await admin.ask.identity.accounts()).find(account => account.login === login)
    const account = (await found('demo.leader'))?.id ?? ''
    const linked = await admin.ask.identity.linkAccount({ account, subject: 'wang' })
    expect(await admin.ask.identity.linkAccount({ account, subject: 'wang' })).toEqual(linked)
    expect(await found('demo.leader')).toMatchObject({ linked: true })
    const guest = visitor(city)
    expect((await signIn(guest, 'wang')).status).toBe(303)
    expect((await guest.ask.identity.me()).login).toBe('demo.leader')
    await expect(admin.ask.identity.linkAccount({ account, subject: 'other' })).rejects.toMatchObject({
      code: 'identity.linked_already',
    })
    const another = (await found('demo.works'))?.id ?? ''
    await expect(admin.ask.identity.linkAccount({ account: another, subject: 'wang' })).rejects.toMatchObject(
      {
        code: 'identity.subject_taken',
      },
    )
    const own = (await found('demo.admin'))?.id ?? ''
    await expect(admin.ask.identity.linkAccount({ account: own, subject: 'me' })).rejects.toMatchObject({
      code: 'identity.own_account',
    })
    await admin.ask.identity.unlinkAccount({ account })
    expect((await signIn(visitor(city), 'wang')).status).toBe(403)
    const events = await city.door.within({ district }, tx => eventsOf(tx, account))
    expect(events.map(({ happened }) => happened).slice(-3)).toEqual([
      'identity.linked',
      'identity.signed_in',
      'identity.unlinked',
    ])
    expect(JSON.stringify(events)).not.toContain('wang')
  }))

test('a state that was made up, used, begun elsewhere or left too long leads nowhere', () =>
  inLinkedCity(async city => {
    await linked(city, 'lin')
    const guest = visitor(city)
    const back = await through(await leave(guest), 'lin')
    const changed = (name: string, value: string): string => {
      const url = new URL(back)
      url.searchParams.set(name, value)
      return url.href
    }
    const over = async (who: Visitor, url: string) => {
      const { status, said } = await told(await who.page(url))
      expect([status, said.includes('已经用过一次')]).toEqual([400, true])
    }
    await over(guest, changed('state', 'made-up'))
    const other = visitor(city)
    await leave(other)
    await over(other, back)
    await over(visitor(city), back)
    expect((await guest.page(back)).status).toBe(303)
    // The same answer a second time, in the very same browser.
    await over(guest, back)
    const late = await through(await leave(guest), 'lin')
    city.clock.advance(attemptSeconds.provider * 1000)
    await over(guest, late)
  }))

test('a code that was used or invented opens nothing', () =>
  inLinkedCity(async city => {
    await linked(city, 'lin')
    const guest = visitor(city)
    const first = new URL(await through(await leave(guest), 'lin'))
    expect((await guest.page(first.href)).status).toBe(303)
    for (const code of [first.searchParams.get('code') ?? '', 'invented']) {
      const thief = visitor(city)
      const url = new URL(await through(await leave(thief), 'lin'))
      url.searchParams.set('code', code)
      expect((await told(await thief.page(url.href))).status).toBe(400)
      expect(thief.cookies.has('gangmu_session')).toBe(false)
    }
  }))

test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
  ['another nonce', claims => ({ ...claims, nonce: 'of another visit' })],
  ['no nonce', ({ nonce: _, ...claims }) => claims],
  ['another issuer', claims => ({ ...claims, iss: 'https://elsewhere.test' })],
  ['another client in mind', claims => ({ ...claims, aud: 'another-program' })],
  ['a time long past', claims => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 3600 })],
  ['a time to come', claims => ({ ...claims, nbf: Math.floor(Date.now() / 1000) + 3600 })],
  ['no subject', ({ sub: _, ...claims }) => claims],
])('a token with %s opens nothing, though the provider itself signed it', (_, spoil) =>
  inLinkedCity(async city => {
    await linked(city, 'lin')
    const guest = visitor(city)
    provider.spoil = spoil
    const { status, said } = await told(await signIn(guest, 'lin'))
    expect([status, said.includes('对不上')]).toEqual([400, true])
    expect(guest.cookies.has('gangmu_session')).toBe(false)
    // A clock that is a few seconds off is no reason.
    provider.spoil = claims => ({ ...claims, iat: Number(claims.iat) + 5 })
    expect((await signIn(guest, 'lin')).status).toBe(303)
  }),
)

test('an answer in the name of another issuer is refused before any code is spent', () =>
  inLinkedCity(async city => {
    await linked(city, 'lin')
    const guest = visitor(city)
    const url = new URL(await through(await leave(guest), 'lin'))
    url.searchParams.set('iss', 'https://elsewhere.test')
    expect((await told(await guest.page(url.href))).status).toBe(400)
  }))

test('whoever says no at the provider reads that, and signs in with his password', () =>
  inLinkedCity(async city => {
    const guest = visitor(city)
    const { status, said } = await told(await guest.page(await through(await leave(guest), '', 'no')))
    expect([status, said.includes('没有放行')]).toEqual([400, true])
    await guest.ask.identity.signIn({ login: 'demo.acceptor', password: demoPassword })
  }))

test('while the provider is away a page says so, and passwords and passkeys go on', () =>
  inLinkedCity(async city => {
    const { device } = await withPasskey(city, 'acceptor')
    const gone = await startProvider([home])
    await gone.close()
    city.house.oidc = gone.settings
    const guest = visitor(city)
    const { status, said } = await told(await guest.page('/sign-in/provider'))
    expect([status, said.includes('连不上')]).toEqual([503, true])
    await guest.ask.identity.signIn({ login: 'demo.acceptor', password: demoPassword })
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    await guest.ask.identity.signInByPasskey({ assertion })
    // It may go away between leaving and coming back, too.
    city.house.oidc = { ...provider.settings }
    const late = await startProvider([home])
    city.house.oidc = { ...late.settings }
    const stranger = visitor(city)
    const to = await leave(stranger)
    await late.close()
    const answer = `${home}/sign-in/provider/answer?code=x&state=${new URL(to).searchParams.get('state')}&iss=${encodeURIComponent(late.settings.issuer)}`
    expect((await told(await stranger.page(answer))).status).toBe(503)
  }))

test('without a provider nothing is offered', () =>
  inCity(async city => {
    const guest = visitor(city)
    expect(await guest.ask.identity.provider()).toBeNull()
    expect((await told(await guest.page('/sign-in/provider'))).status).toBe(404)
    const { ask } = await signedIn(city, 'acceptor')
    await expect(ask.identity.visitToLink({})).rejects.toMatchObject({ code: 'identity.provider_off' })
  }))

test('linking asks for a proof, in the session that asked, and one person is one account', () =>
  inLinkedCity(async city => {
    const person = await linked(city, 'lin')
    await expect(person.ask.identity.visitToLink({})).rejects.toMatchObject({
      code: 'identity.linked_already',
    })
    const leader = await signedIn(city, 'leader')
    const { url } = await leader.ask.identity.visitToLink({})
    // Somebody else’s browser brings the answer: nothing is linked to either.
    const back = await through(url, 'wang')
    expect((await told(await person.page(back))).status).toBe(400)
    const taken = await leader.ask.identity.visitToLink({})
    expect((await told(await leader.page(await through(taken.url, 'lin')))).status).toBe(409)
    city.clock.advance(proofSeconds * 1000)
    await expect(leader.ask.identity.visitToLink({})).rejects.toMatchObject({ code: 'identity.prove_first' })
    const { links } = await person.ask.identity.ways()
    const link = { id: links[0]?.id ?? '' }
    await expect(person.ask.identity.unlink(link)).rejects.toMatchObject({ code: 'identity.prove_first' })
    await leader.ask.identity.prove({ password: demoPassword })
    await expect(leader.ask.identity.unlink(link)).rejects.toMatchObject({ code: 'base.not_found' })
    await person.ask.identity.prove({ password: demoPassword })
    await person.ask.identity.unlink(link)
    expect((await signIn(visitor(city), 'lin')).status).toBe(403)
  }))

test('the way through the provider leads to no other site', () =>
  inLinkedCity(async city => {
    await linked(city, 'lin')
    for (const then of [
      'https://elsewhere.test/console',
      '//elsewhere.test/console',
      '/api/me',
      '/\\elsewhere.test',
    ]) {
      const response = await signIn(visitor(city), 'lin', then)
      expect([response.status, response.headers.get('location')]).toEqual([303, '/console/'])
    }
  }))

test('no secret, code, state, token or name at the provider stands in the log', () =>
  inLinkedCity(async city => {
    await linked(city, 'somebody-real')
    const guest = visitor(city)
    const back = new URL(await through(await leave(guest), 'somebody-real'))
    await guest.page(back.href)
    provider.spoil = claims => ({ ...claims, nonce: 'wrong' })
    await signIn(visitor(city), 'somebody-real')
    await signIn(visitor(city), 'unknown-person')
    const all = city.log.lines.join('')
    expect(all).toContain('identity provider answered wrongly')
    for (const secret of [
      provider.settings.clientSecret,
      back.searchParams.get('code') ?? '?',
      back.searchParams.get('state') ?? '?',
      'somebody-real',
      'unknown-person',
      guest.cookies.get('gangmu_browser') ?? '?',
      guest.cookies.get('gangmu_session') ?? '?',
    ])
      expect(all).not.toContain(secret)
  }))

test('the settings of a provider are whole or said to be wrong, without the secret', () => {
  const whole = {
    GANGMU_OIDC_ISSUER: 'https://id.city.example/realms/city',
    GANGMU_OIDC_CLIENT_ID: 'gangmu',
    GANGMU_OIDC_CLIENT_SECRET: 'a secret',
  }
  expect(readConfig({}).oidc).toBeUndefined()
  expect(readConfig(whole).oidc?.name).toEqual({ zh: 'id.city.example', en: 'id.city.example' })
  expect(readConfig({ ...whole, GANGMU_OIDC_NAME: '市身份|City ID' }).oidc?.name).toEqual({
    zh: '市身份',
    en: 'City ID',
  })
  const wrong = (change: Record<string, string | undefined>) => () => readConfig({ ...whole, ...change })
  expect(wrong({ GANGMU_OIDC_ISSUER: undefined })).toThrow('GANGMU_OIDC_ISSUER is missing')
  expect(wrong({ GANGMU_OIDC_CLIENT_SECRET: '' })).toThrow('GANGMU_OIDC_CLIENT_SECRET')
  for (const issuer of ['http://id.city.example', 'id.city.example', 'https://user:word@id.city.example'])
    expect(wrong({ GANGMU_OIDC_ISSUER: issuer })).toThrow('must be an address')
})
