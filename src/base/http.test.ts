// The front door: bad input, keys, rates, districts, files and headers, as a stranger meets them.
import { sql } from 'kysely'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { district, garbage, inCity, inside } from '../../test/city.ts'
import { heic, picture, pretender } from '../../test/pictures.ts'
import { demoPassword } from '../domains/identity/demo.ts'
import { openApp } from '../server.ts'
import { type Door, openDoor } from './db.ts'
import { DatabaseAway } from './errors.ts'
import { openMetrics } from './metrics.ts'

const where = { ...inside, precision: 'map' } as const

test('bad input is named field by field and nothing happens', () =>
  inCity(async ({ page, as }) => {
    const asked = await page('/api/cases', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: garbage,
        where: { ...where, longitude: 'east' },
        description: 'x'.repeat(2001),
      }),
    })
    expect(asked.status).toBe(400)
    const { code, data } = await asked.json()
    expect(code).toBe('base.bad_input')
    expect(data.fields.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['where', 'description']),
    )
    expect((await (await as('acceptor')).ask.cases.list({ queue: 'open' })).total).toBe(0)
  }))

test('what is no JSON, a wrong method or an unknown call is refused without a trace of the inside', () =>
  inCity(async ({ page }) => {
    const json = { 'content-type': 'application/json' }
    for (const [path, init, status] of [
      ['/api/cases', { method: 'POST', headers: json, body: '{' }, 400],
      ['/api/cases', { method: 'PUT', headers: json, body: '{}' }, 404],
      ['/api/nothing', {}, 404],
      ['/api/cases/not-a-uuid', {}, 401],
    ] as const) {
      const response = await page(path, init)
      const text = await response.text()
      expect({ path, status: response.status }).toEqual({ path, status })
      expect(text).not.toMatch(/node_modules|at Object|select |\/src\//)
    }
  }))

test('control characters are refused, markup and emoji are kept as the words they are', () =>
  inCity(async ({ ask, as }) => {
    const evil = '<script>alert(1)</script> {{x}} <%= x %> \' " ; drop table 😀'
    const { id } = await ask.cases.report({ kind: garbage, where, description: evil, address: evil })
    expect(await (await as('acceptor')).ask.cases.show({ id })).toMatchObject({
      description: evil,
      address: evil,
    })
    await expect(ask.cases.report({ kind: garbage, where, description: 'a\u0000b' })).rejects.toMatchObject({
      code: 'base.bad_input',
    })
    await expect(ask.cases.report({ kind: garbage, where, description: 'a\u001bb' })).rejects.toMatchObject({
      code: 'base.bad_input',
    })
  }))

test('the same key gives the same answer, in whatever order the fields stand, and one case', () =>
  inCity(async ({ stranger, as }) => {
    const once = stranger.keyed('one-click-only')
    const first = await once.cases.report({ kind: garbage, where, description: 'twice' })
    expect(await once.cases.report({ description: 'twice', where, kind: garbage })).toEqual(first)
    await expect(once.cases.report({ kind: garbage, where, description: 'thrice' })).rejects.toMatchObject({
      code: 'base.key_reused',
      status: 409,
    })
    await expect(stranger.keyed('short').cases.report({ kind: garbage, where })).rejects.toMatchObject({
      code: 'base.bad_key',
    })
    expect((await (await as('acceptor')).ask.cases.list({ queue: 'open' })).total).toBe(1)
  }))

test('a refusal is not remembered: the same key works once the input is mended', () =>
  inCity(async ({ stranger }) => {
    const once = stranger.keyed('mended-afterwards')
    await expect(once.cases.report({ kind: { ...garbage, code: '9999' }, where })).rejects.toMatchObject({
      code: 'cases.no_kind',
    })
    await once.cases.report({ kind: garbage, where })
  }))

test('who reports without end is asked to wait, and how long', () =>
  inCity(async ({ ask, clock }) => {
    for (let count = 0; count < 30; count += 1) await ask.cases.report({ kind: garbage, where })
    await expect(ask.cases.report({ kind: garbage, where })).rejects.toMatchObject({
      code: 'base.too_often',
      status: 429,
      data: { seconds: 600 },
    })
    clock.advance(601_000)
    await ask.cases.report({ kind: garbage, where })
  }))

test('a turn is taken even when the call is refused: guessing numbers is counted too', () =>
  inCity(async ({ ask }) => {
    const guess = (n: number) => ask.cases.follow({ number: `990103-20260401-${String(n).padStart(4, '0')}` })
    for (let n = 1; n <= 120; n += 1) await expect(guess(n)).rejects.toMatchObject({ code: 'base.not_found' })
    await expect(guess(121)).rejects.toMatchObject({ code: 'base.too_often' })
  }))

test('an upload with the same key is the same upload', () =>
  inCity(async ({ as }) => {
    const once = (await as('acceptor')).keyed('one-upload-only')
    const file = await picture()
    expect(await once.files.upload({ file })).toEqual(await once.files.upload({ file }))
    await expect(once.files.upload({ file: await picture('#112233') })).rejects.toMatchObject({
      code: 'base.key_reused',
    })
  }))

test('nobody makes the server read a large body for a small call', () =>
  inCity(async ({ page }) => {
    const body = JSON.stringify({ login: 'a', password: 'x'.repeat(2 * 1024 * 1024) })
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
    expect((await page('/api/session', { method: 'POST', headers, body })).status).toBe(413)
  }))

test('strange addresses, cursors and names are refused, not stumbled over', () =>
  inCity(async ({ page, as }) => {
    const acceptor = await as('acceptor')
    expect((await page('/console/%')).status).toBeLessThan(500)
    expect((await page('/api/grid-layers/%00')).status).toBe(400)
    const cursor = encodeURIComponent(`2026-01-01T00:00:00.000Z/${'-'.repeat(36)}`)
    expect((await acceptor.page(`/api/cases?after=${cursor}`)).status).toBe(400)
    const { id } = await acceptor.ask.files.upload({ file: await picture() })
    await expect(
      acceptor.ask.cases.report({ kind: garbage, where, pictures: [id, id] }),
    ).rejects.toMatchObject({ code: 'base.bad_input' })
  }))

test('figures and log name routes, never what was typed into an address', () =>
  inCity(async ({ page, log }) => {
    await page('/follow/13900001111')
    await page('/api/follow/13900001111')
    await page('/somewhere/13900001111')
    const figures = await (
      await page('/metrics', { headers: { authorization: 'Bearer for-the-test' } })
    ).text()
    for (const said of [log.lines.join(''), figures]) expect(said).not.toContain('13900001111')
    expect(log.lines.join('')).toContain('GET /follow/{number}')
  }))

test('under a district’s address the district is that one, and an unknown one is not found', () =>
  inCity(async ({ page }) => {
    expect((await (await page(`/d/${district}/api/district`)).json()).code).toBe(district)
    expect((await page('/d/990999/api/district')).status).toBe(404)
    expect((await page('/d/99/api/district')).status).toBe(404)
  }))

test('of several districts an address without one is refused, and each shows its own', () =>
  inCity(async ({ page, door }) => {
    await door.within({ district: '990104' }, tx =>
      sql`insert into regions.district (code, name_zh, name_en, time_zone) values ('990104', 'B', 'B', 'Asia/Shanghai')`.execute(
        tx,
      ),
    )
    const unnamed = await page('/api/regions')
    expect(unnamed.status).toBe(400)
    expect((await unnamed.json()).code).toBe('base.no_district')
    expect((await (await page(`/d/${district}/api/regions`)).json()).length).toBeGreaterThan(0)
    expect(await (await page('/d/990104/api/regions')).json()).toEqual([])
    // Whoever signs in is not known in any district yet.
    const login = { login: 'demo.acceptor', password: demoPassword }
    const entered = await page('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(login),
    })
    expect([entered.status, (await entered.json()).me.post.district]).toEqual([200, district])
  }))

test('a file that only claims to be a picture is refused, HEIC with its own sentence', () =>
  inCity(async ({ as }) => {
    const { ask } = await as('acceptor')
    await expect(ask.files.upload({ file: pretender() })).rejects.toMatchObject({
      code: 'files.not_a_picture',
      status: 415,
    })
    await expect(ask.files.upload({ file: heic() })).rejects.toMatchObject({
      code: 'files.heic',
      status: 415,
    })
    const sound = new Uint8Array(await (await picture()).arrayBuffer())
    const cut = new File([sound.subarray(0, sound.length - 40)], 'cut.jpg', { type: 'image/jpeg' })
    await expect(ask.files.upload({ file: cut })).rejects.toMatchObject({ code: 'files.not_a_picture' })
    const large = new File([sound, new Uint8Array(15 * 1024 * 1024)], 'large.jpg', { type: 'image/jpeg' })
    await expect(ask.files.upload({ file: large })).rejects.toMatchObject({
      code: 'files.too_large',
      status: 413,
    })
  }))

test('other things that can be drawn are no pictures here: SVG, GIF and TIFF may carry more than an image', () =>
  inCity(async ({ as }) => {
    const { ask } = await as('acceptor')
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    const drawn = sharp(Buffer.from(svg))
    const bytes = [
      Buffer.from(svg),
      await drawn.clone().gif().toBuffer(),
      await drawn.clone().tiff().toBuffer(),
    ]
    for (const each of bytes) {
      const file = new File([new Uint8Array(each)], 'photo.jpg', { type: 'image/jpeg' })
      await expect(ask.files.upload({ file })).rejects.toMatchObject({ code: 'files.not_a_picture' })
    }
  }))

test('a picture is shown as a copy without the page or the place hidden in the original', () =>
  inCity(async ({ as, ask }) => {
    const acceptor = await as('acceptor')
    const sound = new Uint8Array(await (await picture()).arrayBuffer())
    const polyglot = new File([sound, '<script>alert(document.cookie)</script>'], 'p.jpg', {
      type: 'text/html',
    })
    const { id: file } = await acceptor.ask.files.upload({ file: polyglot })
    const { id } = await acceptor.ask.cases.report({ kind: garbage, where, pictures: [file] })
    const shown = await acceptor.page(`/api/cases/${id}/pictures/${file}?size=small`)
    expect(shown.headers.get('content-type')).toBe('image/webp')
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await shown.arrayBuffer()).toString('latin1')).not.toContain('script')
    await expect(ask.cases.picture({ id, file })).rejects.toMatchObject({ code: 'base.not_signed_in' })
  }))

test('pages cannot be framed or run foreign scripts, and answers are not kept', () =>
  inCity(async ({ page }) => {
    const { headers } = await page('/api/district')
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }))

test('people get a page that says what went wrong, programs get the code', () =>
  inCity(async ({ page }) => {
    const html = { accept: 'text/html', 'accept-language': 'en' }
    for (const [path, init, status, said] of [
      ['/nowhere', {}, 404, 'Not found'],
      ['/d/990999/', {}, 404, 'Not found'],
      ['/report', { method: 'POST', headers: { origin: 'http://elsewhere.test' } }, 403, 'another site'],
    ] as const) {
      const headers = 'headers' in init ? { ...html, ...init.headers } : html
      const shown = await page(path, { ...init, headers })
      expect({ path, status: shown.status }).toEqual({ path, status })
      const text = await shown.text()
      expect(text).toContain('<main')
      expect(text).toContain(said)
      expect((await (await page(path, init)).json()).code).toMatch(/^base\./)
    }
  }))

test('with the database away, pages say so and their style sheet still comes', () =>
  inCity(async ({ house }) => {
    const door = openDoor({ connection: { host: '127.0.0.1', port: 1 } })
    const app = openApp(
      { ...house, door },
      {
        config: { origin: undefined, trustProxy: false, metricsToken: undefined },
        metrics: openMetrics(),
        ready: () => true,
      },
    )
    const asked = await app.request('/', { headers: { accept: 'text/html', 'accept-language': 'en' } })
    expect(asked.status).toBe(503)
    expect(asked.headers.get('retry-after')).toBe('2')
    expect(await asked.text()).toContain('The database cannot be reached; nothing was changed')
    const called = await app.request('/api/district')
    expect({ status: called.status, code: (await called.json()).code }).toEqual({
      status: 503,
      code: 'base.database_away',
    })
    expect((await app.request('/assets/portal.css')).status).toBe(200)
    await door.close()
  }))

test('a page whose call meets the database going away says so too', () =>
  inCity(async ({ house }) => {
    let isAway = false
    const door: Door = {
      ...house.door,
      within: (scope, work) =>
        isAway ? Promise.reject(new DatabaseAway('gone')) : house.door.within(scope, work),
    }
    const app = openApp(
      { ...house, door },
      {
        config: { origin: undefined, trustProxy: false, metricsToken: undefined },
        metrics: openMetrics(),
        ready: () => true,
      },
    )
    const headers = { accept: 'text/html', 'accept-language': 'en' }
    expect((await app.request('/', { headers })).status).toBe(200)
    isAway = true
    const asked = await app.request('/', { headers })
    expect(asked.status).toBe(503)
    expect(await asked.text()).toContain('nothing was changed')
  }))

test('figures are for this machine or the bearer of the token', () =>
  inCity(async ({ page }) => {
    await page('/api/district')
    expect((await page('/metrics')).status).toBe(404)
    const asked = await page('/metrics', { headers: { authorization: 'Bearer for-the-test' } })
    expect(await asked.text()).toMatch(/gangmu_request_seconds_count\{[^}]*status="200"/)
  }))

test('the log has a line for each request, without the key of anybody’s link', () =>
  inCity(async ({ ask, page, log }) => {
    const { number, followKey } = await ask.cases.report({
      kind: garbage,
      where,
      contact: { name: 'Real Name', reach: '13900001111' },
    })
    await page(`/api/follow/${number}?key=${followKey}`)
    const all = log.lines.join('')
    for (const secret of [followKey, number, 'Real Name', '13900001111']) expect(all).not.toContain(secret)
    expect(log.lines.filter(line => line.includes('answered'))).toHaveLength(2)
  }))

test('the contract is published, and a person can read it', () =>
  inCity(async ({ page }) => {
    const document = await (await page('/api/openapi.json')).json()
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/cases/{id}/filing')
    const readable = await page('/api')
    expect(await readable.text()).toContain('supervision.file')
  }))
