// Scanning the plate of a part: what it is, and a report that knows kind and place already, without script.
// mission: DC2, DC5
import { expect, test } from 'vitest'
import { type City, district, inCity, inside } from '../../../../test/city.ts'
import { fieldsOf, filled } from '../../../../test/forms.ts'

const english = { headers: { 'accept-language': 'en' } }

async function lamp({ as }: City): Promise<string> {
  const admin = await as('admin')
  const { code } = await admin.ask.parts.add({
    kind: { edition: 'gbt30428_2_2013', code: '0137' },
    code: null,
    name: 'Lamp 7',
    shape: { type: 'Point', coordinates: [inside.longitude, inside.latitude] },
    accuracy: 'A',
    state: 'intact',
    ...{ supervising: null, owning: null, maintaining: null, installedOn: null, surveyedOn: null },
    ...{ source: '', note: 'kept from residents', attributes: {} },
  })
  return code
}

test('the plate says what the part is, and the report about it needs neither place nor kind', () =>
  inCity(async city => {
    const code = await lamp(city)
    const plate = await city.page(`/d/${district}/parts/${code}`, english)
    expect(plate.status).toBe(200)
    const shown = await plate.text()
    expect(shown).toContain('Lamp 7')
    expect(shown).not.toContain('kept from residents')
    expect(shown).toContain(`href="/d/${district}/report?part=${code}"`)
    const form = await (await city.page(`/report?part=${code}`, english)).text()
    expect(form).toContain('Lamp 7')
    const body = filled(form, { description: 'Dark since Monday', way: 'send' })
    const sent = await city.page('/report', { method: 'POST', body, redirect: 'manual', ...english })
    expect(sent.status).toBe(303)
    const acceptor = await city.as('acceptor')
    const [held] = (await acceptor.ask.cases.list({})).cases
    const whole = await acceptor.ask.cases.show({ id: held?.id ?? '' })
    expect(whole).toMatchObject({
      part: { code, name: 'Lamp 7' },
      kind: { type: 'part', code: '0137' },
      place: { longitude: inside.longitude, latitude: inside.latitude },
    })
  }))

test('whoever says another place no longer means the part', () =>
  inCity(async city => {
    const code = await lamp(city)
    const form = await (await city.page(`/report?part=${code}`)).text()
    expect(fieldsOf(form).get('part')).toBe(code)
    const where = await city.page('/report', { method: 'POST', body: filled(form, { way: 'where' }) })
    expect(fieldsOf(await where.text()).get('part') ?? '').toBe('')
  }))

test('a code of no part, or of one out of use, leads to the form with a sentence', () =>
  inCity(async city => {
    const code = await lamp(city)
    const admin = await city.as('admin')
    await admin.ask.parts.retire({ code })
    for (const address of [`/parts/${code}`, '/parts/9901030137999999', '/report?part=x']) {
      const answer = await city.page(address, english)
      expect(await answer.text()).toContain('There is no part of this code in use.')
    }
    await expect(city.ask.parts.plate({ code: '9901030137999999' })).rejects.toMatchObject({ status: 404 })
  }))
