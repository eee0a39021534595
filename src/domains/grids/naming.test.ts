// Codes of a draft's grids through HTTP, one by one and in sequence; and the words of the journal.
import { expect, test } from 'vitest'
import { inCity } from '../../../test/city.ts'
import { isWord } from '../../ui/words/open.ts'
import { editingContract } from './contract/editing.ts'

const unit = { layer: 'unit' } as const

// mission: DC1
test('codes change one by one and in sequence; what is no code, taken or of another community is refused', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const { features } = await admin.ask.grids.draft(unit)
    const [first, second] = features
    if (!first || !second) throw new Error('no grids')
    const { code, region } = first.properties
    const free = `${region}999`
    const changed = await admin.ask.grids.recode({ ...unit, revision, code, to: free })
    for (const [to, refused] of [
      [second.properties.code, 'grids.code_taken'],
      ['12', 'grids.bad_code'],
      ['990103999999001', 'grids.bad_code'],
    ] as const)
      await expect(
        admin.ask.grids.recode({ ...unit, revision: changed.revision, code: free, to }),
      ).rejects.toMatchObject({ code: refused })
    const told = await admin.ask.grids.number({ ...unit, revision: changed.revision, region })
    expect(told.recoded).toBeGreaterThan(0)
    const after = await admin.ask.grids.draft(unit)
    const own = after.features.filter(({ properties }) => properties.region === region)
    expect(own.map(({ properties }) => properties.code)).toEqual(
      own.map((_, at) => `${region}${String(at + 1).padStart(3, '0')}`),
    )
    const north = (at: number): number =>
      Math.max(...((own[at] ?? first).geometry.coordinates[0]?.[0] ?? []).map(([, y = 0]) => y))
    expect(north(0)).toBeGreaterThan(north(own.length - 1))
    const back = await admin.ask.grids.undo({ ...unit, revision: told.revision })
    await admin.ask.grids.undo({ ...unit, revision: back.revision })
    expect((await admin.ask.grids.draft(unit)).features).toEqual(features)
  }))

test('what a step of the journal did has its word', () => {
  const steps = [
    'change',
    'import',
    'drop',
    'split',
    'merge',
    'border',
    'transfer',
    'rename',
    'recode',
    'number',
  ]
  for (const did of [...steps, 'lock', 'unlock']) expect(isWord(`grids.did.${did}`)).toBe(true)
  expect(Object.keys(editingContract)).toContain('undo')
})
