// What the map of a post draws: the open cases within bounds and reach, the most pressing first.
import { expect, test } from 'vitest'
import { type City, garbage, inCity, inside, insideLinjiang } from '../../../test/city.ts'

const around = { west: 123.49, south: 29.48, east: 123.52, north: 29.51 }

async function reported({ ask }: City, where: typeof inside): Promise<string> {
  const place = { ...where, precision: 'map' as const }
  return (await ask.cases.report({ kind: garbage, where: place, address: '桥头街' })).id
}

test('a post sees the open cases in view, due first, and none outside the bounds', () =>
  inCity(async city => {
    const first = await reported(city, inside)
    city.clock.advance(60_000)
    const second = await reported(city, insideLinjiang)
    const { ask } = await city.as('acceptor')
    const { cases, more } = await ask.cases.inView(around)
    expect(cases.map(({ id }) => id)).toEqual([first, second])
    expect(more).toBe(false)
    const east = await ask.cases.inView({ ...around, west: 123.507 })
    expect(east.cases.map(({ id }) => id)).toEqual([second])
  }))

test('what has ended is not drawn, nor what was never dispatched to a department that looks', () =>
  inCity(async city => {
    const id = await reported(city, inside)
    const { ask } = await city.as('works')
    expect((await ask.cases.inView(around)).cases).toEqual([])
    const { ask: acceptor } = await city.as('acceptor')
    await acceptor.supervision.refuse({ id, reason: 'not_found' })
    expect((await acceptor.cases.inView(around)).cases).toEqual([])
  }))

test('the outlines of subdistricts and communities are there for the map', () =>
  inCity(async ({ ask }) => {
    const shapes = await ask.regions.shapes()
    expect(shapes.map(({ level }) => level)).toContain('subdistrict')
    expect(shapes.map(({ level }) => level)).toContain('community')
    expect(shapes.every(({ shape }) => shape.type === 'MultiPolygon')).toBe(true)
  }))
