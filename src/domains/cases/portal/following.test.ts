// Following a report and answering, as a reporter's browser without script does it.
// mission: DC5
import { expect, test } from 'vitest'
import { type City, inCity, inside } from '../../../../test/city.ts'
import { fieldsOf, filled } from '../../../../test/forms.ts'
import { picture, pretender } from '../../../../test/pictures.ts'
import { department, filed, report, uploaded } from '../../../../test/walks.ts'
import { isWord } from '../../../ui/words/open.ts'
import { judgementReasons } from '../contract.ts'
import { outcomes, states } from '../states.ts'
import type { Step } from '../steps/step.ts'
import { steps } from '../steps.ts'

const english = { headers: { 'accept-language': 'en' } }

/** What goes on inside the house: no page for residents tells of it. */
const unseen: ReadonlySet<string> = new Set([
  'cases.drawn',
  'cases.redraw_asked',
  'cases.noted',
  'cases.recounted',
  'cases.joined_by',
  'cases.force_asked',
  'cases.force_refused',
  'cases.rechecked',
  'cases.added_to',
])

/** A report that went the whole way. */
async function closed(city: City): Promise<{ id: string; number: string; followKey: string }> {
  const reported = await report(city)
  const { id } = reported
  const [acceptor, dispatcher, works, coordinator, inspector, leader] = await Promise.all(
    (['acceptor', 'dispatcher', 'works', 'coordinator', 'inspector', 'leader'] as const).map(city.as),
  )
  if (!acceptor || !dispatcher || !works || !coordinator || !inspector || !leader) throw new Error('nobody')
  await acceptor.ask.supervision.accept({ id })
  await filed(city, id)
  await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, 'D01') })
  await works.ask.handling.take({ id })
  await works.ask.handling.finish({ id, pictures: [await uploaded(works)] })
  await coordinator.ask.command.pass({ id })
  await city.settle()
  const pictures = [await uploaded(inspector)]
  await inspector.ask.supervision.check({ id, fixed: true, position: inside, pictures })
  await leader.ask.supervision.close({ id, outcome: 'fixed' })
  return reported
}

/** Sends the form of a follow page as it stands, with these changes. */
async function reply(
  { page }: City,
  link: string,
  changes: Readonly<Record<string, string | File | readonly File[]>>,
): Promise<Response> {
  const shown = await (await page(link, english)).text()
  const [, to = ''] = shown.match(/action="(\/follow\/[^"]+)"/) ?? []
  return page(to, { method: 'POST', body: filled(shown, changes), redirect: 'manual', ...english })
}

test('a question to the reporter is answered by his link, and nobody else sees it or the answer', () =>
  inCity(async city => {
    const { id, number, followKey } = await report(city)
    const acceptor = await city.as('acceptor')
    await acceptor.ask.supervision.askReporter({ id, note: 'Which side of the street?' })
    const everyone = await (await city.page(`/follow/${number}`, english)).text()
    expect(everyone).toContain('The reporter was asked')
    expect(everyone).not.toContain('Which side')
    expect(everyone).not.toContain('<form id="report"')
    expect((await city.ask.cases.follow({ number })).question).toBeNull()

    const link = `/follow/${number}?key=${followKey}`
    const empty = await reply(city, link, { way: 'add' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('Write something, or add a picture')
    const bad = await reply(city, link, { text: 'The north side', pictures: pretender(), way: 'add' })
    expect(bad.status).toBe(415)
    expect(fieldsOf(await bad.text()).get('text')).toBe('The north side')
    const sent = await reply(city, link, { text: 'The north side', pictures: await picture(), way: 'add' })
    expect(sent.status).toBe(303)
    const own = await (await city.page(sent.headers.get('location') ?? '', english)).text()
    expect(own).toContain('We have your answer')
    const whole = await acceptor.ask.cases.show({ id })
    expect(whole.timeline.at(-1)).toMatchObject({
      happened: 'cases.reporter_answered',
      note: 'The north side',
    })
    expect(await (await city.page(`/follow/${number}`, english)).text()).not.toContain('north side')
  }))

test('an answer sent twice is one answer, and a wrong key says nothing to anybody', () =>
  inCity(async city => {
    const { id, number, followKey } = await report(city)
    const link = `/follow/${number}?key=${followKey}`
    const shown = await (await city.page(link, english)).text()
    const form = filled(shown, { text: 'More', way: 'add' })
    const send = (body: FormData) =>
      city.page(`/follow/${number}/additions`, { method: 'POST', body, redirect: 'manual', ...english })
    expect([(await send(form)).status, (await send(form)).status]).toEqual([303, 303])
    const foreign = filled(shown, {
      text: 'Mine',
      way: 'add',
      link: 'x'.repeat(22),
      key: crypto.randomUUID(),
    })
    expect((await send(foreign)).status).toBe(404)
    const { timeline } = await (await city.as('acceptor')).ask.cases.show({ id })
    expect(timeline.map(({ happened }) => happened)).toEqual(['cases.reported', 'cases.added_to'])
  }))

test('at the end the reporter is asked whether it is mended, and “no” asks for reopening', () =>
  inCity(async city => {
    const { id, number, followKey } = await closed(city)
    const link = `/follow/${number}?key=${followKey}`
    expect(await (await city.page(`/follow/${number}`, english)).text()).not.toContain('How did it go?')
    const half = await reply(city, link, { satisfied: 'no', reason: 'slow', way: 'judge' })
    expect(half.status).toBe(422)
    const again = await half.text()
    expect(again).toContain('Say first whether it is mended')
    expect(fieldsOf(again).get('satisfied')).toBe('no')
    expect(fieldsOf(again).getAll('reason')).toEqual(['slow'])
    const said = { fixed: 'no', satisfied: 'no', reason: 'back_again', way: 'judge' }
    const sent = await reply(city, link, said)
    expect(sent.status).toBe(303)
    const own = await (await city.page(sent.headers.get('location') ?? '', english)).text()
    expect(own).toContain('The shift looks again')
    expect(own).not.toContain('How did it go?')
    const leader = await city.as('leader')
    expect(await leader.ask.cases.show({ id })).toMatchObject({ asked: 'reopen' })
    await leader.ask.supervision.keepClosed({ id, reason: 'new_thing' })
    expect(await (await city.page(link, english)).text()).toContain('please report it anew')
  }))

test('what was joined to another report leads to the story of that one', () =>
  inCity(async city => {
    const [first, second] = [await report(city), await report(city)]
    await (await city.as('acceptor')).ask.supervision.accept({ id: first.id })
    await filed(city, first.id)
    await (await city.as('acceptor')).ask.supervision.join({
      id: second.id,
      into: first.id,
      reason: 'same_thing',
    })
    const page = await (await city.page(`/follow/${second.number}?key=${second.followKey}`, english)).text()
    expect(page).toContain(`href="/follow/${first.number}"`)
    expect(page).toContain('To be dealt with')
    expect(page).not.toContain('<form id="report"')
  }))

test('every public event, state and outcome has everyday words in both languages', () => {
  const told = Object.values<Step>(steps)
    .map(({ happened }) => happened)
    .filter(happened => !unseen.has(happened))
  const keys = [
    ...told.map(happened => `portal.${happened}`),
    ...states.map(state => `portal.state.${state}`),
    ...outcomes.map(outcome => `portal.outcome.${outcome}`),
    ...judgementReasons.map(reason => `portal.judge.${reason}`),
  ]
  expect(keys.filter(key => !isWord(key))).toEqual([])
})
