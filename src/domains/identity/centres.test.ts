// Centres, posts in them, and what each level of the city sees, through the front door.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  type City,
  type Client,
  district,
  garbage,
  inCity,
  inside,
  insideLinjiang,
} from '../../../test/city.ts'
import { addDistrict, addRegion } from '../regions/store.ts'
import { centreLevels, mayStandAbove, roleNames, roles, standsBelow } from './rules.ts'
import { addAccount, addPost } from './store/accounts.ts'

const password = 'a long new password'
const name = { zh: '中心', en: 'Centre' }

/** Somebody new with one post, signed in. */
async function person(
  { as, ask, page }: City,
  login: string,
  role: (typeof roleNames)[number],
  region: string,
): Promise<{ account: string; post: string; page: (path: string) => Promise<Response> }> {
  const admin = await as('admin')
  const { id: account } = await admin.ask.identity.openAccount({ login, name: login, password })
  const { id: post } = await admin.ask.identity.givePost({ account, role, region })
  const { token } = await ask.identity.signIn({ login, password, carry: 'bearer' })
  return { account, post, page: path => page(path, { headers: { authorization: `Bearer ${token}` } }) }
}

async function centreOf(admin: Client, code: string) {
  const found = (await admin.identity.centres()).find(centre => centre.code === code)
  if (!found) throw new Error(`no centre ${code}`)
  return found
}

// mission: DC4
test('each axis has one centre, with branches and stations below it, each within the region above', () =>
  inCity(async ({ as }) => {
    const { ask } = await as('admin')
    const centre = await centreOf(ask, 'ZH')
    const branch = await centreOf(ask, 'ZH-GL')
    expect(branch).toMatchObject({ axis: 'command', level: 'branch', parent: centre.id })
    const given = {
      code: 'NEW',
      name,
      axis: 'command',
      level: 'station',
      region: '990103002001',
      parent: branch.id,
    } as const
    await expect(ask.identity.openCentre(given)).rejects.toMatchObject({
      code: 'identity.centre_beyond_parent',
    })
    await expect(
      ask.identity.openCentre({ ...given, axis: 'supervision', region: '990103001001' }),
    ).rejects.toMatchObject({
      code: 'identity.wrong_parent_centre',
    })
    await expect(
      ask.identity.openCentre({ ...given, level: 'centre', region: district, parent: null }),
    ).rejects.toMatchObject({ code: 'identity.centre_there' })
    await expect(ask.identity.openCentre({ ...given, level: 'branch' })).rejects.toMatchObject({
      code: 'identity.wrong_parent_centre',
    })
    await expect(
      ask.identity.openCentre({ ...given, code: 'ZH', region: '990103001001' }),
    ).rejects.toMatchObject({ code: 'identity.centre_code_taken' })
    const { id } = await ask.identity.openCentre({ ...given, region: '990103001001' })
    await ask.identity.renameCentre({ id, name: { zh: '改名', en: 'Renamed' } })
    expect(await centreOf(ask, 'NEW')).toMatchObject({ name: { en: 'Renamed' }, parent: branch.id })
    await expect(ask.identity.closeCentre({ id: branch.id })).rejects.toMatchObject({
      code: 'identity.centre_in_use',
      data: { posts: 0, centres: 2 },
    })
  }))

// mission: DC4
test('a post belongs to a centre of its own axis that reaches its region, or the database refuses', () =>
  inCity(async city => {
    const { ask } = await city.as('admin')
    const { post } = await person(city, 'new.dispatcher', 'dispatcher', '990103001')
    const [command, branch, supervision] = await Promise.all(
      ['ZH', 'ZH-LJ', 'JD'].map(code => centreOf(ask, code)),
    )
    const place = (centre: string | null) => ask.identity.placePost({ post, centre })
    await expect(place(supervision?.id ?? '')).rejects.toMatchObject({ code: 'identity.other_axis_centre' })
    await expect(place(branch?.id ?? '')).rejects.toMatchObject({ code: 'identity.post_beyond_centre' })
    await place(command?.id ?? '')
    const held = (await ask.identity.accounts()).flatMap(({ posts }) => posts).find(({ id }) => id === post)
    expect(held?.centre?.id).toBe(command?.id)
    // Whatever the program believes.
    const moved = (reach: string) =>
      city.door.within({ district }, tx =>
        sql`update identity.post set centre = ${branch?.id ?? ''}::uuid, centre_reach = ${reach}
          where district = ${district} and id = ${post}`.execute(tx),
      )
    await expect(moved('990103/990103002/')).rejects.toMatchObject({ constraint: 'post_within_its_centre' })
    await expect(moved('990103/')).rejects.toMatchObject({ constraint: 'post_on_the_axis_of_its_centre' })
    await place(null)
  }))

test('a centre closes when nothing stands below it and no post belongs to it, and takes no post afterwards', () =>
  inCity(async city => {
    const { ask } = await city.as('admin')
    const station = await centreOf(ask, 'JD-GL')
    await expect(ask.identity.closeCentre({ id: station.id })).rejects.toMatchObject({
      code: 'identity.centre_in_use',
      data: { posts: 1, centres: 0 },
    })
    const post = (await ask.identity.accounts())
      .flatMap(({ posts }) => posts)
      .find(({ centre }) => centre?.id === station.id)
    await ask.identity.placePost({ post: post?.id ?? '', centre: null })
    city.clock.advance(1000)
    await ask.identity.closeCentre({ id: station.id })
    expect((await centreOf(ask, 'JD-GL')).closedAt).toBe(city.clock.now())
    await expect(ask.identity.placePost({ post: post?.id ?? '', centre: station.id })).rejects.toMatchObject({
      code: 'identity.centre_closed',
    })
  }))

test('who one is says in which centre', () =>
  inCity(async ({ as }) => {
    const inspector = await as('inspector')
    expect((await inspector.ask.identity.me()).post).toMatchObject({
      region: { code: '990103001' },
      centre: { name: { zh: '鼓楼监督工作站' } },
    })
  }))

// mission: YC5
test('a city, a district, a subdistrict and a community each see exactly what lies below them', () =>
  inCity(async city => {
    const { as } = city
    const reporter = await as('acceptor')
    const report = (place: typeof inside) =>
      reporter.ask.cases.report({
        kind: garbage,
        description: 'x',
        where: { ...place, precision: 'map' },
      })
    // Two streets, and in the first two communities.
    const places = [inside, { ...inside, latitude: inside.latitude + 0.006 }, insideLinjiang]
    for (const place of places) await report(place)
    const districtWide = await (await as('auditor')).ask.cases.search({})
    const regionOf = new Map<string, string>()
    for (const { id } of districtWide.cases)
      regionOf.set(
        id,
        await city.door.within({ district }, async tx => {
          const { rows } = await sql<{ path: string }>`
          select held.region_path as path from cases."case" as held where held.district = ${district} and held.id = ${id}`.execute(
            tx,
          )
          return rows[0]?.path ?? ''
        }),
      )
    const codes = [...regionOf.values()].map(path => path.split('/').at(-2) ?? '')
    expect(new Set(codes).size).toBeGreaterThanOrEqual(2)

    const levels = ['9901', district, '990103001', '990103002', ...new Set(codes)]
    for (const [at, region] of levels.entries()) {
      const who = await person(city, `observer.${at}`, 'observer', region)
      const below = [...regionOf].filter(([, path]) => region === '9901' || path.split('/').includes(region))
      const seen: { cases: { id: string }[]; total: number } = await (
        await who.page('/api/cases/search')
      ).json()
      expect({ region, cases: seen.cases.map(({ id }) => id).sort() }).toEqual({
        region,
        cases: below.map(([id]) => id).sort(),
      })
      expect(seen.total).toBe(below.length)
      for (const id of regionOf.keys()) {
        const isBelow = below.some(([each]) => each === id)
        expect((await who.page(`/api/cases/${id}`)).status).toBe(isBelow ? 200 : 404)
      }
      const counts: { open: { total: number } } = await (await who.page('/api/case-counts')).json()
      expect(counts.open.total).toBe(below.length)
    }
  }))

// mission: YC5
test('the city looks into each of its districts, one at a time, and only by a post that the district gave', () =>
  inCity(async city => {
    const { ask, door, clock } = city
    const next = '990104'
    const who = await person(city, 'city.eye', 'observer', '9901')
    const dispatcher = await person(city, 'new.dispatcher', 'dispatcher', district)
    const admin = await city.as('admin')
    const { token } = await ask.identity.signIn({ login: 'city.eye', password, carry: 'bearer' })
    await door.within({ district: next }, async tx => {
      await addDistrict(tx, { code: next, name: { zh: '邻区', en: 'Next' }, timeZone: 'Asia/Shanghai' })
      await addRegion(tx, { code: next, parent: '9901', level: 'district', name: { zh: '邻区', en: 'Next' } })
    })
    const given = await door.within({ district: next }, tx =>
      addPost(tx, clock.now(), {
        account: who.account,
        role: 'observer',
        region: { code: '9901', path: `${next}/` },
      }),
    )
    const authorization = `Bearer ${token}`
    const me: { posts: { id: string; district: string; districtName: { en: string } }[] } = await (
      await city.page('/api/me', { headers: { authorization } })
    ).json()
    expect(me.posts.map(post => post.districtName.en).sort()).toEqual(['Jiangbei, Lanzhou', 'Next'])
    const switched = await city.page('/api/me/post', {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ post: given }),
    })
    expect(switched.status).toBe(200)
    const shown: { code: string } = await (
      await city.page('/api/district', { headers: { authorization } })
    ).json()
    expect(shown.code).toBe(next)
    // Its own administrator does not reset or close somebody whom another district trusts as well.
    await expect(
      admin.ask.identity.resetPassword({ account: who.account, password: 'another long one' }),
    ).rejects.toMatchObject({ code: 'identity.works_elsewhere' })
    await expect(admin.ask.identity.closeAccount({ account: who.account })).rejects.toMatchObject({
      code: 'identity.works_elsewhere',
    })
    await expect(
      admin.ask.identity.givePost({
        account: dispatcher.account,
        role: 'dispatcher',
        region: '9901',
      }),
    ).rejects.toMatchObject({ code: 'identity.only_oversight' })
    expect(
      await door.within({ district: next }, tx =>
        addAccount(tx, clock.now(), { login: 'city.eye', name: 'x', passwordHash: 'x' }),
      ),
    ).toBeUndefined()
  }))

test('a branch stands below a centre, a station below either, a centre below nothing', () => {
  const level = fc.constantFrom(...centreLevels)
  fc.assert(
    fc.property(level, fc.option(level, { nil: undefined }), (one, over) => {
      const rank = centreLevels.indexOf(one)
      const above = over === undefined ? -1 : centreLevels.indexOf(over)
      expect(standsBelow(one, over)).toBe(rank === 0 ? above === -1 : above >= 0 && above < rank)
    }),
  )
  expect(roleNames.filter(role => mayStandAbove(role) !== (roles[role].axis === 'oversight'))).toEqual([])
})
