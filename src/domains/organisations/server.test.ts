// The register of departments and the rules of responsibility as an administrator keeps them, through HTTP.
import { expect, test } from 'vitest'
import { type City, district, garbage, inCity, type Person } from '../../../test/city.ts'
import { department } from '../../../test/walks.ts'
import { eventsOf } from '../../base/events.ts'
import { verifyLog } from '../../base/verify.ts'
import type { RuleDraft } from './contract.ts'
import { rulesInForce } from './store/rules.ts'

const office = {
  name: { zh: '路灯所', en: 'Street Lighting' },
  kind: 'department',
  parent: null,
  region: null,
  contact: '0999-555-0123',
} as const
const gulou = '990103001'
const anyKind: Omit<RuleDraft, 'to'> = { kind: null, region: null, maintainer: null }

test('a department is added, renamed and closed; closed, it is offered to nobody and named for ever', () =>
  inCity(async city => {
    const [admin, dispatcher] = [await city.as('admin'), await city.as('dispatcher')]
    const { id } = await admin.ask.organisations.add({ ...office, code: 'L01' })
    expect(await listed(dispatcher)).toContain('L01')
    await admin.ask.organisations.change({
      ...office,
      id,
      name: { zh: '路灯管理所', en: 'Lighting Office' },
      region: gulou,
    })
    await admin.ask.organisations.close({ id })
    await admin.ask.organisations.close({ id })
    expect(await listed(dispatcher)).not.toContain('L01')
    expect(await one(admin, id)).toMatchObject({
      code: 'L01',
      name: { en: 'Lighting Office' },
      region: gulou,
      closedAt: city.clock.now(),
    })
    const post = (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.works')?.posts[0]
      ?.id
    await expect(
      admin.ask.organisations.employ({ post: post ?? '', organisation: id }),
    ).rejects.toMatchObject({ code: 'organisations.closed' })
    await admin.ask.organisations.reopen({ id })
    expect(await listed(dispatcher)).toContain('L01')
    expect(await happenedTo(city, id)).toEqual([
      'organisations.added',
      'organisations.changed',
      'organisations.closed',
      'organisations.reopened',
    ])
  }))

test('a firm works for an open department; nothing is part of itself; who has firms is not closed', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const { ask } = admin
    const [works, sanitation, tongda] = await Promise.all(
      ['D01', 'D02', 'D06'].map(code => department(admin, code)),
    )
    const firm = { ...office, code: 'F01', kind: 'contractor' } as const
    await expect(ask.organisations.add(firm)).rejects.toMatchObject({ code: 'organisations.no_such_parent' })
    await expect(ask.organisations.add({ ...firm, parent: tongda ?? '' })).rejects.toMatchObject({
      code: 'organisations.no_such_parent',
    })
    await expect(ask.organisations.close({ id: works ?? '' })).rejects.toMatchObject({
      code: 'organisations.has_firms',
      data: { firms: 1 },
    })
    const part = await ask.organisations.add({ ...office, code: 'P01', parent: sanitation ?? '' })
    await expect(
      ask.organisations.change({ ...office, id: sanitation ?? '', parent: part.id }),
    ).rejects.toMatchObject({ code: 'organisations.no_such_parent' })
    await ask.organisations.close({ id: part.id })
    await expect(ask.organisations.add({ ...firm, parent: part.id })).rejects.toMatchObject({
      code: 'organisations.no_such_parent',
    })
    await ask.organisations.close({ id: sanitation ?? '' })
    await expect(ask.organisations.reopen({ id: part.id })).rejects.toMatchObject({
      code: 'organisations.no_such_parent',
    })
  }))

test('a code stands once, also of a closed one; a region must be the district’s own', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const { ask } = admin
    await ask.organisations.add({ ...office, code: 'L01' })
    await expect(ask.organisations.add({ ...office, code: 'L01' })).rejects.toMatchObject({
      code: 'organisations.code_taken',
    })
    await expect(ask.organisations.add({ ...office, code: 'L02', region: '110101' })).rejects.toMatchObject({
      code: 'organisations.no_such_region',
    })
  }))

test('rules are added, changed and ended, each version is kept, and the log says by codes what happened', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { ask } = admin
    const [d1, d2] = [await department(admin, 'D01'), await department(admin, 'D02')]
    const draft = { ...anyKind, region: gulou }
    const { id, number } = await ask.organisations.addRule({ ...draft, to: d1 })
    city.clock.advance(60_000)
    await ask.organisations.changeRule({ id, version: 1, ...draft, to: d2 })
    await expect(ask.organisations.changeRule({ id, version: 1, ...draft, to: d1 })).rejects.toMatchObject({
      code: 'organisations.rule_changed',
    })
    await expect(ask.organisations.endRule({ id, version: 1 })).rejects.toMatchObject({
      code: 'organisations.rule_changed',
    })
    await ask.organisations.endRule({ id, version: 2 })
    expect((await ask.organisations.rules()).some(each => each.id === id)).toBe(false)
    const versions = await ask.organisations.ruleVersions({ id })
    expect(versions.map(({ version, to, by }) => [version, to, by])).toEqual([
      [2, d2, '高文'],
      [1, d1, '高文'],
    ])
    expect(versions[1]).toMatchObject({
      number,
      until: versions[0]?.since,
      names: { to: { en: 'Municipal Works' } },
    })
    expect(await happenedTo(city, id)).toEqual([
      'organisations.rule_added',
      'organisations.rule_changed',
      'organisations.rule_ended',
    ])
    // The number is not given again.
    expect((await ask.organisations.addRule({ ...draft, to: d1 })).number).toBe(number + 1)
    const { broken } = await verifyLog(
      work => city.door.within({ district }, work),
      async () => undefined,
    )
    expect(broken).toEqual([])
  }))

test('two rules with the same conditions are refused by the database itself, also as the district by its code', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const { ask } = admin
    const [d1, d2] = [await department(admin, 'D01'), await department(admin, 'D02')]
    await ask.organisations.addRule({ ...anyKind, to: d1 })
    const again = { code: 'organisations.rule_exists', status: 409 }
    await expect(ask.organisations.addRule({ ...anyKind, to: d2 })).rejects.toMatchObject(again)
    await expect(ask.organisations.addRule({ ...anyKind, region: district, to: d2 })).rejects.toMatchObject(
      again,
    )
    // "Whoever maintains the part" asks for a maintainer, so it is another condition; the demo has it already.
    await expect(ask.organisations.addRule({ ...anyKind, to: 'maintainer' })).rejects.toMatchObject(again)
    await ask.organisations.addRule({ ...anyKind, maintainer: d2, to: d2 })
  }))

test('a rule speaks only of kinds, regions and open organisations of this district', () =>
  inCity(async ({ as, door }) => {
    const admin = await as('admin')
    const { ask } = admin
    const to = await department(admin, 'D04')
    const refused = (draft: Partial<RuleDraft>, code: string) =>
      expect(ask.organisations.addRule({ ...anyKind, to, ...draft })).rejects.toMatchObject({ code })
    await refused({ kind: { ...garbage, code: '9999' } }, 'organisations.no_such_kind')
    await refused(
      { kind: { edition: garbage.edition, type: 'part', class: '77' } },
      'organisations.no_such_kind',
    )
    await refused({ region: '110101' }, 'organisations.no_such_region')
    await refused({ maintainer: to, to: 'maintainer' }, 'organisations.maintainer_twice')
    const stranger = '01890000-0000-7000-8000-000000000001'
    await refused({ to: stranger }, 'organisations.no_such_organisation')
    await ask.organisations.close({ id: to })
    await refused({}, 'organisations.closed')
    // Nothing of another district is seen.
    expect(await door.within({ district: '110101' }, rulesInForce)).toEqual([])
  }))

test('the report names gaps, and rules whose department was closed as broken', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const { ask } = admin
    const before = await ask.organisations.coverage()
    expect(before.broken).toEqual([])
    expect(before.gaps.length).toBeGreaterThan(0)
    expect(before.gaps.every(({ kind, everywhere }) => everywhere && kind.code.startsWith('06'))).toBe(true)
    await ask.organisations.close({ id: await department(admin, 'D02') })
    const after = await ask.organisations.coverage()
    expect(after.broken.length).toBe(2)
    expect(after.gaps.some(({ kind }) => kind.code === garbage.code)).toBe(true)
  }))

test('a sheet goes out, comes back changed, is tried first, and is kept whole or not at all', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const { ask } = admin
    const sheet = await (await ask.organisations.sheet()).text()
    const rules = await ask.organisations.rules()
    expect(sheet.split('\r\n').length).toBe(rules.length + 2)
    expect(await ask.organisations.importRules({ sheet, endOthers: true })).toMatchObject({
      unchanged: rules.length,
      changes: [],
    })
    const changed = sheet.replace(/^(\d+,gbt30428_2_2013,event,,0125,,,)D03/m, '$1D01')
    expect(changed).not.toBe(sheet)
    const fresh = `${changed}0,gbt30428_2_2013,event,,0602,,,D05\r\n`
    const bad = `${fresh}0,gbt30428_2_2013,event,,9999,,,D05\r\n`
    const refused = await ask.organisations.importRules({ sheet: bad })
    expect(refused).toMatchObject({
      kept: false,
      refused: [{ line: rules.length + 3, code: 'organisations.no_such_kind', cell: 'event 9999' }],
    })
    expect(await ask.organisations.rules()).toEqual(rules)
    const tried = await ask.organisations.importRules({ sheet: fresh, isTrial: true })
    expect(tried).toMatchObject({ kept: false, added: 1, changed: 1, ended: 0, refused: [] })
    expect(await ask.organisations.rules()).toEqual(rules)
    expect(await ask.organisations.importRules({ sheet: fresh })).toMatchObject({ kept: true })
    const after = await ask.organisations.rules()
    expect(after.length).toBe(rules.length + 1)
    expect(after.filter(({ version }) => version === 2).length).toBe(1)
    await expect(ask.organisations.importRules({ sheet: 'no sheet' })).rejects.toMatchObject({
      code: 'organisations.bad_sheet',
    })
  }))

test('a sheet may end the rules that it does not name, and only when asked to', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const { ask } = admin
    const count = (await ask.organisations.rules()).length
    const sheet = 'edition,type,class,kind,region,maintainer,organisation\n,,,,,,D01\n'
    expect(await ask.organisations.importRules({ sheet, isTrial: true })).toMatchObject({
      added: 1,
      ended: 0,
    })
    expect(await ask.organisations.importRules({ sheet, endOthers: true })).toMatchObject({
      kept: true,
      added: 1,
      ended: count,
    })
    expect((await ask.organisations.rules()).length).toBe(1)
    expect((await ask.organisations.coverage()).gaps).toEqual([])
  }))

test('only the administrator keeps departments and rules', () =>
  inCity(async ({ as, stranger }) => {
    const admin = await as('admin')
    const to = await department(admin, 'D01')
    for (const login of ['dispatcher', 'leader', 'works', 'coordinator', 'auditor'] as const) {
      const other = await as(login)
      for (const attempt of [
        () => other.ask.organisations.register(),
        () => other.ask.organisations.add({ ...office, code: 'X1' }),
        () => other.ask.organisations.close({ id: to }),
        () => other.ask.organisations.rules(),
        () => other.ask.organisations.addRule({ ...anyKind, to }),
        () => other.ask.organisations.sheet(),
        () => other.ask.organisations.importRules({ sheet: '' }),
        () => other.ask.organisations.coverage(),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'base.not_allowed' })
      }
    }
    await expect(stranger.ask.organisations.rules()).rejects.toMatchObject({ code: 'base.not_signed_in' })
  }))

async function listed(person: Person): Promise<string[]> {
  return (await person.ask.organisations.list()).map(({ code }) => code)
}

async function one(person: Person, id: string) {
  return (await person.ask.organisations.register()).find(each => each.id === id)
}

async function happenedTo({ door }: City, subject: string): Promise<string[]> {
  return (await door.within({ district }, tx => eventsOf(tx, subject))).map(({ happened }) => happened)
}
