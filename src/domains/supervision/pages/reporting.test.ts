// An inspector reports from the spot, as his browser does it without script: the position is what the script would
// have put into the form.
// mission: DC2, DC5
import { expect, test } from 'vitest'
import { garbage, inCity, inside, outside, type Person } from '../../../../test/city.ts'
import { fieldsOf, filled } from '../../../../test/forms.ts'
import { picture } from '../../../../test/pictures.ts'

const english = { headers: { 'accept-language': 'en' } }
const kind = `${garbage.edition}/${garbage.type}/${garbage.code}`
const here = {
  longitude: String(inside.longitude),
  latitude: String(inside.latitude),
  accuracy: '8',
}

const lamp = {
  name: 'Lamp 7',
  shape: { type: 'Point' as const, coordinates: [inside.longitude, inside.latitude] },
  accuracy: 'A' as const,
  state: 'intact' as const,
  supervising: null,
  owning: null,
  maintaining: null,
  installedOn: null,
  surveyedOn: null,
  source: '',
  note: '',
  attributes: {},
  kind: { edition: garbage.edition, code: '0137' },
  code: null,
}

async function form({ page }: Person, path = '/field/report'): Promise<string> {
  return (await page(path, english)).text()
}

function post({ page }: Person, body: FormData, headers: Record<string, string> = {}): Promise<Response> {
  const said = { ...english.headers, ...headers }
  return page('/field/report', { method: 'POST', body, redirect: 'manual', headers: said })
}

test('an inspector reports from where he stands; a double tap is one case, and he reads number and next step', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const body = filled(await form(inspector), {
      ...here,
      kind,
      pictures: [await picture(), await picture('#335577')],
      address: '42 Bridge Street',
      note: 'Bags beside the bin',
      way: 'send',
    })
    const [first, second] = [await post(inspector, body), await post(inspector, body)]
    expect([first.status, second.status]).toEqual([303, 303])
    const to = first.headers.get('location') ?? ''
    expect(second.headers.get('location')).toBe(to)
    const done = await form(inspector, to)
    const number = to.split('/').at(-1) ?? ''
    expect(done).toContain(number)
    expect(done).toMatch(/Next: the acceptor reads it.*Due by 1 Apr/)
    const acceptor = await city.as('acceptor')
    const { cases, total } = await acceptor.ask.cases.list({ queue: 'mine' })
    expect(total).toBe(1)
    const whole = await acceptor.ask.cases.show({ id: cases[0]?.id ?? '' })
    expect(whole).toMatchObject({
      number,
      kind: garbage,
      source: 'inspector',
      place: { ...inside, precision: 'device' },
      address: '42 Bridge Street',
      description: 'Bags beside the bin',
      selfHandled: false,
    })
    expect(whole.pictures.map(({ shows }) => shows)).toEqual(['report', 'report'])
  }))

test('what he put right on the spot goes to the acceptor with pictures from before and after', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const bare = filled(await form(inspector), { ...here, kind, handled: 'on', way: 'send' })
    const refused = await post(inspector, bare)
    expect(refused.status).toBe(422)
    const again = await refused.text()
    expect(again).toContain('<a href="#pictures">What was put right on the spot needs a picture from before.')
    expect(again).toContain('<a href="#afters">There is no picture from after.')
    const one = await post(inspector, filled(again, { pictures: await picture(), way: 'send' }))
    const kept = await one.text()
    expect(one.status).toBe(422)
    expect(kept).not.toContain('<a href="#pictures">')
    expect(fieldsOf(kept).getAll('picture')).toHaveLength(1)
    const sent = await post(inspector, filled(kept, { afters: await picture('#00aa00'), way: 'send' }))
    expect(sent.status).toBe(303)
    expect(await form(inspector, sent.headers.get('location') ?? '')).toContain(
      'compares the pictures before and after, and closes it',
    )
    const acceptor = await city.as('acceptor')
    const { cases } = await acceptor.ask.cases.list({ queue: 'mine' })
    const whole = await acceptor.ask.cases.show({ id: cases[0]?.id ?? '' })
    expect(whole.selfHandled).toBe(true)
    expect(whole.pictures.map(({ shows }) => shows).sort()).toEqual(['after', 'before'])
    expect(whole.nextSteps).toContain('audit')
  }))

test('without a position, or with one typed by hand or too rough, he is told what to do and loses nothing', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const page = await form(inspector)
    const said = async (changes: Record<string, string>): Promise<string> => {
      const answer = await post(inspector, filled(page, { kind, note: 'Bags', way: 'send', ...changes }))
      expect(answer.status).toBe(422)
      const again = await answer.text()
      expect([fieldsOf(again).get('note'), fieldsOf(again).get('kind')]).toEqual(['Bags', kind])
      return again
    }
    const missing =
      '<a href="#position">Not reported: there is no position. Turn on location and press “Take my position”'
    expect(await said({})).toContain(missing)
    expect(await said({ ...here, accuracy: '' })).toContain(missing)
    expect(await said({ ...here, longitude: 'here' })).toContain(missing)
    expect(await said({ ...here, accuracy: '101' })).toContain('only accurate to ±101 m')
    expect(
      await said({ ...here, longitude: String(outside.longitude), latitude: String(outside.latitude) }),
    ).toContain('lies in none of the district’s grids')
    expect((await (await city.as('acceptor')).ask.cases.list({ queue: 'open' })).total).toBe(0)
  }))

test('where there is no position he names grid and reason, and the case says that it was not measured', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const asked = await post(inspector, filled(await form(inspector), { kind, way: 'grid' }))
    expect(asked.status).toBe(200)
    const page = await asked.text()
    const [code = '', name = ''] = page.match(/<option value="(\d{15})">([^<]+)</)?.slice(1) ?? []
    // Only grids of his own subdistrict are offered.
    expect(
      [...page.matchAll(/<option value="(\d{15})"/g)].every(([, each = '']) => each.startsWith('990103001')),
    ).toBe(true)
    const half = await post(inspector, filled(page, { grid: code, way: 'send' }))
    expect(half.status).toBe(422)
    const again = await half.text()
    expect(again).toContain('<a href="#why">No reason for the missing position is chosen.')
    // He has left the spot: the grid counts, not where he stands now.
    const sent = await post(inspector, filled(again, { ...here, why: 'left', note: 'Bags', way: 'send' }))
    expect(sent.status).toBe(303)
    const acceptor = await city.as('acceptor')
    const { cases } = await acceptor.ask.cases.list({ queue: 'mine' })
    const whole = await acceptor.ask.cases.show({ id: cases[0]?.id ?? '' })
    expect(whole.grid).toEqual({ code, name })
    expect(whole.place.precision).toBe('map')
    expect(whole.description).toBe(
      `[Position not measured: reported by grid ${name}; I have left the spot]\nBags`,
    )
  }))

test('kinds are found by name in both languages, and those used lately come first', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const page = await form(inspector)
    const none = await post(inspector, filled(page, { ...here, way: 'send' }))
    expect(await none.text()).toContain('<a href="#kind">No kind is chosen.')
    const found = await (await post(inspector, filled(page, { find: '路灯', way: 'find' }))).text()
    const first = found.match(/Found<\/span>(.*?)<\/div><\/div>/s)?.[1] ?? ''
    expect(first).toContain('Street lamp')
    expect(first).not.toContain('garbage')
    expect(await (await post(inspector, filled(page, { find: 'qqq', way: 'find' }))).text()).toContain(
      'No such name',
    )
    const sent = await post(inspector, filled(page, { ...here, kind, way: 'send' }))
    const cookie = sent.headers.get('set-cookie')?.split(';')[0] ?? ''
    const next = await (
      await inspector.page('/field/report', { headers: { ...english.headers, cookie } })
    ).text()
    expect(next).toMatch(/Used recently<\/span><div class="cards"><label[^>]*><input[^>]*value="[^"]*0110"/)
    // Every kind stands once.
    expect(next.split(`value="${kind}"`)).toHaveLength(2)
  }))

test('the code of a part fills kind and place; a wrong one is said and costs nothing', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { code } = await admin.ask.parts.add(lamp)
    const inspector = await city.as('inspector')
    const page = await form(inspector)
    const wrong = await (
      await post(inspector, filled(page, { part: '990103 01 37 99', note: 'Dark', way: 'part' }))
    ).text()
    expect(wrong).toContain('href="#part"')
    expect(fieldsOf(wrong).get('note')).toBe('Dark')
    const unknown = await post(
      inspector,
      filled(page, { ...here, kind, part: '9901030137000099', way: 'send' }),
    )
    expect(unknown.status).toBe(422)
    expect(await unknown.text()).toContain('There is no such part.')
    const known = await form(inspector, `/field/report?part=${code}`)
    expect(known).toContain('Lamp 7')
    expect(fieldsOf(known).get('kind')).toBe(`${garbage.edition}/part/0137`)
    expect(known).not.toContain('Take my position')
    const dropped = await (await post(inspector, filled(known, { way: 'drop' }))).text()
    expect(fieldsOf(dropped).get('part')).toBe('')
    const sent = await post(inspector, filled(known, { note: 'Dark at night', way: 'send' }))
    expect(sent.status).toBe(303)
    const acceptor = await city.as('acceptor')
    const { cases } = await acceptor.ask.cases.list({ queue: 'mine' })
    expect(await acceptor.ask.cases.show({ id: cases[0]?.id ?? '' })).toMatchObject({
      part: { code, name: 'Lamp 7' },
      kind: { type: 'part', code: '0137' },
      place: inside,
    })
    await admin.ask.parts.retire({ code })
    expect(await form(inspector, `/field/report?part=${code}`)).toContain('This part is out of use.')
  }))

test('Enter and the change of language report nothing and keep what was typed', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const page = await form(inspector)
    for (const way of [{ way: 'again' }, { set: 'lang:zh', way: 'send' }]) {
      const shown = await post(inspector, filled(page, { ...here, kind, pictures: await picture(), ...way }))
      expect(shown.status).toBe(200)
      expect(fieldsOf(await shown.text()).getAll('picture')).toHaveLength(1)
    }
    expect((await (await city.as('acceptor')).ask.cases.list({ queue: 'open' })).total).toBe(0)
  }))

test('a form that was reported and changed is a second report only when he says so again', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const page = await form(inspector)
    await post(inspector, filled(page, { ...here, kind, way: 'send' }))
    const changed = await post(inspector, filled(page, { ...here, kind, note: 'Another', way: 'send' }))
    expect(changed.status).toBe(409)
    const again = await changed.text()
    expect(again).toContain('This form was reported already.')
    expect((await post(inspector, filled(again, { way: 'send' }))).status).toBe(303)
    expect((await (await city.as('acceptor')).ask.cases.list({ queue: 'open' })).total).toBe(2)
  }))

test('nobody else reports here', () =>
  inCity(async city => {
    expect((await city.page('/field/report')).status).toBe(401)
    for (const login of ['acceptor', 'works'] as const)
      expect((await (await city.as(login)).page('/field/report')).status).toBe(403)
    const acceptor = await city.as('acceptor')
    const body = new URLSearchParams({ ...here, kind, way: 'send' })
    expect((await acceptor.page('/field/report', { method: 'POST', body })).status).toBe(403)
  }))
