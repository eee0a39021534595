// Keeping one's own ways in: adding and removing passkeys with a proof, doing without a password, and a lost phone.
import { expect, test } from 'vitest'
import { type Faults, makeAuthenticator } from '../../../test/authenticator.ts'
import { district, inCity } from '../../../test/city.ts'
import { home, signedIn, visitor, withPasskey } from '../../../test/passkeys.ts'
import { demoPassword } from './demo.ts'
import { mostPasskeys, proofSeconds } from './rules.ts'

const refused = { code: 'identity.passkey_refused', status: 401 }
const over = { code: 'identity.attempt_over', status: 400 }
const unproved = { code: 'identity.prove_first', status: 403 }

test('passkeys are added and removed only by whoever proved himself lately, by password or passkey', () =>
  inCity(async city => {
    const { person, device, id } = await withPasskey(city, 'acceptor')
    const { ask } = person
    expect((await ask.identity.ways()).provenUntil).not.toBeNull()
    const offered = await ask.identity.offerPasskey()
    city.clock.advance(proofSeconds * 1000)
    expect((await ask.identity.ways()).provenUntil).toBeNull()
    await expect(ask.identity.offerPasskey()).rejects.toMatchObject(unproved)
    const attestation = makeAuthenticator(home).register(offered)
    await expect(ask.identity.addPasskey({ name: 'late', attestation })).rejects.toMatchObject(unproved)
    await expect(ask.identity.removePasskey({ id })).rejects.toMatchObject(unproved)
    await expect(ask.identity.dropPassword()).rejects.toMatchObject(unproved)
    // A name is no way in.
    await ask.identity.renamePasskey({ id, name: 'my telephone' })
    await expect(ask.identity.prove({ password: 'not this one' })).rejects.toMatchObject({
      code: 'identity.wrong_password',
    })
    await ask.identity.prove({ password: demoPassword })
    await ask.identity.offerPasskey()
    city.clock.advance(proofSeconds * 1000)
    await ask.identity.proveByPasskey({
      assertion: device.assert(await ask.identity.askProof(), { counter: 2 }),
    })
    expect((await ask.identity.ways()).passkeys).toMatchObject([{ name: 'my telephone' }])
    await ask.identity.removePasskey({ id })
  }))

test('a removed passkey lets nobody in, and whoever came in with it elsewhere is out', () =>
  inCity(async city => {
    const { person, device, id } = await withPasskey(city, 'acceptor')
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    await guest.ask.identity.signInByPasskey({ assertion })
    await person.ask.identity.removePasskey({ id })
    await expect(guest.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
    await person.ask.identity.me()
    const again = device.assert(await guest.ask.identity.askPasskey(), { counter: 3 })
    await expect(guest.ask.identity.signInByPasskey({ assertion: again })).rejects.toMatchObject(refused)
    await expect(person.ask.identity.removePasskey({ id })).rejects.toMatchObject({ code: 'base.not_found' })
  }))

test('an attestation is looked at as closely, and a key belongs to one account', () =>
  inCity(async city => {
    const { ask } = await signedIn(city, 'acceptor')
    const add = async (faults: Faults, device = makeAuthenticator(home)) =>
      ask.identity.addPasskey({
        name: 'a phone',
        attestation: device.register(await ask.identity.offerPasskey(), faults),
      })
    for (const faults of [
      { origin: 'https://elsewhere.test' },
      { host: 'elsewhere.test' },
      { verified: false },
    ])
      await expect(add(faults)).rejects.toMatchObject(refused)
    const [device, offered] = [makeAuthenticator(home), await ask.identity.offerPasskey()]
    const attestation = device.register(offered)
    const { id } = await ask.identity.addPasskey({ name: 'a phone', attestation })
    // Sent again after a lost answer it is the same one.
    expect(await ask.identity.addPasskey({ name: 'a phone', attestation })).toEqual({ id })
    expect((await ask.identity.ways()).passkeys).toHaveLength(1)
    const leader = await signedIn(city, 'leader')
    const stolen = device.register(await leader.ask.identity.offerPasskey())
    await expect(leader.ask.identity.addPasskey({ name: 'mine', attestation: stolen })).rejects.toMatchObject(
      {
        code: 'identity.passkey_known',
      },
    )
    const replayed = { ...makeAuthenticator(home).register(offered) }
    await expect(ask.identity.addPasskey({ name: 'again', attestation: replayed })).rejects.toMatchObject(
      over,
    )
    // The device is told what is there already.
    expect((await ask.identity.offerPasskey()).excludeCredentials.map(({ id: known }) => known)).toEqual([
      device.id,
    ])
    for (let more = 1; more < mostPasskeys; more += 1) await add({})
    await expect(add({})).rejects.toMatchObject({ code: 'identity.too_many_passkeys', status: 409 })
  }))

test('whoever does without a password comes in by passkey only, and keeps a last way in', () =>
  inCity(async city => {
    const person = await signedIn(city, 'acceptor')
    await expect(person.ask.identity.dropPassword()).rejects.toMatchObject({ code: 'identity.no_passkey' })
    const { device, id } = await withPasskey(city, 'acceptor')
    await person.ask.identity.dropPassword()
    expect(await person.ask.identity.ways()).toMatchObject({ hasPassword: false })
    for (const password of [demoPassword, 'null', ' '])
      await expect(city.ask.identity.signIn({ login: 'demo.acceptor', password })).rejects.toMatchObject({
        code: 'identity.wrong_password',
      })
    await expect(person.ask.identity.removePasskey({ id })).rejects.toMatchObject({
      code: 'identity.last_way',
    })
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    await guest.ask.identity.signInByPasskey({ assertion })
    // A password again: by proof instead of the old one.
    await guest.ask.identity.changePassword({ new: 'a long new password' })
    await city.ask.identity.signIn({ login: 'demo.acceptor', password: 'a long new password' })
    await guest.ask.identity.removePasskey({ id })
  }))

test('only whom another administrator can reset does without a password', () =>
  inCity(async city => {
    const { person } = await withPasskey(city, 'admin')
    await expect(person.ask.identity.dropPassword()).rejects.toMatchObject({ code: 'identity.nobody_resets' })
    const { id: account } = await person.ask.identity.openAccount({
      login: 'second.admin',
      name: 'Second',
      password: 'a long new password',
    })
    await person.ask.identity.givePost({ account, role: 'administrator', region: district })
    await person.ask.identity.dropPassword()
  }))

test('a lost phone: the administrator’s reset removes passkeys too, and gives a password back', () =>
  inCity(async city => {
    const { person, device } = await withPasskey(city, 'acceptor')
    await person.ask.identity.dropPassword()
    const admin = await city.as('admin')
    const found = async () =>
      (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.acceptor')
    const account = (await found())?.id ?? ''
    expect(await found()).toMatchObject({ passkeys: 1, linked: false })
    const password = 'a long new password'
    await admin.ask.identity.resetPassword({ account, password, otherWays: 'remove' })
    expect(await found()).toMatchObject({ passkeys: 0 })
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    await expect(guest.ask.identity.signInByPasskey({ assertion })).rejects.toMatchObject(refused)
    await expect(person.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
    await guest.ask.identity.signIn({ login: 'demo.acceptor', password })
  }))

test('a closed account has no way in left', () =>
  inCity(async city => {
    const { device } = await withPasskey(city, 'acceptor')
    const admin = await city.as('admin')
    const account =
      (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.acceptor')?.id ?? ''
    await admin.ask.identity.closeAccount({ account })
    const guest = visitor(city)
    const assertion = device.assert(await guest.ask.identity.askPasskey(), { counter: 2 })
    await expect(guest.ask.identity.signInByPasskey({ assertion })).rejects.toMatchObject(refused)
  }))
