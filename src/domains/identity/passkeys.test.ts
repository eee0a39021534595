// Passkeys through the front door, with an authenticator in software that can also do wrong.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Faults, makeAuthenticator } from '../../../test/authenticator.ts'
import { type City, district, inCity } from '../../../test/city.ts'
import { home, signedIn, visitor, withPasskey } from '../../../test/passkeys.ts'
import { eventsOf } from '../../base/events.ts'
import { attemptSeconds, ownPage, patience } from './rules.ts'
import { siteOf } from './site.ts'

const refused = { code: 'identity.passkey_refused', status: 401 }
const over = { code: 'identity.attempt_over', status: 400 }

test('whoever added a passkey signs in with it, and gets the same session as by password', () =>
  inCity(async city => {
    const { person, device, id } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const asked = await guest.ask.identity.askPasskey()
    expect(asked).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
    const { me, token } = await guest.ask.identity.signInByPasskey({
      assertion: device.assert(asked, { counter: 2 }),
    })
    expect([me.login, token]).toEqual(['demo.acceptor', null])
    expect((await guest.ask.identity.me()).permissions).toEqual((await person.ask.identity.me()).permissions)
    const sessions = await guest.ask.identity.sessions()
    expect(sessions.map(({ way }) => way).sort()).toEqual(['passkey', 'password'])
    const { passkeys } = await guest.ask.identity.ways()
    expect(passkeys).toMatchObject([{ id, name: 'a phone', site: 'localhost', usedAt: city.clock.now() }])
  }))

test('a client that keeps its token itself gets one by passkey too', () =>
  inCity(async city => {
    const { device } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    const { token } = await guest.ask.identity.signInByPasskey({ assertion, carry: 'bearer' })
    const me = await city.page('/api/me', { headers: { authorization: `Bearer ${token}` } })
    expect(await me.json()).toMatchObject({ login: 'demo.acceptor' })
  }))

test('what happened stands in the log with ids and codes, and with nothing about the person', () =>
  inCity(async city => {
    const { person, device, id } = await withPasskey(city, 'acceptor', 'the phone of Miss Lin')
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    await guest.ask.identity.signInByPasskey({ assertion })
    await person.ask.identity.removePasskey({ id })
    const admin = await city.as('admin')
    const account = (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.acceptor')
    const events = await city.door.within({ district }, tx => eventsOf(tx, account?.id ?? ''))
    expect(events.map(({ happened, detail }) => ({ happened, detail })).slice(-3)).toEqual([
      { happened: 'identity.passkey_added', detail: { passkey: id } },
      { happened: 'identity.signed_in', detail: { way: 'passkey', passkey: id } },
      { happened: 'identity.passkey_removed', detail: { passkey: id } },
    ])
    const told = JSON.stringify(events) + city.log.lines.join('')
    for (const secret of ['Miss Lin', device.id, assertion.response.signature])
      expect(told).not.toContain(secret)
  }))

test('an assertion is good once', () =>
  inCity(async city => {
    const { device } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    await guest.ask.identity.signInByPasskey({ assertion })
    await expect(guest.ask.identity.signInByPasskey({ assertion })).rejects.toMatchObject(over)
  }))

test('of one assertion sent twice at once, one gets in', () =>
  inCity(async city => {
    const { device } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    const both = await Promise.allSettled([1, 2].map(() => guest.ask.identity.signInByPasskey({ assertion })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  }))

test('a challenge is good for five minutes, in the browser that asked for it, for what it was asked for', () =>
  inCity(async city => {
    const { person, device } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const late = await guest.ask.identity.askPasskey()
    city.clock.advance(attemptSeconds.passkey * 1000)
    const signIn = (who: typeof guest, asked: { challenge: string }) =>
      who.ask.identity.signInByPasskey({ assertion: device.assert(asked, { counter: 9 }) })
    await expect(signIn(guest, late)).rejects.toMatchObject(over)
    const other = visitor(city)
    await other.ask.identity.askPasskey()
    const asked = await guest.ask.identity.askPasskey()
    await expect(signIn(other, asked)).rejects.toMatchObject(over)
    await expect(signIn(visitor(city), asked)).rejects.toMatchObject(over)
    await expect(signIn(person, await person.ask.identity.askProof())).rejects.toMatchObject(over)
    await expect(signIn(guest, { challenge: 'bWFkZSB1cA' })).rejects.toMatchObject(over)
    await signIn(guest, asked)
  }))

test.each<[string, Faults]>([
  ['from a page of another site', { origin: 'https://localhost.elsewhere.test' }],
  ['from another port of this machine', { origin: 'http://localhost:8081' }],
  ['made for another site', { host: 'elsewhere.test' }],
  ['without having verified anybody', { verified: false }],
  ['in the name of somebody else', { user: 'bm9ib2R5' }],
  ['from within a frame of another site', { crossOrigin: true }],
])('an assertion %s is refused', (_, faults) =>
  inCity(async city => {
    const { device } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2, ...faults })
    await expect(guest.ask.identity.signInByPasskey({ assertion })).rejects.toMatchObject(refused)
    expect(guest.cookies.has('gangmu_session')).toBe(false)
  }),
)

test('a key signs for nobody but its own account', () =>
  inCity(async city => {
    const [acceptor, leader] = [await withPasskey(city, 'acceptor'), await withPasskey(city, 'leader')]
    const guest = visitor(city)
    // The leader’s device answers under the name of the acceptor’s key.
    const forged = leader.device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    const renamed = { ...forged, id: acceptor.device.id, rawId: acceptor.device.id }
    await expect(guest.ask.identity.signInByPasskey({ assertion: renamed })).rejects.toMatchObject(refused)
    // Nor does it prove who sits at somebody else’s session.
    const proof = leader.device.assert(await acceptor.person.ask.identity.askProof(), { counter: 3 })
    await expect(acceptor.person.ask.identity.proveByPasskey({ assertion: proof })).rejects.toMatchObject(
      refused,
    )
    // Nobody names, sees or removes it.
    const { ask } = acceptor.person
    for (const asked of [
      ask.identity.renamePasskey({ id: leader.id, name: 'mine' }),
      ask.identity.removePasskey({ id: leader.id }),
    ])
      await expect(asked).rejects.toMatchObject({ code: 'base.not_found' })
    expect((await ask.identity.ways()).passkeys.map(({ id }) => id)).toEqual([acceptor.id])
  }))

test('a counter that goes backwards is refused and recorded, and the key stays shut for both copies', () =>
  inCity(async city => {
    const { person, device, id } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const signIn = async (counter: number, faults: Faults = {}) =>
      guest.ask.identity.signInByPasskey({
        assertion: device.assert(await guest.ask.identity.askPasskey(), { counter, ...faults }),
      })
    await signIn(7)
    // Whoever only knows the name of the key cannot throw suspicion on it.
    await expect(signIn(3, { verified: false })).rejects.toMatchObject(refused)
    await signIn(8)
    const doubted = { code: 'identity.passkey_doubted', status: 403 }
    await expect(signIn(8)).rejects.toMatchObject(doubted)
    await expect(signIn(12)).rejects.toMatchObject(doubted)
    const { passkeys } = await person.ask.identity.ways()
    expect(passkeys).toMatchObject([{ id, doubtedAt: city.clock.now() }])
    const admin = await city.as('admin')
    const account = (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.acceptor')
    const events = await city.door.within({ district }, tx => eventsOf(tx, account?.id ?? ''))
    expect(events.filter(({ happened }) => happened === 'identity.passkey_doubted')).toHaveLength(1)
  }))

test('an authenticator that does not count signs in again and again', () =>
  inCity(async city => {
    const person = await signedIn(city, 'acceptor')
    const device = makeAuthenticator(home)
    await person.ask.identity.addPasskey({
      name: 'a phone',
      attestation: device.register(await person.ask.identity.offerPasskey()),
    })
    const guest = visitor(city)
    for (const _ of [1, 2, 3])
      await guest.ask.identity.signInByPasskey({
        assertion: device.assert(await guest.ask.identity.askPasskey()),
      })
  }))

test('guesses at a passkey are counted and shut it for a while', () =>
  inCity(async city => {
    const { device } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const attempt = async (host?: string) =>
      guest.ask.identity.signInByPasskey({
        assertion: device.assert(await guest.ask.identity.askPasskey(), {
          counter: 2,
          ...(host && { host }),
        }),
      })
    for (let failure = 0; failure < patience.perLogin; failure += 1)
      await expect(attempt('elsewhere.test')).rejects.toMatchObject(refused)
    await expect(attempt()).rejects.toMatchObject({ code: 'identity.shut', status: 429 })
    city.clock.advance(patience.seconds * 1000 + 1000)
    await attempt()
  }))

test('where passkeys cannot work, it is said before anybody tries', () =>
  inCity(async city => {
    const at = (origin: string) => visitor(city, origin).ask.identity.askPasskey()
    await expect(at('http://city.test')).rejects.toMatchObject({
      code: 'identity.passkeys_impossible',
      data: { hindrance: 'not_https' },
    })
    await expect(at('http://127.0.0.1:8080')).rejects.toMatchObject({ data: { hindrance: 'ip_address' } })
    expect(siteOf('https://city.example:8443')).toEqual({ host: 'city.example' })
    expect(siteOf('http://localhost:8080')).toEqual({ host: 'localhost' })
    expect(siteOf('https://[::1]:8080')).toEqual({ hindrance: 'ip_address' })
    expect(siteOf('https://10.0.0.7')).toEqual({ hindrance: 'ip_address' })
  }))

test('a sign-in by passkey sent from another site is refused', () =>
  inCity(async (city: City) => {
    const { device } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    const foreign = await guest.page('/api/session/passkey', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://elsewhere.test' },
      body: JSON.stringify({ assertion }),
    })
    expect([foreign.status, (await foreign.json()).code]).toEqual([403, 'base.wrong_origin'])
  }))

test('a sign-in leads nowhere but to pages for staff of this server', () => {
  for (const said of ['/console/cases?light=late', '/field', '/d/990103/field/report'])
    expect(ownPage(said)).toBe(said)
  for (const said of [
    undefined,
    '',
    'console',
    '//elsewhere.test/console',
    '/\\elsewhere.test/console',
    '/api/me',
    '/consoles',
  ])
    expect(ownPage(said)).toBe('/console/')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.string().map(rest => `/${rest}`),
      ),
      said => {
        const url = new URL(ownPage(said), 'https://city.example')
        expect(url.origin).toBe('https://city.example')
        expect(url.pathname).toMatch(/^\/(d\/\d{6}\/)?(console|field)(\/|$)/)
      },
    ),
  )
})
