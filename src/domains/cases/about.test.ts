// Cases about a part of the register, through HTTP.
import { expect, test } from 'vitest'
import { type City, garbage, inCity, inside, insideLinjiang, outside } from '../../../test/city.ts'
import { byForce, department, filed } from '../../../test/walks.ts'

const edition = 'gbt30428_2_2013'

async function lamp(city: City, maintainer: string | null = null): Promise<string> {
  const admin = await city.as('admin')
  const { code } = await admin.ask.parts.add({
    name: 'Lamp 7',
    shape: { type: 'Point', coordinates: [inside.longitude, inside.latitude] },
    accuracy: 'A',
    state: 'intact',
    supervising: null,
    owning: null,
    maintaining: maintainer && (await department(admin, maintainer)),
    installedOn: null,
    surveyedOn: null,
    source: '',
    note: '',
    attributes: {},
    kind: { edition, code: '0137' },
    code: null,
  })
  return code
}

// mission: DC2
test('a report about a part takes its kind and its place, and the part tells its cases', () =>
  inCity(async city => {
    const part = await lamp(city)
    const { id, number } = await city.ask.cases.report({ part, description: 'Dark at night' })
    const acceptor = await city.as('acceptor')
    expect(await acceptor.ask.cases.show({ id })).toMatchObject({
      kind: { edition, type: 'part', code: '0137' },
      place: inside,
      grid: { code: '990103001002016' },
      part: { code: part, name: 'Lamp 7' },
    })
    const leader = await city.as('leader')
    await acceptor.ask.supervision.accept({ id })
    await byForce(city, id)
    const second = await city.ask.cases.report({ part })
    const told = await leader.ask.cases.ofPart({ code: part })
    expect(told.map(each => [each.number, each.state])).toEqual([
      [second.number, 'reported'],
      [number, 'closed'],
    ])
    // A department sees those that were sent to it.
    expect(await (await city.as('works')).ask.cases.ofPart({ code: part })).toEqual([])
    // What is said outright counts, and the case is still about the part.
    const third = await city.ask.cases.report({
      part,
      kind: garbage,
      where: { ...insideLinjiang, precision: 'map' },
    })
    expect(await acceptor.ask.cases.show(third)).toMatchObject({
      kind: garbage,
      place: insideLinjiang,
      part: { code: part },
    })
  }))

test('a part that is not there, or is out of use, cannot be reported; without a part kind and place are asked', () =>
  inCity(async city => {
    const part = await lamp(city)
    await expect(city.ask.cases.report({ part: '9901030137000099' })).rejects.toMatchObject({
      code: 'cases.no_part',
    })
    const admin = await city.as('admin')
    await admin.ask.parts.retire({ code: part })
    await expect(city.ask.cases.report({ part })).rejects.toMatchObject({ code: 'cases.no_part' })
    await expect(city.ask.cases.report({ kind: garbage })).rejects.toMatchObject({
      code: 'base.bad_input',
      data: { fields: [{ field: 'where' }] },
    })
    await expect(
      city.ask.cases.report({ kind: garbage, where: { ...outside, precision: 'map' } }),
    ).rejects.toMatchObject({ code: 'grids.outside' })
  }))

test('who maintains the part is proposed where a rule asks for the maintainer, and tried with it', () =>
  inCity(async city => {
    const propose = async (maintainer: string | null) => {
      const { id } = await city.ask.cases.report({ part: await lamp(city, maintainer) })
      await (await city.as('acceptor')).ask.supervision.accept({ id })
      await filed(city, id)
      return (await city.as('dispatcher')).ask.command.proposal({ id })
    }
    // The fictional district has the rule “whoever maintains the part”.
    const { proposed } = await propose('D04')
    expect(proposed?.department.code).toBe('D04')
    expect(proposed?.why).toContain('maintainer')
    const admin = await city.as('admin')
    await admin.ask.parts.retire({ code: '9901030137000001' })
    const without = await propose(null)
    expect(without.proposed?.department.code).toBe('D01')
    const whoever = (await admin.ask.organisations.rules()).find(({ to }) => to === 'maintainer')
    const trial = await admin.ask.command.tryRules({
      changes: [{ what: 'end', id: whoever?.id ?? '', version: whoever?.version ?? 0 }],
    })
    expect(trial.moved).toBe(1)
    expect(trial.moves[0]).toMatchObject({
      from: { department: { code: 'D04' } },
      to: { department: { code: 'D01' } },
    })
  }))
