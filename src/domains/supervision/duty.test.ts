// On shift and off, through the front door; and what it means for who is drawn. mission: DC5
import { expect, test } from 'vitest'
import { inCity } from '../../../test/city.ts'
import { drawsFit, takeOn, waitingForCheck } from '../../../test/looks.ts'
import { intact } from '../../../test/walks.ts'

const hour = 3_600_000

test('an inspector comes on shift once, however often he says so, and goes off again', () =>
  inCity(async city => {
    const { ask } = await city.as('inspector')
    expect(await ask.supervision.myDuty()).toEqual({ since: null, until: null })
    const since = city.clock.now()
    const on = { since, until: new Date(Date.parse(since) + 16 * hour).toISOString() }
    expect(await ask.supervision.beginDuty()).toEqual(on)
    city.clock.advance(hour)
    expect(await ask.supervision.beginDuty()).toEqual(on)
    expect(await ask.supervision.myDuty()).toEqual(on)
    expect(await ask.supervision.endDuty()).toEqual({ since: null, until: null })
    expect(await ask.supervision.endDuty()).toEqual({ since: null, until: null })
    expect(await ask.supervision.beginDuty()).toMatchObject({ since: city.clock.now() })
    await expect((await city.as('leader')).ask.supervision.beginDuty()).rejects.toMatchObject({
      code: 'base.not_allowed',
    })
    await intact(city)
  }))

test('a shift that nobody ended counts as ended after sixteen hours', () =>
  inCity(async city => {
    const forgetful = await takeOn(city, 'forgetful.inspector')
    await forgetful.ask.supervision.beginDuty()
    city.clock.advance(11 * hour)
    expect((await forgetful.ask.supervision.myDuty()).since).not.toBeNull()
    city.clock.advance(5 * hour)
    expect(await forgetful.ask.supervision.myDuty()).toEqual({ since: null, until: null })
    // Whoever is really on shift is drawn before him, though he is not from here.
    await (await city.as('inspector2')).ask.supervision.beginDuty()
    for (let round = 0; round < 3; round += 1) {
      const { id } = await waitingForCheck(city)
      expect((await (await city.as('leader')).ask.cases.show({ id })).task?.name).toBe('贺远')
    }
    const again = await forgetful.ask.supervision.beginDuty()
    expect(again.since).toBe(city.clock.now())
    await drawsFit(city)
    await intact(city)
  }))
