// Drawing again over the change of versions: what the first release closed had no draws, and is not wrong for it.
import { expect, test } from 'vitest'
import type { ChainEvent } from '../cases/store/events.ts'
import { type Known, redraw } from './redrawing.ts'

const known: Known = { inspector: () => undefined, reporters: () => new Set(), rulebooks: () => [] }

/** The life of a case in the first release: its events say nothing of clocks, shares and draws. */
const life: readonly (readonly [happened: string, detail: ChainEvent['detail']])[] = [
  ['reported', { to: 'reported' }],
  ['accepted', { to: 'accepted' }],
  ['filed', { to: 'filed' }],
  ['dispatched', { to: 'dispatched' }],
  ['taken', { to: 'handling' }],
  ['finished', { to: 'handled' }],
  ['passed', { to: 'checking' }],
  ['confirmed', { to: 'checked' }],
  ['closed', { to: 'closed', outcome: 'fixed' }],
]

/** From its event of this number on by a version that knows clocks. */
const chain = (knownFrom: number): ChainEvent[] =>
  life.map(([happened, detail], at) => ({
    ...{ id: String(at), subject: 'case', seq: at + 1, happened: `cases.${happened}` },
    ...{ recordedAt: '2026-04-01T01:00:00.000Z', account: null, post: 'inspector', hash: '00' },
    detail: at + 1 >= knownFrom ? { ...detail, due: null } : detail,
  }))

test('what the first release checked and closed is counted apart, and nothing about it is wrong', () => {
  expect(redraw(chain(10), known)).toEqual({
    ...{ draws: 0, closings: 1, before: 1, imported: 0, chosen: 0, due: false, broken: [] },
  })
})

test('from the first event on that knows clocks, a check is drawn and a closing says its share', () => {
  const closing = 'event 9 (cases.closed): does not say which share is looked at again'
  const check = 'event 8 (cases.confirmed): answered by somebody who was not drawn'
  for (const [from, broken] of [
    [9, [closing]],
    [8, [check, closing]],
    [1, [check, closing]],
  ] as const) {
    expect(redraw(chain(from), known)).toMatchObject({ closings: 1, before: 0, broken })
  }
})
