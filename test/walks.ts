// Cases on their way, for tests that begin in the middle: reported, dispatched, in handling, to be checked.
import { expect } from 'vitest'
import { eventsOf } from '../src/base/events.ts'
import { verifyLog } from '../src/base/verify.ts'
import { recountClocks, sweepClocks } from '../src/domains/cases/sweeping.ts'
import { wrongWithCase } from '../src/domains/cases/verifying.ts'
import { type City, district, garbage, inside, type Person } from './city.ts'
import { picture } from './pictures.ts'

export async function report(city: City, at = inside) {
  return city.ask.cases.report({
    kind: garbage,
    where: { ...at, precision: 'map' },
    address: '1 Shuyuan Lane',
    description: 'Bags beside the bin',
  })
}

export async function handling(city: City) {
  const { id } = await dispatched(city)
  const works = await city.as('works')
  await works.ask.handling.take({ id })
  return { id, works }
}

export async function dispatched(city: City) {
  const { id } = await report(city)
  await (await city.as('acceptor')).ask.supervision.accept({ id })
  await filed(city, id)
  const dispatcher = await city.as('dispatcher')
  await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, 'D01') })
  return { id }
}

export async function checking(city: City) {
  const { id, works } = await handling(city)
  await works.ask.handling.finish({ id, pictures: [await uploaded(works)] })
  await (await city.as('coordinator')).ask.command.pass({ id })
  // The one inspector of the place is drawn.
  await city.settle()
  return { id, works, inspector: await city.as('inspector') }
}

/** Files an accepted case under the first condition of its kind. */
export async function filed(city: City, id: string): Promise<void> {
  const leader = await city.as('leader')
  const { conditions } = await leader.ask.supervision.conditions({ id })
  await leader.ask.supervision.file({ id, condition: conditions[0]?.seq })
}

export async function department(person: Person, code: string): Promise<string> {
  const found = (await person.ask.organisations.list()).find(organisation => organisation.code === code)
  if (!found) throw new Error(`no department ${code}`)
  return found.id
}

export async function uploaded(person: Person, colour?: string): Promise<string> {
  return (await person.ask.files.upload({ file: await picture(colour) })).id
}

export async function intact({ door }: City): Promise<void> {
  const found = await verifyLog(work => door.within({ district }, work), wrongWithCase)
  expect(found.broken).toEqual([])
  expect(found.events).toBeGreaterThan(0)
}

/** What happens when time has passed and nobody has acted. */
export async function sweep(city: City): Promise<void> {
  const run = (work: typeof sweepClocks) => city.door.within({ district }, tx => work(tx, city.clock.now()))
  while (await run(recountClocks)) {}
  while (await run(sweepClocks)) {}
}

export async function byForce(city: City, id: string) {
  await (await city.as('leader')).ask.supervision.askForce({ id, reason: 'cannot_be_handled' })
  return (await city.as('leader2')).ask.supervision.decideForce({ id, granted: true, reason: 'agreed' })
}

export async function closedReport(city: City) {
  const told = await report(city)
  const { id } = told
  await (await city.as('acceptor')).ask.supervision.accept({ id })
  await filed(city, id)
  const dispatcher = await city.as('dispatcher')
  await dispatcher.ask.command.dispatch({ id, department: await department(dispatcher, 'D01') })
  const works = await city.as('works')
  await works.ask.handling.take({ id })
  await works.ask.handling.finish({ id, pictures: [await uploaded(works)] })
  await (await city.as('coordinator')).ask.command.pass({ id })
  await city.settle()
  const inspector = await city.as('inspector')
  await inspector.ask.supervision.check({
    id,
    fixed: true,
    position: inside,
    pictures: [await uploaded(inspector)],
  })
  await (await city.as('leader')).ask.supervision.close({ id, outcome: 'fixed' })
  return told
}

/** What events of one name say. */
export async function events(city: City, id: string, happened: string) {
  const all = await city.door.within({ district }, tx => eventsOf(tx, id))
  return { rows: all.filter(event => event.happened === happened).map(({ detail }) => detail) }
}
