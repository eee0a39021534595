// The table of steps: random lives of cases hold to it, and replaying their events gives the same state.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roles } from '../identity/rules.ts'
import {
  mayKnowWho,
  maySeePicture,
  nextSteps,
  queueOf,
  replay,
  reported,
  type State,
  type Step,
  states,
  stepNames,
  steps,
} from './rules.ts'

const everything = new Set<string>(Object.values(roles).flatMap(({ may }) => may))

// mission: DC5
test('random lives: replaying the events gives the state, and no step leaves the table', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 60 }), choices => {
      let state: State = 'reported'
      let rework = 0
      const events = [{ happened: reported, detail: {} }]
      for (const choice of choices) {
        const open = nextSteps(state, everything, true)
        const name = open[choice % Math.max(1, open.length)]
        if (!name) break
        const step: Step = steps[name]
        expect(step.from).toContain(state)
        state = step.to
        if (step.rework) rework += 1
        events.push({ happened: step.happened, detail: {} })
      }
      expect(replay(events)).toEqual({ state, rework, step: events.length })
    }),
  )
})

test('events that the table does not allow have no state', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...stepNames], { minLength: 1 }), names => {
      const events = [
        { happened: reported, detail: {} },
        ...names.map(name => ({ happened: steps[name].happened, detail: {} })),
      ]
      let state: State | undefined = 'reported'
      for (const name of names) {
        const step: Step = steps[name]
        state = state !== undefined && step.from.includes(state) ? step.to : undefined
        if (state === undefined) break
      }
      expect(replay(events)?.state).toBe(state)
    }),
  )
  expect(replay([{ happened: 'cases.accepted', detail: {} }])).toBeUndefined()
  expect(replay([])).toBeUndefined()
})

test('every state can be reached, and from every one a case can still end', () => {
  const reached = new Set<State>(['reported'])
  for (let round = 0; round < states.length; round += 1) {
    for (const step of Object.values<Step>(steps))
      if (step.from.some(from => reached.has(from))) reached.add(step.to)
  }
  expect([...reached].sort()).toEqual([...states].sort())
  const ends = (state: State, seen: readonly State[] = []): boolean =>
    state === 'closed' ||
    state === 'void' ||
    Object.values<Step>(steps).some(
      step => step.from.includes(state) && !seen.includes(step.to) && ends(step.to, [...seen, state]),
    )
  expect(states.filter(state => !ends(state))).toEqual([])
})

// mission: DC4
test('no post can take two steps in a row that check one another', () => {
  for (const { may } of Object.values(roles)) {
    const held = new Set<string>(may)
    const takes = stepNames.filter(name => held.has(steps[name].may))
    for (const [before, after] of [
      ['accept', 'file'],
      ['file', 'dispatch'],
      ['finish', 'pass'],
      ['finish', 'confirm'],
      ['pass', 'confirm'],
      ['confirm', 'close'],
    ] as const) {
      expect(takes.includes(before) && takes.includes(after)).toBe(false)
    }
  }
})

test('a step that goes back or ends without a check gives a reason, and the others none', () => {
  const withReasons = stepNames.filter(name => {
    const step: Step = steps[name]
    return step.reasons !== undefined
  })
  expect(withReasons).toEqual(['refuse', 'sendBack', 'discard', 'returnToFiling', 'giveBack', 'redo'])
})

test('a step of a department’s own is offered only where it has the case', () => {
  const clerk = new Set<string>(roles.department_clerk.may)
  expect(nextSteps('dispatched', clerk, true)).toEqual(['take', 'giveBack'])
  expect(nextSteps('dispatched', clerk, false)).toEqual([])
  expect(queueOf(clerk)).toEqual(['dispatched', 'handling'])
  expect(queueOf(new Set(roles.administrator.may))).toEqual([])
})

test('who acted is hidden from departments and residents, and the after-picture from who checks', () => {
  expect(mayKnowWho('supervision', 'handling')).toBe(true)
  expect(mayKnowWho('handling', 'supervision')).toBe(false)
  expect(mayKnowWho('handling', 'command')).toBe(false)
  expect(mayKnowWho(undefined, 'command')).toBe(false)
  const inspector = new Set<string>(roles.inspector.may)
  for (const state of ['handling', 'handled', 'checking'] as const) {
    expect(maySeePicture('after', state, inspector)).toBe(false)
  }
  expect(maySeePicture('after', 'checked', inspector)).toBe(true)
  expect(maySeePicture('report', 'checking', inspector)).toBe(true)
})
