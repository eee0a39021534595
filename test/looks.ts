// Cases that are looked at, once and again, for the tests of honesty: every closed one is looked at a second time if
// asked so, and inspectors may be taken on.
import { expect } from 'vitest'
import { scene } from '../demo/day/scenes.ts'
import { eventsOf } from '../src/base/events.ts'
import { hears } from '../src/base/live.ts'
import { audienceOf } from '../src/domains/supervision/telling.ts'
import { verifyDraws } from '../src/domains/supervision/verifying.ts'
import { type City, clientOver, district, inside, type Person } from './city.ts'
import { department, filed, report } from './walks.ts'

type Place = { longitude: number; latitude: number }

/** From now on this share of all closed cases is looked at again. */
export async function lookAgain(city: City, recheckShare = 1): Promise<void> {
  const { catalogue } = (await city.as('admin')).ask
  const { revision } = await catalogue.openDraft()
  const rules = await catalogue.rules({ version: 'draft' })
  const set = await catalogue.setRules({ ...rules, recheckShare, revision })
  await catalogue.publish({ ...set, validFrom: null })
}

/** A case that waits for its first look; some time passes at every step. */
export async function waitingForCheck(city: City, at: Place = inside): Promise<{ id: string }> {
  const pass = (): void => city.clock.advance(60_000)
  const { id } = await report(city, at)
  pass()
  await (await city.as('acceptor')).ask.supervision.accept({ id })
  pass()
  await filed(city, id)
  pass()
  const dispatcher = await city.as('dispatcher')
  await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, 'D01') })
  const works = await city.as('works')
  pass()
  await works.ask.handling.take({ id })
  pass()
  await works.ask.handling.finish({ id, pictures: [await photo(works)] })
  pass()
  await (await city.as('coordinator')).ask.command.pass({ id })
  await city.settle()
  return { id }
}

/** Looked at by the inspector of this place, and closed. */
export async function closedCase(
  city: City,
  { at = inside, by }: { at?: Place; by: Person },
): Promise<{ id: string }> {
  const { id } = await waitingForCheck(city, at)
  city.clock.advance(60_000)
  await look(by, id, { fixed: true, at })
  city.clock.advance(60_000)
  await (await city.as('leader')).ask.supervision.close({ id, outcome: 'fixed' })
  await city.settle()
  return { id }
}

export async function look(
  by: Person,
  id: string,
  { fixed, at, pictures }: { fixed: boolean; at: Place; pictures?: string[] },
) {
  return by.ask.supervision.check({ id, fixed, position: at, pictures: pictures ?? [await photo(by)] })
}

let photos = 0
/** A picture that looks like no other. */
export async function photo(by: Person): Promise<string> {
  photos += 1
  return (await by.ask.files.upload({ file: asFile(await scene(photos, 160, 120)) })).id
}

export function asFile(bytes: Buffer): File {
  return new File([new Uint8Array(bytes)], 'photo.jpg', { type: 'image/jpeg' })
}

/** One more inspector, signed in. */
export async function takeOn(
  city: City,
  login: string,
  region = '990103001',
): Promise<Person & { post: string }> {
  const { identity } = (await city.as('admin')).ask
  const password = 'a long pass phrase'
  const { id: account } = await identity.openAccount({ login, name: login, password })
  const { id: post } = await identity.givePost({ account, role: 'inspector', region })
  const { token } = await city.ask.identity.signIn({ login, password, carry: 'bearer' })
  const page: Person['page'] = (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return city.page(path, { ...init, headers })
  }
  const keyed = (key: string) =>
    clientOver((path, init = {}) => {
      const headers = new Headers(init.headers)
      headers.set('idempotency-key', key)
      return page(path, { ...init, headers })
    })
  return { ask: clientOver(page), keyed, page, post }
}

export async function drawsFit({ door }: City): Promise<void> {
  const found = await verifyDraws(work => door.within({ district }, work))
  expect(found.broken).toEqual([])
}

/** What somebody would be told of a case on the live stream, if all of it were told now. */
export async function heardBy(city: City, { ask }: Pick<Person, 'ask'>, id: string): Promise<string[]> {
  const me = await ask.identity.me()
  const actor = { post: me.post?.id ?? '', permissions: new Set<string>(me.permissions) }
  return city.door.within({ district }, async tx => {
    const heard: string[] = []
    for (const event of await eventsOf(tx, id)) {
      const audience = await audienceOf({ tx, now: city.clock.now() }, { ...event, subject: id })
      if (hears(audience, actor)) heard.push(event.happened)
    }
    return heard
  })
}
