// The pages for tasks and their answers as an inspector's browser without script uses them; reports stand in
// pages/reporting.test.ts.
// mission: DC5
import { expect, test } from 'vitest'
import { type City, garbage, inCity, inside, type Login, type Person } from '../../../test/city.ts'
import { fieldsOf, filled } from '../../../test/forms.ts'
import { lookAgain } from '../../../test/looks.ts'
import { picture, pretender } from '../../../test/pictures.ts'
import { filed, report } from '../../../test/walks.ts'
import { demoPassword } from '../identity/demo.ts'

const here = { longitude: String(inside.longitude), latitude: String(inside.latitude) }
const english = { headers: { 'accept-language': 'en' } }

/** A case that waits for its check, with the department's picture. */
async function waiting(city: City): Promise<{ id: string; number: string }> {
  const { ask, as } = city
  const { id, number } = await ask.cases.report({
    kind: garbage,
    where: { ...inside, precision: 'map' },
    description: '<b>袋</b>',
  })
  const [acceptor, dispatcher, works, coordinator] = [
    await as('acceptor'),
    await as('dispatcher'),
    await as('works'),
    await as('coordinator'),
  ]
  await acceptor.ask.supervision.accept({ id })
  await filed(city, id)
  const department = (await dispatcher.ask.organisations.list()).find(
    ({ name }) => name.en === 'Municipal Works',
  )
  await dispatcher.ask.command.dispatch({ id, department: department?.id ?? '' })
  await works.ask.handling.take({ id })
  const after = await works.ask.files.upload({ file: await picture('#00aa00') })
  await works.ask.handling.finish({ id, pictures: [after.id] })
  await coordinator.ask.command.pass({ id })
  // The one inspector of the place is drawn.
  await city.settle()
  return { id, number }
}

function post({ page }: Person, id: string, body: FormData): Promise<Response> {
  return page(`/field/cases/${id}`, { method: 'POST', body, redirect: 'manual', ...english })
}

test('whoever is not signed in is led to the sign-in page, other posts are told so', () =>
  inCity(async ({ page, as }) => {
    const answer = await page('/field')
    expect(answer.status).toBe(401)
    expect(await answer.text()).toContain('/console/sign-in?then=/field')
    const acceptor = await as('acceptor')
    expect((await acceptor.page('/field')).status).toBe(403)
  }))

test('an inspector confirms on the spot: picture, distance and answer are in the case', () =>
  inCity(async city => {
    const { id, number } = await waiting(city)
    const inspector = await city.as('inspector')
    expect(await (await inspector.page('/field', english)).text()).toContain(number)
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    expect(page).toContain('&lt;b&gt;袋&lt;/b&gt;')
    expect(page).not.toContain('<img src="/field/cases')
    const position = { longitude: String(inside.longitude), latitude: String(inside.latitude + 0.001) }
    const sent = await post(
      inspector,
      id,
      filled(page, {
        ...position,
        away: 'seen_from_afar',
        pictures: await picture(),
        note: '干净了',
        answer: 'fixed',
      }),
    )
    expect(sent.status).toBe(303)
    const list = await (await inspector.page(sent.headers.get('location') ?? '', english)).text()
    expect(list).toContain(`Recorded: ${number} is fixed`)
    const leader = await city.as('leader')
    const whole = await leader.ask.cases.show({ id })
    expect(whole.state).toBe('checked')
    expect(whole.timeline.at(-1)).toMatchObject({ happened: 'cases.confirmed', metres: 111, note: '干净了' })
    expect(whole.pictures.filter(({ shows }) => shows === 'check')).toHaveLength(1)
  }))

test('not fixed sends the case back to the department; without a position a reason is asked for, and nothing is lost', () =>
  inCity(async city => {
    const { id, number } = await waiting(city)
    const inspector = await city.as('inspector')
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    const asked = await post(
      inspector,
      id,
      filled(page, { pictures: await picture(), note: '还在', answer: 'not_fixed' }),
    )
    expect(asked.status).toBe(422)
    const again = await asked.text()
    expect(again).toContain('<a href="#away">Too far from the place, or no position')
    expect(fieldsOf(again).getAll('picture')).toHaveLength(1)
    expect(fieldsOf(again).get('note')).toBe('还在')
    const sent = await post(inspector, id, filled(again, { away: 'no_signal', answer: 'not_fixed' }))
    expect(await (await inspector.page(sent.headers.get('location') ?? '', english)).text()).toContain(
      `${number} is not fixed`,
    )
    const whole = await (await city.as('works')).ask.cases.show({ id })
    expect(whole).toMatchObject({ state: 'handling', rework: 1 })
    expect(whole.timeline.at(-1)).toMatchObject({ metres: null })
  }))

test('an answer without a picture, or with a bad one, comes back with what was written', () =>
  inCity(async city => {
    const { id } = await waiting(city)
    const inspector = await city.as('inspector')
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    const without = await post(inspector, id, filled(page, { note: '忘了拍', answer: 'fixed' }))
    expect(without.status).toBe(422)
    const again = await without.text()
    expect(again).toContain('There is no picture from the spot')
    expect(fieldsOf(again).get('note')).toBe('忘了拍')
    const bad = await post(
      inspector,
      id,
      filled(page, { pictures: [pretender(), await picture()], answer: 'fixed' }),
    )
    expect(bad.status).toBe(415)
    expect(fieldsOf(await bad.text()).getAll('picture')).toHaveLength(1)
  }))

test('an answer sent twice is recorded once, and a later one learns who was first', () =>
  inCity(async city => {
    const { id } = await waiting(city)
    const inspector = await city.as('inspector')
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    const form = filled(page, { ...here, pictures: await picture(), answer: 'fixed' })
    const other = await (await inspector.page(`/field/cases/${id}`, english)).text()
    const [first, second] = [await post(inspector, id, form), await post(inspector, id, form)]
    expect([first.status, second.status]).toEqual([303, 303])
    const late = await post(
      inspector,
      id,
      filled(other, { ...here, pictures: await picture('#ff0000'), answer: 'not_fixed' }),
    )
    expect(late.status).toBe(409)
    const said = await late.text()
    expect(said).toMatch(/Someone was first: Inspector 林小满 at .*Checked on site: fixed/)
    expect(said).toContain('not waiting for a check by you now')
  }))

test('pressing Enter or changing the language answers nothing', () =>
  inCity(async city => {
    const { id } = await waiting(city)
    const inspector = await city.as('inspector')
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    const again = await post(inspector, id, filled(page, { pictures: await picture(), way: 'again' }))
    expect(again.status).toBe(200)
    expect(fieldsOf(await again.text()).getAll('picture')).toHaveLength(1)
    expect((await inspector.ask.cases.show({ id })).state).toBe('checking')
  }))

test('an inspector who was drawn to verify answers whether it is true, and nobody else is asked', () =>
  inCity(async city => {
    const { id, number } = await report(city)
    await (await city.as('acceptor')).ask.supervision.askVerify({ id })
    const [inspector, elsewhere] = [await city.as('inspector'), await city.as('inspector2')]
    expect(await (await elsewhere.page('/field', english)).text()).not.toContain(number)
    const tasks = await (await inspector.page('/field', english)).text()
    expect(tasks).toContain(number)
    expect(tasks).toMatch(/<span class="tag">verify<\/span>.*<b>/)
    expect(tasks).toMatch(/<span class="time ok">.*2 h 0 min left/)
    city.clock.advance(3 * 3_600_000)
    expect(await (await inspector.page('/field', english)).text()).toMatch(
      /<span class="time late">.*1 h 0 min late/,
    )
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    expect(page).toContain('is it true?')
    expect(page).not.toContain('value="fixed"')
    const sent = await post(
      inspector,
      id,
      filled(page, { ...here, pictures: await picture(), answer: 'not_true' }),
    )
    expect(sent.status).toBe(303)
    const list = await (await inspector.page(sent.headers.get('location') ?? '', english)).text()
    expect(list).toContain(`${number} is not true`)
    const whole = await (await city.as('acceptor')).ask.cases.show({ id })
    expect(whole.timeline.at(-1)).toMatchObject({ happened: 'cases.verified', metres: 0, asReported: false })
  }))

test('a second look has the same form as a first one, word for word', () =>
  inCity(async city => {
    const { id } = await waiting(city)
    const form = async (login: Login): Promise<string> => {
      const page = await (await (await city.as(login)).page(`/field/cases/${id}`, english)).text()
      return (page.match(/<form id="report"[\s\S]*<\/form>/)?.[0] ?? 'no form')
        .replaceAll(id, 'ID')
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'KEY')
        .replace(/name="seen" value="\d+"/, 'SEEN')
    }
    await lookAgain(city)
    const first = await form('inspector')
    const inspector = await city.as('inspector')
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    await post(inspector, id, filled(page, { ...here, pictures: await picture(), answer: 'fixed' }))
    await (await city.as('leader')).ask.supervision.close({ id, outcome: 'fixed' })
    await city.settle()
    expect(first).toContain('name="answer" value="fixed"')
    expect(await form('inspector2')).toBe(first)
  }))

test('the list has a small picture of what was reported, and a blank where there is none', () =>
  inCity(async city => {
    const acceptor = await city.as('acceptor')
    const drawn = async (pictures: string[]): Promise<string> => {
      const { id } = await acceptor.ask.cases.report({
        kind: garbage,
        where: { ...inside, precision: 'map' },
        pictures,
      })
      await acceptor.ask.supervision.askVerify({ id })
      return id
    }
    const upload = await acceptor.ask.files.upload({ file: await picture() })
    const [shown, bare] = [await drawn([upload.id]), await drawn([])]
    const inspector = await city.as('inspector')
    const of = async (id: string) =>
      (await inspector.page(`/field/cases/${id}/picture`)).headers.get('content-type')
    expect([await of(shown), await of(bare)]).toEqual(['image/webp', 'image/svg+xml'])
    expect((await city.page(`/field/cases/${shown}/picture`)).status).toBe(401)
  }))

test('the case leads into the map of the phone, and shows the grids around', () =>
  inCity(async city => {
    const { id } = await waiting(city)
    const inspector = await city.as('inspector')
    const page = await (await inspector.page(`/field/cases/${id}`, english)).text()
    expect(page).toContain(`href="geo:${inside.latitude},${inside.longitude}?q=`)
    const map = page.match(/src="(\/d\/990103\/map\.svg[^"]+)"/)?.[1]?.replaceAll('&amp;', '&') ?? 'no map'
    const drawn = await city.page(map)
    expect(drawn.status).toBe(200)
    expect(await drawn.text()).toContain('viewBox="0 0 480 240"')
  }))

test('a shift begins and ends on one’s own page, and leaving ends the session', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const press = async (duty: string): Promise<string> => {
      const body = new URLSearchParams({ duty })
      const sent = await inspector.page('/field/duty', { method: 'POST', body, redirect: 'manual' })
      expect(sent.status).toBe(303)
      return (await inspector.page('/field/me', english)).text()
    }
    expect(await (await inspector.page('/field/me', english)).text()).toContain('Off shift')
    expect(await press('begin')).toContain('On shift since')
    expect((await inspector.ask.supervision.myDuty()).since).not.toBeNull()
    expect(await (await inspector.page('/field', english)).text()).not.toContain('You are off shift')
    expect(await press('end')).toContain('Off shift')
    const left = await inspector.page('/field/sign-out', { method: 'POST', redirect: 'manual' })
    expect(left.headers.get('location')).toBe('/field')
    expect((await inspector.page('/field/me')).status).toBe(401)
  }))

test('an inspector signs in on the page itself, and a wrong password is said', () =>
  inCity(async ({ page }) => {
    const sent = (password: string): Promise<Response> =>
      page('/field/sign-in', {
        method: 'POST',
        body: new URLSearchParams({ login: 'demo.inspector', password }),
        redirect: 'manual',
        ...english,
      })
    const wrong = await sent('not this one')
    expect(wrong.status).toBe(401)
    expect(await wrong.text()).toContain('role="alert"')
    const right = await sent(demoPassword)
    expect(right.status).toBe(303)
    const cookie = right.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await page('/field/me', { headers: { cookie } })).status).toBe(200)
  }))
