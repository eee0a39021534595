// Many who add parts at the same moment, on a real server: each gets a number of its own, and a double click one part.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inside } from '../city.ts'
import { type RunningCity, startCity } from '../server.ts'

let city: RunningCity

beforeAll(async () => {
  city = await startCity()
}, 180_000)

afterAll(() => city?.close())

const lamp = (at: number) => ({
  name: `Lamp ${at}`,
  shape: { type: 'Point' as const, coordinates: [inside.longitude, inside.latitude + at * 2e-5] },
  accuracy: null,
  state: 'intact' as const,
  supervising: null,
  owning: null,
  maintaining: null,
  installedOn: null,
  surveyedOn: null,
  source: '',
  note: '',
  attributes: {},
  kind: { edition: 'gbt30428_2_2013', code: '0137' },
  code: null,
})

// mission: DC2
test('twenty who add a part of one kind at once get twenty numbers without a gap', async () => {
  const admin = await city.as('admin')
  const added = await Promise.all(Array.from({ length: 20 }, (_, at) => admin.parts.add(lamp(at))))
  const sequences = added.map(({ code }) => Number(code.slice(10))).sort((a, b) => a - b)
  expect(sequences).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
})

// mission: DC2
test('files that come in at once share no number, and what names the same thing comes in once', async () => {
  const admin = await city.as('admin')
  const file = (at: number) => ({
    file: new File(
      [
        `kind,origin,longitude,latitude\n${Array.from(
          { length: 30 },
          (_, row) =>
            `0305,${row < 10 ? `bin ${row}` : ''},${inside.longitude + row * 1e-5},${inside.latitude + at * 2e-5}`,
        ).join('\n')}`,
      ],
      `survey ${at}.csv`,
    ),
    columns: { kind: 'kind', origin: 'origin', longitude: 'longitude', latitude: 'latitude' },
    usual: {},
    dryRun: false,
  })
  const reports = await Promise.all(Array.from({ length: 6 }, (_, at) => admin.parts.import(file(at))))
  expect(reports.map(({ added }) => added).sort((a, b) => a - b)).toEqual([20, 20, 20, 20, 20, 30])
  const { total } = await admin.parts.list({ kind: '0305' })
  expect(total).toBe(130)
})
