// The residents' portal as a browser without script uses it.
// mission: DC5
import { expect, test } from 'vitest'
import { type City, district, garbage, inCity, inside, outside } from '../../../test/city.ts'
import { fieldsOf, filled } from '../../../test/forms.ts'
import { heic, picture, pretender } from '../../../test/pictures.ts'

const kind = `${garbage.edition}/${garbage.type}/${garbage.code}`
const community = `${district}001001`
const english = { headers: { 'accept-language': 'en' } }

/** Step one with the community chosen; gives the page of step two. */
async function whatPage(page: City['page'], changes: Record<string, string> = {}): Promise<string> {
  const first = await (await page('/report')).text()
  const answer = await post(
    page,
    filled(first, { region: community, address: '桥头街 42 号', way: 'next', ...changes }),
  )
  expect(answer.status).toBe(200)
  return answer.text()
}

function post(page: City['page'], body: FormData): Promise<Response> {
  return page('/report', { method: 'POST', body, redirect: 'manual', ...english })
}

async function total(city: City): Promise<number> {
  return (await (await city.as('acceptor')).ask.cases.list({ queue: 'open' })).total
}

test('a report is sent without script, from the first page to the page to follow it', () =>
  inCity(async city => {
    const home = await (await city.page('/')).text()
    const what = await post(
      city.page,
      filled(home, { region: community, address: '桥头街 42 号', way: 'next' }),
    )
    const form = filled(await what.text(), {
      kind,
      description: '三袋垃圾\r\n在门口',
      pictures: [await picture('#112233'), await picture('#445566')],
      name: '老王',
      way: 'send',
    })
    const sent = await post(city.page, form)
    expect(sent.status).toBe(303)
    const link = sent.headers.get('location') ?? ''
    expect(link).toMatch(/^\/follow\/990103-20260401-0001\?key=[\w-]{22}$/)
    const own = await city.page(link, english)
    expect(own.status).toBe(200)
    const page = await own.text()
    expect(page).toContain('三袋垃圾\n在门口')
    expect(page).toContain('Keep this link')
    expect(page).toContain('桥头街 42 号')
    const [thumb] = [...page.matchAll(/<img src="(\/follow\/[^"]+)"/g)].map(found =>
      found[1]?.replaceAll('&amp;', '&'),
    )
    const copy = await city.page(thumb ?? '')
    expect(copy.headers.get('content-type')).toBe('image/webp')
    expect(page).not.toContain('老王')
    const acceptor = await city.as('acceptor')
    const [held] = (await acceptor.ask.cases.list({})).cases
    const whole = await acceptor.ask.cases.show({ id: held?.id ?? '' })
    expect(whole).toMatchObject({
      source: 'portal',
      contact: { name: '老王' },
      place: { precision: 'region' },
    })
    expect(whole.pictures).toHaveLength(2)
  }))

test('a place is pointed at on the map by two clicks and a yes', () =>
  inCity(async ({ page }) => {
    const first = await (await page('/report')).text()
    const map = await (await post(page, filled(first, { way: 'map', address: '河边' }))).text()
    expect((await page('/map.svg')).headers.get('content-type')).toContain('image/svg+xml')
    const near = await post(page, filled(map, { 'map288.x': '144', 'map288.y': '180' }))
    expect(near.status).toBe(200)
    const nearer = await near.text()
    const what = await post(page, filled(nearer, { way: 'pin' }))
    expect(what.status).toBe(200)
    const form = fieldsOf(await what.text())
    expect(form.get('precision')).toBe('map')
    expect(form.get('address')).toBe('河边')
    expect(Math.abs(Number(form.get('longitude')) - inside.longitude)).toBeLessThan(0.01)
    form.set('kind', kind)
    form.set('way', 'send')
    expect((await post(page, form)).status).toBe(303)
  }))

test('a click outside every grid is answered with the distance, and what was typed stays', () =>
  inCity(async ({ page }) => {
    const first = await (await page('/report')).text()
    const map = await (
      await post(page, filled(first, { way: 'map', address: '河边 7 号', region: community }))
    ).text()
    const answer = await post(page, filled(map, { 'map288.x': '1', 'map288.y': '1' }))
    expect(answer.status).toBe(422)
    const again = await answer.text()
    expect(again).toMatch(/none of the district’s grids; the nearest is \d+ m away/)
    expect(fieldsOf(again).get('address')).toBe('河边 7 号')
    expect(fieldsOf(again).get('region')).toBe(community)
  }))

test('a position outside the district is refused at once, and the community can be chosen instead', () =>
  inCity(async ({ page }) => {
    const first = await (await page('/report')).text()
    const far = {
      point: 'on',
      longitude: `${outside.longitude}`,
      latitude: `${outside.latitude}`,
      precision: 'device',
    }
    const answer = await post(page, filled(first, { ...far, address: '河边', way: 'next' }))
    expect(answer.status).toBe(422)
    const again = await answer.text()
    expect(again).toMatch(/nearest is \d+ m away/)
    expect(fieldsOf(again).get('longitude')).toBe('')
    expect((await post(page, filled(again, { region: community, way: 'next' }))).status).toBe(200)
  }))

test('an address in words alone is not enough, and the page says what is missing', () =>
  inCity(async ({ page }) => {
    const first = await (await page('/report')).text()
    const answer = await post(page, filled(first, { address: '桥头街', way: 'next' }))
    expect(answer.status).toBe(422)
    const again = await answer.text()
    expect(again).toContain('We do not know the place yet')
    expect(fieldsOf(again).get('address')).toBe('桥头街')
  }))

test('a text file named .jpg is refused with its name, and the good picture beside it is kept', () =>
  inCity(async city => {
    const what = await whatPage(city.page)
    const pictures = [await picture(), pretender()]
    const answer = await post(city.page, filled(what, { kind, description: '有坑', pictures, way: 'send' }))
    expect(answer.status).toBe(415)
    const again = await answer.text()
    expect(again).toContain('photo.jpg: This is not a picture that can be opened')
    const form = fieldsOf(again)
    expect(form.get('description')).toBe('有坑')
    expect(form.get('kind')).toBe(kind)
    const kept = form.getAll('picture')
    expect(kept).toHaveLength(1)
    const thumb = await city.page(`/report/pictures/${kept[0]}`)
    expect(thumb.headers.get('content-type')).toBe('image/webp')
    form.set('way', 'send')
    expect((await post(city.page, form)).status).toBe(303)
    const acceptor = await city.as('acceptor')
    const [held] = (await acceptor.ask.cases.list({})).cases
    expect((await acceptor.ask.cases.show({ id: held?.id ?? '' })).pictures).toHaveLength(1)
  }))

test('a HEIC picture is refused with the way to mend it', () =>
  inCity(async city => {
    const answer = await post(
      city.page,
      filled(await whatPage(city.page), { kind, pictures: heic(), way: 'send' }),
    )
    expect(answer.status).toBe(415)
    expect(await answer.text()).toContain('Most compatible')
    expect(await total(city)).toBe(0)
  }))

test('a form sent twice, pictures and all, is one case', () =>
  inCity(async city => {
    const form = filled(await whatPage(city.page), { kind, pictures: await picture(), way: 'send' })
    const [first, second] = [await post(city.page, form), await post(city.page, form)]
    expect(first.status).toBe(303)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(await total(city)).toBe(1)
  }))

test('a form sent before and then changed is a second report only when it is sent again', () =>
  inCity(async city => {
    const what = await whatPage(city.page)
    await post(city.page, filled(what, { kind, description: '一', way: 'send' }))
    const changed = await post(city.page, filled(what, { kind, description: '二', way: 'send' }))
    expect(changed.status).toBe(409)
    const again = await changed.text()
    expect(again).toContain('This form was sent before')
    expect(await total(city)).toBe(1)
    expect((await post(city.page, filled(again, { way: 'send' }))).status).toBe(303)
    expect(await total(city)).toBe(2)
  }))

test('a report without a kind comes back with the kind asked for', () =>
  inCity(async ({ page }) => {
    const answer = await post(page, filled(await whatPage(page), { description: '不知道', way: 'send' }))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Choose a kind')
  }))

test('markup in any field is shown as written and never becomes part of the page', () =>
  inCity(async ({ page }) => {
    const bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    const named = new File(['no picture'], `${bad}.jpg`, { type: 'image/jpeg' })
    const what = await whatPage(page, { address: bad })
    const everywhere = {
      kind: bad,
      other: bad,
      description: bad,
      name: bad,
      reach: bad,
      pictures: named,
      way: 'send',
    }
    const refused = await (await post(page, filled(what, everywhere))).text()
    const sent = await post(
      page,
      filled(what, { kind, description: bad, name: bad, reach: bad, way: 'send' }),
    )
    const own = await (await page(sent.headers.get('location') ?? '')).text()
    const where = await (
      await post(page, filled(what, { way: 'where', region: bad, longitude: bad, key: bad }))
    ).text()
    const asked = await (await page(`/follow?number=${encodeURIComponent(bad)}`)).text()
    for (const each of [what, refused, own, where, asked]) {
      expect(each).not.toContain('<script>alert')
      expect(each).not.toContain('<img src=x')
    }
    expect(own).toContain('&lt;script&gt;alert(1)')
  }))

test('an unknown number is a friendly page with status 404, and a misspelt one says how numbers look', () =>
  inCity(async ({ page }) => {
    const unknown = await page('/follow/990103-20260401-9999', english)
    expect(unknown.status).toBe(404)
    expect(await unknown.text()).toContain('No report has this number')
    const odd = await page('/follow?number=abc', english)
    expect(odd.status).toBe(400)
    expect(await odd.text()).toContain('6, 8 and at least 4 digits')
  }))

test('everyone sees by the number how far it is; words and pictures need the key', () =>
  inCity(async ({ page }) => {
    const form = filled(await whatPage(page), {
      kind,
      description: '只给办事的人',
      pictures: await picture(),
      way: 'send',
    })
    const link = (await post(page, form)).headers.get('location') ?? ''
    const [address = ''] = link.split('?')
    const everyone = await (await page(address, english)).text()
    expect(everyone).toContain('Received, not read yet')
    for (const secret of ['只给办事的人', '桥头街', '<img src="/follow'])
      expect(everyone).not.toContain(secret)
    const wrong = await (await page(`${address}?key=${'x'.repeat(22)}`, english)).text()
    expect(wrong).toContain('The key in this link is wrong')
    expect(wrong).not.toContain('只给办事的人')
    const own = await (await page(link, english)).text()
    const file = own.match(/\/pictures\/([0-9a-f-]{36})/)?.[1]
    expect((await page(`${address}/pictures/${file}?key=${'x'.repeat(22)}`)).status).toBe(404)
    expect((await page(`${address}/pictures/${file}`)).status).toBe(400)
  }))

test('the language follows the link, then the cookie, then the browser, and is Chinese otherwise', () =>
  inCity(async ({ page }) => {
    const language = async (path: string, headers: Record<string, string>): Promise<string | undefined> =>
      (await (await page(path, { headers })).text()).match(/<html lang="([\w-]+)"/)?.[1]
    expect(await language('/', {})).toBe('zh-CN')
    expect(await language('/', { 'accept-language': 'en-GB,zh;q=0.5' })).toBe('en')
    expect(await language('/', { 'accept-language': 'fr,zh-TW;q=0.5,en;q=0.3' })).toBe('zh-CN')
    expect(await language('/', { 'accept-language': 'en', cookie: 'lang=zh' })).toBe('zh-CN')
    expect(await language('/?lang=en', { cookie: 'lang=zh' })).toBe('en')
  }))

test('changing the language in the middle of a report loses nothing that was typed or sent', () =>
  inCity(async ({ page }) => {
    const what = await whatPage(page)
    const form = filled(what, { kind, description: '一半', pictures: await picture(), set: 'lang:zh' })
    const again = await (await post(page, form)).text()
    expect(again).toContain('<html lang="zh-CN"')
    expect(fieldsOf(again).get('description')).toBe('一半')
    expect(fieldsOf(again).getAll('picture')).toHaveLength(1)
    expect(fieldsOf(again).get('key')).toBe(fieldsOf(what).get('key'))
  }))

test('the portal works under the district’s own address and keeps it in every link', () =>
  inCity(async ({ page }) => {
    const home = await (await page(`/d/${district}`)).text()
    expect(home).toContain(`action="/d/${district}/report"`)
    const answer = await page(`/d/${district}/report`, {
      method: 'POST',
      body: filled(home, { region: community, way: 'next' }),
    })
    const sent = await page(`/d/${district}/report`, {
      method: 'POST',
      body: filled(await answer.text(), { kind, way: 'send' }),
    })
    expect(sent.headers.get('location')).toMatch(new RegExp(`^/d/${district}/follow/`))
    expect((await page('/d/999999')).status).toBe(404)
  }))

test('no page carries inline script or style, and assets may be kept for ever', () =>
  inCity(async ({ page }) => {
    const what = await whatPage(page)
    for (const each of [await (await page('/')).text(), what]) {
      expect(each).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/)
    }
    const [, style = ''] = what.match(/href="(\/assets\/portal\.css[^"]+)"/) ?? []
    const answer = await page(style)
    expect(answer.headers.get('cache-control')).toContain('immutable')
    const etag = answer.headers.get('etag') ?? ''
    expect((await page(style, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await page('/assets/portal.css?v=old')).headers.get('cache-control')).toBe('no-cache')
  }))
