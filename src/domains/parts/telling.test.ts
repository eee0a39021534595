// What the field says of the register, through HTTP: proposals and their decisions, and rounds of looking at parts.
// mission: DC2
import { expect, test } from 'vitest'
import { type City, district, inCity, inside, insideLinjiang, outside } from '../../../test/city.ts'

const kind = { edition: 'gbt30428_2_2013', code: '0101' }
const other = { edition: 'gbt30428_2_2013', code: '0137' }
const east = (metres: number) => ({
  ...inside,
  longitude: Math.round((inside.longitude + metres / 97_000) * 1e7) / 1e7,
})

async function cover({ as }: City, at = inside, of = kind): Promise<string> {
  const admin = await as('admin')
  const { code } = await admin.ask.parts.add({
    kind: of,
    code: null,
    name: 'Cover',
    shape: { type: 'Point', coordinates: [at.longitude, at.latitude] },
    accuracy: 'A',
    state: 'intact',
    ...{ supervising: null, owning: null, maintaining: null, installedOn: null, surveyedOn: null },
    ...{ source: '', note: '', attributes: {} },
  })
  return code
}

test('an inspector proposes, sees only his own, and the register changes when it is adopted', () =>
  inCity(async city => {
    const code = await cover(city)
    const [admin, inspector, other] = [
      await city.as('admin'),
      await city.as('inspector'),
      await city.as('inspector2'),
    ]
    const moved = east(12)
    await inspector.ask.parts.propose({
      wants: 'change',
      code,
      said: { state: 'damaged', place: moved },
      note: '',
    })
    expect((await other.ask.parts.proposals({})).total).toBe(0)
    expect((await inspector.ask.parts.proposals({})).total).toBe(1)
    const [open] = (await admin.ask.parts.proposals({})).proposals
    expect(open).toMatchObject({
      wants: 'change',
      part: { code, state: 'intact' },
      said: { state: 'damaged' },
    })
    const { id = '' } = open ?? {}
    // Nothing has changed yet.
    expect(await admin.ask.parts.byCode({ code })).toMatchObject({ state: 'intact', version: 1 })
    expect(await admin.ask.parts.decide({ id, adopt: true })).toEqual({ code })
    expect(await admin.ask.parts.byCode({ code })).toMatchObject({
      state: 'damaged',
      longitude: moved.longitude,
      version: 2,
    })
    await expect(admin.ask.parts.decide({ id, adopt: false, reason: 'x' })).rejects.toMatchObject({
      code: 'parts.decided_already',
    })
    const [told] = (await inspector.ask.parts.proposals({ decided: 'true' })).proposals
    expect(told?.decision).toMatchObject({ adopted: true })
  }))

test('a part that is missing comes in under the next number, unless one of its kind stands there already', () =>
  inCity(async city => {
    const code = await cover(city)
    const [admin, inspector] = [await city.as('admin'), await city.as('inspector')]
    await inspector.ask.parts.propose({
      wants: 'add',
      kind,
      said: { place: east(40), name: 'By the gate' },
      note: '',
    })
    await inspector.ask.parts.propose({ wants: 'add', kind, said: { place: inside }, note: '' })
    const [far, near] = (await admin.ask.parts.proposals({})).proposals
    expect(await admin.ask.parts.decide({ id: far?.id ?? '', adopt: true })).toEqual({
      code: `${district}0101000002`,
    })
    await expect(admin.ask.parts.decide({ id: near?.id ?? '', adopt: true })).rejects.toMatchObject({
      code: 'parts.duplicate',
      data: { code },
    })
    await expect(admin.ask.parts.decide({ id: near?.id ?? '', adopt: false })).rejects.toMatchObject({
      code: 'parts.no_reason',
    })
    await admin.ask.parts.decide({ id: near?.id ?? '', adopt: false, reason: 'It is there already.' })
    expect(
      (await inspector.ask.parts.proposals({ decided: 'true' })).proposals.map(each => each.decision),
    ).toEqual(
      expect.arrayContaining([expect.objectContaining({ adopted: false, reason: 'It is there already.' })]),
    )
  }))

test('what is gone is taken out of use, and what says nothing or lies outside is refused', () =>
  inCity(async city => {
    const code = await cover(city)
    const [admin, inspector] = [await city.as('admin'), await city.as('inspector')]
    const refused = (input: Parameters<typeof inspector.ask.parts.propose>[0]) =>
      expect(inspector.ask.parts.propose(input)).rejects
    await refused({ wants: 'change', code, said: { state: 'intact' }, note: '' }).toMatchObject({
      code: 'parts.nothing_said',
    })
    await refused({ wants: 'add', kind, said: { place: outside }, note: '' }).toMatchObject({
      code: 'parts.outside',
    })
    await refused({
      wants: 'add',
      kind: { ...kind, code: '9999' },
      said: { place: inside },
      note: '',
    }).toMatchObject({
      code: 'parts.no_kind',
    })
    await refused({ wants: 'gone', code: `${district}0101999999`, note: '' }).toMatchObject({ status: 404 })
    const { id } = await inspector.ask.parts.propose({ wants: 'gone', code, note: 'Paved over' })
    await admin.ask.parts.decide({ id, adopt: true })
    expect((await admin.ask.parts.byCode({ code })).retiredAt).not.toBeNull()
    await refused({ wants: 'gone', code, note: '' }).toMatchObject({ status: 404 })
  }))

test('a round counts what was looked at, changes the state of what is not as it was, and ends', () =>
  inCity(async city => {
    const [first, second] = [await cover(city), await cover(city, east(30))]
    const elsewhere = await cover(city, insideLinjiang)
    const lamp = await cover(city, east(60), other)
    const [admin, inspector] = [await city.as('admin'), await city.as('inspector')]
    const opening = { name: 'Covers of spring', region: `${district}001`, kinds: ['0101'], due: '2026-05-01' }
    const { id } = await admin.ask.parts.openRound(opening)
    const next = await inspector.ask.parts.roundParts({ id, ...east(31) })
    expect(next.map(({ code }) => code)).toEqual([second, first])
    expect(next[0]?.metres).toBeLessThan(2)
    await inspector.ask.parts.look({ id, code: second, found: 'intact' })
    await inspector.ask.parts.look({ id, code: first, found: 'damaged', note: 'Cracked' })
    expect(await admin.ask.parts.byCode({ code: first })).toMatchObject({ state: 'damaged', version: 2 })
    expect(await admin.ask.parts.byCode({ code: second })).toMatchObject({ state: 'intact', version: 1 })
    for (const code of [elsewhere, lamp])
      await expect(inspector.ask.parts.look({ id, code, found: 'intact' })).rejects.toMatchObject({
        code: 'parts.not_of_round',
      })
    // Whoever looks again says it anew.
    await inspector.ask.parts.look({ id, code: first, found: 'intact' })
    expect((await inspector.ask.parts.rounds())[0]).toMatchObject({
      parts: 2,
      looked: 2,
      wrong: 0,
      closedAt: null,
    })
    expect(await inspector.ask.parts.roundParts({ id })).toEqual([])
    expect((await inspector.ask.parts.roundParts({ id, looked: 'true' })).map(({ code }) => code)).toEqual([
      first,
      second,
    ])
    await admin.ask.parts.closeRound({ id })
    await admin.ask.parts.closeRound({ id })
    await expect(inspector.ask.parts.look({ id, code: first, found: 'lost' })).rejects.toMatchObject({
      code: 'parts.round_closed',
    })
    await expect(admin.ask.parts.openRound({ ...opening, kinds: ['0102'] })).rejects.toMatchObject({
      code: 'parts.nothing_to_look_at',
    })
    await expect(admin.ask.parts.openRound({ ...opening, region: `${district}999` })).rejects.toMatchObject({
      code: 'parts.no_such_region',
    })
  }))
