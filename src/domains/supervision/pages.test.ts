// The checking page as an inspector's browser without script uses it.
// mission: DC5
import { expect, test } from 'vitest'
import { type City, garbage, inCity, inside, type Login, type Person } from '../../../test/city.ts'
import { fieldsOf, filled } from '../../../test/forms.ts'
import { lookAgain } from '../../../test/looks.ts'
import { picture, pretender } from '../../../test/pictures.ts'
import { filed, report } from '../../../test/walks.ts'

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
    expect(await (await inspector.page('/field', english)).text()).toContain(`verify · ${number}`)
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
    expect(whole.timeline.at(-1)).toMatchObject({ happened: 'cases.verified', metres: 0 })
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
