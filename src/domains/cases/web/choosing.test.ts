// Which steps stand where on a desk, and that no two keys of one screen mean different things.
import { expect, test } from 'vitest'
import { roleNames, roles } from '../../identity/rules.ts'
import { states } from '../states.ts'
import type { Step } from '../steps/step.ts'
import { type StepName, stepNames, steps } from '../steps.ts'
import { choose, type DeskStep, deskKeys, driving, isDeskStep, staysWith, stepKeys } from './choosing.ts'

/** Everything that a post could be offered in a state, whatever else holds. */
function offered(role: (typeof roleNames)[number], state: (typeof states)[number]): DeskStep[] {
  const may: readonly string[] = roles[role].may
  return stepNames.filter(isDeskStep).filter(name => {
    const step: Step = steps[name]
    return step.from.includes(state) && may.includes(step.may)
  })
}

test('on no screen do two steps share a key, nor a step a key of the desk', () => {
  const wrong: string[] = []
  for (const role of roleNames) {
    for (const state of states) {
      const keys = offered(role, state).flatMap(name => stepKeys[name] ?? [])
      const twice = keys.filter((key, at) => keys.indexOf(key) !== at)
      const taken = keys.filter(key => deskKeys.some(other => other === key))
      wrong.push(...[...twice, ...taken].map(key => `${role} in ${state}: ${key}`))
    }
  }
  expect(wrong).toEqual([])
})

test('every step of a person has a place: it drives, or it has a key of its own', () => {
  const names = stepNames.filter(isDeskStep)
  const placed = names.filter(name => stepKeys[name] !== undefined || driving.some(each => each === name))
  expect(names.filter(name => !placed.includes(name))).toEqual([])
})

test('the step that a case waits for comes first, and its own ways out are not offered twice', () => {
  const next: StepName[] = ['accept', 'refuse', 'join', 'askVerify', 'note']
  expect(choose(next)).toEqual({ main: 'accept', others: ['join', 'askVerify', 'note'] })
  expect(choose(['confirm', 'object'])).toEqual({ main: 'confirm', others: [] })
  expect(choose(['confirm', 'object', 'recheck'])).toEqual({ main: 'confirm', others: [] })
  expect(choose(['close', 'merge', 'force', 'refuseForce'])).toEqual({
    main: 'force',
    others: ['close', 'merge'],
  })
  expect(choose(['urge', 'note'])).toEqual({ main: undefined, others: ['urge', 'note'] })
  expect(choose(['answer', 'warn'])).toEqual({ main: undefined, others: [] })
})

test('who takes a step that moves nothing stays with the case', () => {
  const moving = stepNames.filter(isDeskStep).filter(name => steps[name].to !== null)
  expect(moving.filter(staysWith)).toEqual([])
})
