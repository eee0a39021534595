// One street of the small city for tests of lateness: the clock set by local time, cases on their way, the sweepers, and
// who was told.
import { recountClocks, sweepClocks } from '../../src/domains/cases/sweeping.ts'
import { type City, type Client, district, garbage, inCity, inside, type Login } from '../city.ts'
import { hour } from '../minutes.ts'
import { picture } from '../pictures.ts'
import { peopleOf } from './people.ts'

export interface Street {
  city: City
  as(login: Login): Promise<Client>
  /** Sets the clock to a local time of the small city. */
  at(local: string): void
  /** What the chores do, several minutes in a row. */
  sweep(where?: string): Promise<void>
  /** What happened to a case that the sweepers tell, in order. */
  told(id: string): Promise<string[]>
  due(id: string): Promise<string | null>
}

export const street = (live: (street: Street) => Promise<void>): Promise<void> =>
  inCity(async city => {
    const as = peopleOf(city)
    await live({
      city,
      as,
      at: local =>
        city.clock.advance(Date.parse(`${local.replace(' ', 'T')}:00+08:00`) - Date.parse(city.clock.now())),
      sweep: async (where = district) => {
        for (let minutes = 0; minutes < 3; minutes += 1) {
          await city.settle()
          await city.door.within({ district: where }, tx => recountClocks(tx, city.clock.now()))
          await city.door.within({ district: where }, tx => sweepClocks(tx, city.clock.now()))
        }
        await city.settle()
      },
      told: async id => {
        const { timeline } = await (await as('leader')).cases.show({ id })
        return timeline
          .map(({ happened }) => happened.slice('cases.'.length))
          .filter(happened => ['overdue', 'escalated', 'woken', 'reporter_silent'].includes(happened))
      },
      due: async id => localTime((await (await as('leader')).cases.show({ id })).dueAt),
    })
  })

function localTime(instant: string | null): string | null {
  if (instant === null) return null
  return new Date(Date.parse(instant) + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
}

export const report = async ({ as }: Street): Promise<string> =>
  (await (await as('acceptor')).cases.report({ kind: garbage, where: { ...inside, precision: 'map' } })).id

/** In handling since now, with the limit of its first filing condition: four work hours. */
export async function handling(given: Street): Promise<string> {
  const { as } = given
  const id = await report(given)
  await (await as('acceptor')).supervision.accept({ id })
  await (await as('leader')).supervision.file({ id, condition: 1 })
  const dispatcher = await as('dispatcher')
  const works = (await dispatcher.organisations.list()).find(({ code }) => code === 'D01')?.id ?? ''
  await dispatcher.command.dispatch({ id, department: works })
  await (await as('works')).handling.take({ id })
  return id
}

/** A rulebook with another limit for accepting, in force from now on. */
export async function publishAccept(
  { as, city }: Street,
  accept: { value: number; unit: 'work_hour' } | null,
) {
  const { catalogue } = await as('admin')
  const { revision } = await catalogue.openDraft()
  const rules = await catalogue.rules({ version: 'draft' })
  const set = await catalogue.setRules({ revision, ...rules, stages: { ...rules.stages, accept } })
  await catalogue.publish({ revision: set.revision, validFrom: null })
  await city.settle()
}

export async function close({ as, city }: Street, ...dates: string[]): Promise<void> {
  const { regions } = await as('admin')
  const { version, edits } = await regions.calendar()
  const closed = Object.fromEntries(dates.map(date => [date, []]))
  const exceptions = { ...edits.exceptions, ...closed }
  const knownUntil = dates.at(-1)?.startsWith('2027') ? '2027-12-31' : edits.knownUntil
  await regions.publishCalendar({ after: version, edits: { ...edits, exceptions, knownUntil } })
  await city.settle()
}

export async function finished(given: Street, id: string): Promise<void> {
  const works = await given.as('works')
  const { id: file } = await works.files.upload({ file: await picture() })
  await works.handling.finish({ id, pictures: [file] })
}
