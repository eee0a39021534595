// Replaying: random lives by the table lead to the state that was lived, and what the table does not allow to none.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Replayable, replay } from './replaying.ts'
import { endStates, openStates, type State } from './states.ts'
import type { Step } from './steps/step.ts'
import { reported, type StepName, splitOff, stepNames, steps } from './steps.ts'

const tableOf = (name: StepName): Step => steps[name]
const event = (name: StepName, detail: Record<string, unknown> = {}): Replayable => ({
  happened: steps[name].happened,
  detail,
})
const first: Replayable = { happened: reported, detail: {} }

/** Choices of steps, and what each says of the clock: a due, that none runs out, or nothing. */
const choices = fc.array(
  fc.record({
    choice: fc.nat(),
    due: fc.option(fc.option(fc.nat(2 ** 45), { nil: null }), { nil: undefined }),
    says: fc.record(
      {
        department: fc.uuid(),
        outcome: fc.constantFrom('fixed', 'gone'),
        kind: fc.constantFrom('gb/event/0110', 'gb/part/0101'),
        into: fc.uuid(),
        limit: fc.option(fc.record({ value: fc.nat(9), unit: fc.constant('work_hour') }), { nil: null }),
      },
      { requiredKeys: [] },
    ),
  }),
  { maxLength: 60 },
)

// mission: DC5
test('random lives: replaying the events gives what was lived, step by step', () => {
  fc.assert(
    fc.property(fc.boolean(), choices, (isPart, life) => {
      const begin = isPart ? splitOff : reported
      let state: State = isPart ? 'filed' : 'reported'
      let turn = 1
      let due: number | null = null
      let limit: string | null | undefined = isPart ? undefined : null
      const beside: Record<string, unknown> = {
        department: null,
        outcome: null,
        kind: undefined,
        joinedTo: null,
      }
      const count = { rework: 0, extensions: 0, suspensions: 0, reopened: 0 }
      const events: Replayable[] = [{ happened: begin, detail: {} }]
      for (const each of life) {
        const open = stepNames.filter(name => tableOf(name).from.includes(state))
        const name = open[each.choice % Math.max(1, open.length)]
        if (!name) break
        const step = tableOf(name)
        const says = { ...(each.due !== undefined && { due: each.due }), ...each.says }
        events.push(event(name, says))
        state = step.to ?? state
        if (!step.quiet) turn = events.length
        if (name === 'object' || name === 'redo') count.rework += 1
        if (name === 'grantExtension') count.extensions += 1
        if (name === 'grantSuspension') count.suspensions += 1
        if (name === 'reopen')
          Object.assign(count, { extensions: 0, suspensions: 0, reopened: count.reopened + 1 })
        if (each.due !== undefined) due = each.due
        // What has to be said and is not, nobody knows; what was said at another step does not count.
        if (name === 'dispatch' || name === 'insist') beside.department = each.says.department
        if (name === 'giveBack' || name === 'reopen') beside.department = null
        if (name === 'close' || name === 'audit' || name === 'force') beside.outcome = each.says.outcome
        if (name === 'reopen' || name === 'returnToFiling' || name === 'scatter') beside.outcome = null
        if (name === 'correct') beside.kind = each.says.kind ?? beside.kind
        if (name === 'join' || name === 'merge') beside.joinedTo = each.says.into
        const hours = each.says.limit && `${each.says.limit.value} work_hour`
        if (name === 'file' || (name === 'reopen' && 'limit' in each.says)) limit = hours
        expect(replay(events)).toEqual({ state, step: events.length, turn, due, ...count, ...beside, limit })
      }
    }),
  )
})

// mission: DC5
test('one event too many, one too few, two exchanged: where the table does not allow it there is no state', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...stepNames], { minLength: 1 }), names => {
      let state: State | undefined = 'reported'
      for (const name of names) {
        const { from, to }: Step = tableOf(name)
        state = state !== undefined && from.includes(state) ? (to ?? state) : undefined
        if (state === undefined) break
      }
      expect(replay([first, ...names.map(name => event(name))])?.state).toBe(state)
    }),
  )
})

test('a chain begins with a report or as a part, once, and with nothing else', () => {
  expect(replay([])).toBeUndefined()
  for (const name of stepNames) expect(replay([event(name)])).toBeUndefined()
  for (const begin of [reported, splitOff]) {
    expect(replay([first, { happened: begin, detail: {} }])).toBeUndefined()
  }
  expect(replay([first, { happened: 'cases.invented', detail: {} }])).toBeUndefined()
})

test('nothing but what may be done after the end follows an end', () => {
  const after = (state: State): StepName[] => stepNames.filter(name => tableOf(name).from.includes(state))
  expect(after('void')).toEqual([])
  expect(after('joined')).toEqual([])
  expect(after('closed').sort()).toEqual(
    ['draw', 'judge', 'keepClosed', 'recheck', 'redraw', 'reopen', 'scatter'].sort(),
  )
  expect(endStates.some(end => openStates.includes(end))).toBe(false)
})
