// The first start: an empty database gets the city of the model that is named, and a later start leaves it as it is; what
// does not exist is refused before anything starts. mission: DC1 DC2
import { afterAll, beforeAll, expect, test } from 'vitest'
import { command, type RunningCity, startEmpty } from '../server.ts'

let city: RunningCity

beforeAll(async () => {
  city = await startEmpty('--model', 'dongcheng', '--size', 'small')
}, 600_000)

afterAll(() => city?.close())

test('the map has a version, and its tiles have something in them', async () => {
  const { version, bounds } = await city.ask.places.map()
  expect(bounds).not.toBeNull()
  const [west = 0, south = 0, east = 0, north = 0] = bounds ?? []
  const [x, y] = tileAt((west + east) / 2, (south + north) / 2, 15)
  const tile = await fetch(`${city.url}/api/map/base/15/${x}/${y}?version=${version}`)
  expect(tile.status).toBe(200)
  expect((await tile.arrayBuffer()).byteLength).toBeGreaterThan(5_000)
}, 60_000)

test('there are grids of three layers, and people of every axis sign in', async () => {
  const layers = await city.ask.grids.layers()
  expect(layers.map(({ code, grids }) => [code, grids > 20])).toEqual(
    expect.arrayContaining([
      ['unit', true],
      ['duty', true],
      ['management', true],
    ]),
  )
  for (const login of [
    'acceptor',
    'leader2',
    'dispatcher3',
    'works',
    'inspector30',
    'contractor3',
    'admin',
  ]) {
    const { posts } = await (await city.as(login)).identity.me()
    expect(posts).toHaveLength(1)
  }
}, 60_000)

test('parts are listed and found by their code, with a keeper and a unit grid', async () => {
  const acceptor = await city.as('acceptor')
  const { parts, total } = await acceptor.parts.list({ kind: '0137' })
  expect(total).toBeGreaterThan(1_000)
  const code = parts[0]?.code ?? ''
  expect(code).toMatch(/^9901030137\d{6}$/)
  const part = await acceptor.parts.byCode({ code })
  expect(part).toMatchObject({ code, grid: { code: expect.stringMatching(/^990103001\d{6}$/) } })
}, 60_000)

test('a second start changes nothing and says so; a model or a size that is not there is refused', async () => {
  const before = await city.ask.places.map()
  expect(city.said()).toContain('Loading the fictional city (dongcheng)')
  await city.kill()
  await city.restart()
  expect(city.said()).toContain('stays as it is')
  expect(await city.ask.places.map()).toEqual(before)
  expect(await command(city.env, 'start', '--model', 'atlantis')).toEqual({
    code: 2,
    said: 'There is no model atlantis. There is: dongcheng.\n',
  })
  expect(await command(city.env, 'start', '--model', 'dongcheng', '--size', 'full')).toEqual({
    code: 2,
    said: 'The model dongcheng has no size full yet. There is: small.\n',
  })
}, 300_000)

function tileAt(longitude: number, latitude: number, zoom: number): [x: number, y: number] {
  const wide = 2 ** zoom
  const angle = (latitude * Math.PI) / 180
  return [
    Math.floor(((longitude + 180) / 360) * wide),
    Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * wide),
  ]
}
