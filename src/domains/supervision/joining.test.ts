// Choosing what a case is joined to: searched on the server, by whoever may take the step. mission: DC5
import { expect, test } from 'vitest'
import { type City, district, garbage, inCity, inside, insideLinjiang } from '../../../test/city.ts'
import { dispatched, filed, report } from '../../../test/walks.ts'
import { held } from '../cases/store/facts.ts'
import { joinable } from '../cases/store/joinable.ts'
import type { KindKey } from '../catalogue/contract.ts'

const kerb = { ...garbage, code: '0113' }

async function reported(city: City, given: { north?: number; address: string; kind?: KindKey }) {
  const { north = 0, address, kind = garbage } = given
  const where = { ...inside, latitude: inside.latitude + north, precision: 'map' } as const
  return city.ask.cases.report({ kind, where, address })
}

test('candidates are open cases, those of the same kind first and of these the nearest; every word searched is found', () =>
  inCity(async city => {
    const acceptor = await city.as('acceptor')
    const { id } = await report(city)
    const far = await reported(city, { north: 0.002, address: '9 Mill Street' })
    const near = await reported(city, { north: 0.0002, address: '3 Mill Street' })
    const other = await reported(city, { address: '3 Shuyuan Lane', kind: kerb })
    const refused = await reported(city, { address: '4 Mill Street' })
    await acceptor.ask.supervision.refuse({ id: refused.id, reason: 'not_found' })
    const ask = async (search?: string) =>
      (await acceptor.ask.supervision.joinable({ id, ...(search !== undefined && { search }) })).cases
    const all = await ask()
    expect(all.map(each => each.id)).toEqual([near.id, far.id, other.id])
    expect(all[0]).toMatchObject({
      number: near.number,
      address: '3 Mill Street',
      state: 'reported',
      metres: 22,
    })
    expect((await ask('mill')).map(each => each.id)).toEqual([near.id, far.id])
    expect((await ask(far.number.slice(-9))).map(each => each.id)).toEqual([far.id])
    expect((await ask(`3 ${other.number}`)).map(each => each.id)).toEqual([other.id])
    const { zh } = all.find(each => each.id === other.id)?.kind.name ?? { zh: '' }
    expect((await ask(zh)).map(each => each.id)).toEqual([other.id])
    // What means something to a database is only letters here.
    expect(await ask('%')).toEqual([])
    expect(await ask("_' or true")).toEqual([])
  }))

test('more than twenty are said to be more, and searching finds those that are further away', () =>
  inCity(async city => {
    const acceptor = await city.as('acceptor')
    const { id } = await report(city)
    const last = await reported(city, { north: 0.003, address: '77 Hidden Yard' })
    for (let count = 0; count < 20; count += 1) await acceptor.ask.cases.report(nearby(count))
    const found = await acceptor.ask.supervision.joinable({ id })
    expect([found.cases.length, found.more]).toEqual([20, true])
    expect(found.cases.map(each => each.id)).not.toContain(last.id)
    const searched = await acceptor.ask.supervision.joinable({ id, search: 'hidden' })
    expect([searched.cases.map(each => each.id), searched.more]).toEqual([[last.id], false])
  }))

test('candidates are for whoever may join at that point, and only within his reach', () =>
  inCity(async city => {
    const { id } = await report(city)
    const { id: later } = await dispatched(city)
    const there = await report(city, insideLinjiang)
    const [acceptor, leader] = [await city.as('acceptor'), await city.as('leader')]
    await expect(leader.ask.supervision.joinable({ id })).rejects.toMatchObject({ code: 'base.not_allowed' })
    await expect(acceptor.ask.supervision.mergeable({ id })).rejects.toMatchObject({
      code: 'base.not_allowed',
    })
    for (const login of ['inspector', 'dispatcher', 'works', 'observer'] as const) {
      const { ask } = await city.as(login)
      await expect(ask.supervision.joinable({ id })).rejects.toMatchObject({ code: 'base.not_allowed' })
    }
    const merging = await leader.ask.supervision.mergeable({ id: later })
    expect(merging.cases.map(each => each.id)).toContain(id)
    // A whole waits for its parts and takes no other case in; its parts do.
    await acceptor.ask.supervision.accept({ id })
    await filed(city, id)
    const { parts } = await (await city.as('dispatcher')).ask.command.split({ id, parts: [{}, {}] })
    const after = (await leader.ask.supervision.mergeable({ id: later })).cases.map(each => each.id)
    expect(after).not.toContain(id)
    expect(after).toEqual(expect.arrayContaining([...parts.map(part => part.id), there.id]))
    // Nobody is offered what lies beyond his region.
    const within = await city.door.within({ district }, async tx => {
      const [row] = await held(tx, [there.id], {})
      return joinable(tx, later, { reach: row?.regionPath ?? '', search: '' })
    })
    expect(within.cases.map(each => each.id)).toEqual([there.id])
    const nowhere = '00000000-0000-7000-8000-000000000000'
    await expect(leader.ask.supervision.mergeable({ id: nowhere })).rejects.toMatchObject({
      code: 'base.not_found',
    })
  }))

function nearby(count: number) {
  return {
    kind: garbage,
    where: { ...inside, latitude: inside.latitude + count * 1e-5, precision: 'map' },
    address: `${count} Near Street`,
  } as const
}
