// What looks odd is flagged, judged by an evaluator, and changes nothing. mission: DC5
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { scene } from '../../../demo/day/scenes.ts'
import { type City, inCity, inside, insideLinjiang, type Person } from '../../../test/city.ts'
import { asFile, closedCase, look, lookAgain, photo, takeOn, waitingForCheck } from '../../../test/looks.ts'
import { handling, intact, report } from '../../../test/walks.ts'
import { eventsOf } from '../../base/events.ts'
import { raiseFlags } from './flagging.ts'

const minute = 60_000
const send = async (by: Person, bytes: Buffer): Promise<string> =>
  (await by.ask.files.upload({ file: asFile(bytes) })).id

async function flagsOf(city: City, wanted: Parameters<Person['ask']['supervision']['flags']>[0] = {}) {
  await city.settle()
  return (await city.as('evaluator')).ask.supervision.flags(wanted)
}
/** The reaction once more, to everything that happened to a case. */
async function reactAgain({ door, clock }: City, id: string): Promise<void> {
  await door.within({ district: '990103' }, async tx => {
    for (const event of await eventsOf(tx, id)) {
      await raiseFlags({ tx, now: clock.now() }, { ...event, subject: id })
    }
  })
}
const kindsOf = async (city: City): Promise<string[]> =>
  (await flagsOf(city)).flags.map(({ what }) => what).sort()

test('an answer with a reason instead of nearness is flagged, one from the spot is not', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const { ask } = inspector
    const near = await waitingForCheck(city)
    // A reason that was not needed is none.
    await ask.supervision.check({
      id: near.id,
      fixed: true,
      position: inside,
      away: 'no_signal',
      pictures: [await photo(inspector)],
    })
    expect(await kindsOf(city)).toEqual([])
    const far = await waitingForCheck(city)
    city.clock.advance(20 * minute)
    const position = { ...inside, latitude: inside.latitude + 0.01 }
    const given = { id: far.id, fixed: true, pictures: [await photo(inspector)] }
    await expect(ask.supervision.check({ ...given, position })).rejects.toMatchObject({
      code: 'supervision.too_far',
    })
    await ask.supervision.check({ ...given, position, away: 'no_access' })
    const nowhere = await waitingForCheck(city)
    await ask.supervision.check({
      ...given,
      id: nowhere.id,
      away: 'no_signal',
      pictures: [await photo(inspector)],
    })
    const { flags, total } = await flagsOf(city)
    expect(total).toBe(2)
    expect(flags).toMatchObject([
      { what: 'no_position', case: { id: nowhere.id }, detail: { away: 'no_signal', metres: null } },
      { what: 'away', case: { id: far.id }, detail: { away: 'no_access', metres: 1108 }, purpose: 'check' },
    ])
    expect(await (await city.as('leader')).ask.cases.show({ id: far.id })).toMatchObject({ state: 'checked' })
  }))

test('a picture that was there before, or one made of it, is flagged with the case that it is from', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const original = await scene(90_001)
    const first = await waitingForCheck(city)
    await look(inspector, first.id, { fixed: true, at: inside, pictures: [await send(inspector, original)] })
    const again = await waitingForCheck(city)
    city.clock.advance(minute)
    await look(inspector, again.id, { fixed: true, at: inside, pictures: [await send(inspector, original)] })
    const smaller = await waitingForCheck(city)
    const made = await sharp(original).resize(400).jpeg({ quality: 70 }).toBuffer()
    city.clock.advance(minute)
    await look(inspector, smaller.id, { fixed: true, at: inside, pictures: [await send(inspector, made)] })
    const { flags } = await flagsOf(city)
    const { number } = await inspector.ask.cases.show({ id: first.id })
    expect(flags.map(({ what, case: about, detail }) => [what, about.id, detail.otherCase])).toEqual([
      ['alike_picture', smaller.id, { id: first.id, number }],
      ['same_picture', again.id, { id: first.id, number }],
    ])
    expect(flags[0]?.detail.bits).toBeLessThanOrEqual(6)
    // Whoever was first has reused nothing, however late it is looked at.
    await reactAgain(city, first.id)
    expect((await flagsOf(city)).total).toBe(2)
  }))

test('a department that shows the reporter’s picture as its own work is flagged; two pictures of one answer are not', () =>
  inCity(async city => {
    const bytes = await scene(90_002)
    const acceptor = await city.as('acceptor')
    const { id } = await acceptor.ask.cases.report({
      kind: { edition: 'gbt30428_2_2013', type: 'event', code: '0110' },
      where: { ...inside, precision: 'map' },
      pictures: [await send(acceptor, bytes)],
    })
    const inspector = await city.as('inspector')
    await acceptor.ask.supervision.askVerify({ id })
    const twice = await scene(90_003)
    const pictures = [await send(inspector, twice), await send(inspector, twice)]
    await inspector.ask.supervision.verify({ id, isTrue: true, position: inside, pictures })
    expect(await kindsOf(city)).toEqual([])
    const { id: other, works } = await handling(city)
    await works.ask.handling.finish({ id: other, pictures: [await send(works, bytes)] })
    const { flags } = await flagsOf(city)
    expect(flags).toMatchObject([
      { what: 'same_picture', case: { id: other }, role: 'department_clerk', detail: { otherCase: { id } } },
    ])
  }))

test('who cannot have come so fast is flagged, whoever had half an hour on his device is not', () =>
  inCity(async city => {
    const inspector = await takeOn(city, 'fast.inspector', '990103')
    await inspector.ask.supervision.beginDuty()
    const [one, two, three] = [
      await waitingForCheck(city),
      await waitingForCheck(city, insideLinjiang),
      await waitingForCheck(city),
    ]
    const answer = async (id: string, metres: number, takenAt?: string) =>
      inspector.ask.supervision.check({
        id,
        fixed: true,
        position: { ...inside, latitude: inside.latitude + metres / 111_195 },
        away: 'no_access',
        pictures: [await photo(inspector)],
        ...(takenAt !== undefined && { takenAt }),
      })
    const start = Date.parse(city.clock.now())
    city.clock.advance(60 * minute)
    await answer(one.id, 0, new Date(start + 10 * minute).toISOString())
    city.clock.advance(minute)
    // Sent a minute later, answered forty minutes later.
    await answer(two.id, 9000, new Date(start + 50 * minute).toISOString())
    expect(await kindsOf(city)).toEqual(['away'])
    city.clock.advance(minute)
    await answer(three.id, 0, new Date(start + 51 * minute).toISOString())
    const { flags } = await flagsOf(city, { what: 'impossible_journey' })
    expect(flags).toMatchObject([
      { case: { id: three.id }, detail: { otherCase: { id: two.id }, seconds: 60, speed: 528 } },
    ])
  }))

test('four answers in a minute from four places are flagged as a series', () =>
  inCity(async city => {
    const inspector = await takeOn(city, 'hasty.inspector', '990103')
    await inspector.ask.supervision.beginDuty()
    const ids: string[] = []
    for (let count = 0; count < 4; count += 1) ids.push((await waitingForCheck(city)).id)
    for (const [step, id] of ids.entries()) {
      city.clock.advance(15_000)
      await look(inspector, id, {
        fixed: true,
        at: { ...inside, latitude: inside.latitude + (step % 2) * 0.0006 },
      })
    }
    const { flags } = await flagsOf(city)
    expect(flags).toMatchObject([
      { what: 'impossible_series', case: { id: ids[3] }, detail: { series: 'hasty', count: 4 } },
    ])
  }))

test('an evaluator judges and corrects himself; nobody else does, nobody about himself, nobody over a newer verdict', () =>
  inCity(async city => {
    await lookAgain(city)
    const { id } = await closedCase(city, { by: await city.as('inspector') })
    await look(await city.as('inspector2'), id, { fixed: false, at: inside })
    const [flag] = (await flagsOf(city, { verdict: 'open' })).flags
    if (!flag) throw new Error('nothing was flagged')
    const evaluator = await city.as('evaluator')
    const auditor = await city.as('auditor')
    const before = await auditor.ask.cases.show({ id })
    await evaluator.ask.supervision.judgeFlag({ id: flag.id, verdict: 'careless' })
    await expect(
      evaluator.ask.supervision.judgeFlag({ id: flag.id, verdict: 'false' }),
    ).rejects.toMatchObject({
      code: 'supervision.judged_meanwhile',
      data: { verdict: 'careless' },
    })
    await evaluator.ask.supervision.judgeFlag({ id: flag.id, verdict: 'false', was: 'careless' })
    expect((await flagsOf(city, { verdict: 'open' })).total).toBe(0)
    expect((await flagsOf(city, { verdict: 'false' })).flags).toMatchObject([
      { id: flag.id, judgedAt: city.clock.now(), name: '林小满' },
    ])
    // Whoever only audits reads the same without names, and judges nothing.
    const read = await auditor.ask.supervision.flags({})
    expect(read.flags).toMatchObject([{ id: flag.id, name: null, role: 'inspector' }])
    await expect(auditor.ask.supervision.judgeFlag({ id: flag.id, verdict: 'sound' })).rejects.toMatchObject({
      code: 'base.not_allowed',
    })
    await expect((await city.as('leader')).ask.supervision.flags({})).rejects.toMatchObject({
      code: 'base.not_allowed',
    })
    expect(await auditor.ask.cases.show({ id })).toEqual(before)

    const { identity } = (await city.as('admin')).ask
    const account = (await identity.accounts()).find(({ login }) => login === 'demo.inspector')
    await identity.givePost({ account: account?.id ?? '', role: 'evaluator', region: '990103' })
    const inspector = await city.as('inspector')
    const own = (await inspector.ask.identity.me()).posts.find(({ role }) => role === 'evaluator')
    await inspector.ask.identity.switchPost({ post: own?.id ?? '' })
    await expect(
      inspector.ask.supervision.judgeFlag({ id: flag.id, verdict: 'sound', was: 'false' }),
    ).rejects.toMatchObject({ code: 'supervision.own_flag' })
    await intact(city)
  }))

test('a reaction that runs twice raises nothing twice, and pages follow one another without gap', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    for (let count = 0; count < 3; count += 1) {
      const { id } = await waitingForCheck(city)
      city.clock.advance(minute)
      await inspector.ask.supervision.check({
        id,
        fixed: true,
        away: 'no_signal',
        pictures: [await photo(inspector)],
      })
    }
    await report(city)
    const { flags, total } = await flagsOf(city)
    for (const { case: about } of flags) await reactAgain(city, about.id)
    expect((await flagsOf(city)).total).toBe(total)
    const seen: string[] = []
    let after: string | null | undefined
    do {
      const page = await flagsOf(city, { limit: 1, ...(after && { after }) })
      seen.push(...page.flags.map(({ id }) => id))
      after = page.after
    } while (after)
    expect(seen).toEqual(flags.map(({ id }) => id))
    expect(total).toBe(3)
  }))

test('what an inspector says he put right himself is looked at like an answer: pictures, the way there, the position', () =>
  inCity(async city => {
    const inspector = await city.as('inspector')
    const [mess, clean] = [await scene(90_101), await scene(90_102)]
    let seed = 91_000
    const another = () => {
      seed += 1
      return scene(seed)
    }
    const putRight = async (given: {
      before?: Buffer
      after?: Buffer
      precision?: 'device' | 'map'
      north?: number
    }) =>
      (
        await inspector.ask.cases.report({
          kind: { edition: 'gbt30428_2_2013', type: 'event', code: '0110' },
          where: {
            ...inside,
            latitude: inside.latitude + (given.north ?? 0),
            precision: given.precision ?? 'device',
          },
          pictures: [await send(inspector, given.before ?? (await another()))],
          putRight: [await send(inspector, given.after ?? (await another()))],
        })
      ).id
    const told = async () =>
      (await flagsOf(city)).flags.map(({ what, case: about, purpose, role }) => [
        what,
        about.id,
        purpose,
        role,
      ])
    const first = await putRight({ before: mess, after: clean })
    // A report that says nothing of the sort is nobody's claim.
    await report(city)
    expect(await told()).toEqual([])
    city.clock.advance(60 * minute)
    const again = await putRight({ after: clean })
    expect(await told()).toEqual([['same_picture', again, null, 'inspector']])
    city.clock.advance(60 * minute)
    const same = await scene(90_103)
    const unchanged = await putRight({ before: same, after: same })
    expect((await told())[0]).toEqual(['same_picture', unchanged, null, 'inspector'])
    city.clock.advance(2000)
    const far = await putRight({ north: 0.003 })
    expect((await told())[0]).toEqual(['impossible_journey', far, null, 'inspector'])
    city.clock.advance(60 * minute)
    const pointed = await putRight({ precision: 'map' })
    expect((await told())[0]).toEqual(['no_position', pointed, null, 'inspector'])
    for (const id of [first, again, unchanged, far, pointed]) await reactAgain(city, id)
    expect(await told()).toHaveLength(4)
    // And an answer to a task is held against where he says he was just now.
    const { id } = await waitingForCheck(city)
    await putRight({ north: 0.003 })
    city.clock.advance(2000)
    await look(inspector, id, { fixed: true, at: inside, pictures: [await photo(inspector)] })
    expect((await told())[0]).toEqual(['impossible_journey', id, 'check', 'inspector'])
  }))
