// The table of steps: what it lets whom do, that it strands no case, and that no post checks what it did itself.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Role, roleNames, roles } from '../identity/rules.ts'
import * as reasonLists from './reasons.ts'
import { type Facts, holds, mayKnowWho, maySeePicture, nextSteps, queueOf, stateFor } from './rules.ts'
import { endStates, movableStates, openStates, type State, stageOf, states } from './states.ts'
import type { Step } from './steps/step.ts'
import { type StepName, stepNames, steps } from './steps.ts'

const tableOf = (name: StepName): Step => steps[name]
const isEnd = (state: State): boolean => endStates.some(end => end === state)

/** Facts under which every need of every step holds that can hold together with the others. */
const free: Facts = {
  state: 'reported',
  stage: 'accept',
  selfHandled: false,
  task: null,
  request: null,
  inTime: true,
  extensionsLeft: true,
  suspensions: 0,
  forcing: 'nobody',
  givenBack: true,
  whole: true,
  openChildren: 0,
  reopen: null,
}

const facts: fc.Arbitrary<Facts> = fc.record({
  state: fc.constantFrom(...states),
  stage: fc.constantFrom('accept', 'verify', 'answer', 'handle', null),
  selfHandled: fc.boolean(),
  task: fc.option(
    fc.record({ purpose: fc.constantFrom('verify', 'check', 'recheck'), own: fc.boolean() } as const),
  ),
  request: fc.constantFrom('extension', 'suspension', null),
  inTime: fc.boolean(),
  extensionsLeft: fc.boolean(),
  suspensions: fc.nat(1),
  forcing: fc.constantFrom('nobody', 'self', 'another'),
  givenBack: fc.boolean(),
  whole: fc.boolean(),
  openChildren: fc.nat(2),
  reopen: fc.constantFrom('reporter', null),
})

const everything = new Set<string>(stepNames.map(name => steps[name].may))

// mission: DC5
test('every state can be reached, and from every one a case can still end', () => {
  const reached = new Set<State>(['reported'])
  for (let round = 0; round < states.length; round += 1) {
    for (const { from, to } of stepNames.map(tableOf)) {
      if (to !== null && from.some(state => reached.has(state))) reached.add(to)
    }
  }
  expect([...reached].sort()).toEqual([...states].sort())
  const ends = (state: State, seen: readonly State[] = []): boolean =>
    isEnd(state) ||
    stepNames
      .map(tableOf)
      .some(
        ({ from, to }) =>
          to !== null && from.includes(state) && !seen.includes(to) && ends(to, [...seen, state]),
      )
  expect(states.filter(state => !ends(state))).toEqual([])
})

test('no case is left alone: somebody of the house can end it or send it on from every open state', () => {
  const moving = (state: State): StepName[] =>
    stepNames.filter(name => {
      const { from, to, needs = [] } = tableOf(name)
      const facts = { ...free, state, forcing: 'another', stage: stageOf[state] } as const
      return from.includes(state) && to !== null && needs.every(need => holds[need](facts))
    })
  // A whole waits for its parts, and only their end moves it.
  expect(openStates.filter(state => moving(state).length === 0)).toEqual([])
  expect(moving('split')).toEqual(['gather'])
  // Whatever else is stuck, two shift leaders together can close.
  for (const state of movableStates) {
    expect(moving(state)).toContain('force')
    expect(tableOf('askForce').from).toContain(state)
  }
})

test('each event belongs to one step, and where a step leads there is a stage or an end', () => {
  const events = stepNames.map(name => steps[name].happened)
  expect(new Set(events).size).toBe(events.length)
  for (const name of stepNames) {
    const { to, clock } = tableOf(name)
    if (clock === 'end') expect(to === 'split' || (to !== null && isEnd(to))).toBe(true)
    if (clock === 'begin') expect(to !== null && stageOf[to]).toBeTruthy()
    if (to !== null && isEnd(to)) expect({ name, clock }).toEqual({ name, clock: 'end' })
    // A quiet step must not change what somebody was about to act on.
    if (tableOf(name).quiet) expect(to).toBeNull()
  }
})

/** Pairs of which nobody may take both: the second checks, grants or answers the first. */
const checks: readonly (readonly [StepName, StepName])[] = [
  ['accept', 'file'],
  ['file', 'dispatch'],
  ['dispatch', 'insist'],
  ['dispatch', 'take'],
  ['take', 'pass'],
  ['finish', 'pass'],
  ['finish', 'redo'],
  ['finish', 'confirm'],
  ['finish', 'object'],
  ['pass', 'confirm'],
  ['pass', 'close'],
  ['confirm', 'close'],
  ['recheck', 'reopen'],
  ['askVerify', 'verify'],
  ['verify', 'accept'],
  ['redraw', 'verify'],
  ['redraw', 'confirm'],
  ['redraw', 'recheck'],
  ['askExtension', 'grantExtension'],
  ['askExtension', 'refuseExtension'],
  ['askSuspension', 'grantSuspension'],
  ['askSuspension', 'refuseSuspension'],
  ['giveBack', 'dispatch'],
  ['giveBack', 'insist'],
]

// mission: DC4
test('no post takes two steps of which one checks, grants or answers the other', () => {
  const both = (role: Role): string[] => {
    const may = new Set<string>(roles[role].may)
    return checks
      .filter(pair => pair.every(name => may.has(steps[name].may)))
      .map(([first, second]) => `${role}: ${first} and ${second}`)
  }
  expect(roleNames.flatMap(both)).toEqual([])
})

// mission: DC4
test('who asks to close by force does not decide it, though both are shift leaders', () => {
  expect(steps.askForce.may).toBe(steps.force.may)
  const leader = new Set<string>(roles.shift_leader.may)
  const offered = (forcing: Facts['forcing']): StepName[] =>
    nextSteps({ ...free, state: 'handling', forcing }, leader, false).filter(name => /orce/.test(name))
  expect(offered('nobody')).toEqual(['askForce'])
  expect(offered('self')).toEqual([])
  expect(offered('another')).toEqual(['force', 'refuseForce'])
})

// mission: DC4
test('no post draws who is to look: the program does, from a seed that nobody chooses', () => {
  expect(steps.draw.may).toBe('program')
  const answers = new Set(['verify', 'confirm', 'object', 'recheck'] as const)
  for (const name of answers) {
    expect(roleNames.filter(role => new Set<string>(roles[role].may).has(steps[name].may))).toEqual([
      'inspector',
    ])
    expect(tableOf(name).needs?.some(need => need.startsWith('own'))).toBe(true)
  }
})

// mission: DC5
test('nothing is granted that is late, extended enough or suspended before, whatever else holds', () => {
  fc.assert(
    fc.property(facts, known => {
      const offered = nextSteps(known, everything, true)
      if (!known.inTime) {
        expect(offered).not.toContain('grantExtension')
        expect(offered).not.toContain('grantSuspension')
      }
      if (!known.extensionsLeft) expect(offered).not.toContain('grantExtension')
      if (known.suspensions > 0) expect(offered).not.toContain('grantSuspension')
      if (known.request !== null) expect(offered).not.toContain('finish')
      if (known.openChildren > 0) expect(offered).not.toContain('close')
      if (isEnd(known.state)) expect(offered.map(name => tableOf(name).to)).not.toContain('closed')
      for (const name of offered) expect(tableOf(name).from).toContain(known.state)
    }),
  )
})

const giveReasons: readonly StepName[] = stepNames.filter(name => tableOf(name).reasons !== undefined)

test('a step that goes back, stops a clock, forces, joins or refuses has reasons, each list not empty', () => {
  const order = openStates
  const goesBack = (name: StepName): boolean => {
    const { from, to, may } = tableOf(name)
    if (to === null || may === 'program') return false
    return from.some(state => order.indexOf(to) >= 0 && order.indexOf(to) < order.indexOf(state))
  }
  // An inspector's “not fixed” is itself the reason and stands beside his pictures.
  const back = stepNames.filter(name => goesBack(name) && name !== 'object')
  // Of `close` the outcome is the reason, `audit` has one outcome, `force` was asked for with one.
  const ends = stepNames.filter(name => {
    const { to } = tableOf(name)
    return to !== null && isEnd(to) && !['close', 'audit', 'force'].includes(name)
  })
  const stops: StepName[] = ['askExtension', 'grantExtension', 'refuseExtension', 'askSuspension']
  stops.push('grantSuspension', 'refuseSuspension', 'resume', 'askForce', 'refuseForce', 'urge', 'redraw')
  stops.push('reopen', 'keepClosed', 'insist')
  expect([...new Set([...back, ...ends, ...stops])].sort()).toEqual([...giveReasons].sort())
  for (const name of giveReasons) expect(tableOf(name).reasons?.length).toBeGreaterThan(1)
})

test('every reason is used by some step or by an answer from afar', () => {
  const used = new Set(giveReasons.flatMap(name => tableOf(name).reasons ?? []))
  for (const away of reasonLists.awayReasons) used.add(away)
  expect([...used].sort()).toEqual([...reasonLists.reasons].sort())
})

test('a step of a department’s own is offered only where it has the case', () => {
  const clerk = new Set<string>(roles.department_clerk.may)
  const of = (state: State, own: boolean): StepName[] => nextSteps({ ...free, state }, clerk, own)
  expect(of('dispatched', true)).toEqual(['take', 'giveBack', 'note'])
  expect(of('dispatched', false)).toEqual(['note'])
  expect(of('handling', true)).toEqual(['finish', 'giveBack', 'askExtension', 'askSuspension', 'note'])
  const handler = new Set<string>(roles.handler.may)
  expect(nextSteps({ ...free, state: 'handling' }, handler, true)).toEqual(['finish', 'note'])
})

test('the queue of a post is what it drives on; who only looks or urges has none', () => {
  const queue = (role: Role): State[] => queueOf(new Set<string>(roles[role].may))
  expect(Object.fromEntries(roleNames.map(role => [role, queue(role).join(' ')]))).toEqual({
    inspector: '',
    acceptor: 'reported',
    shift_leader: 'accepted checked',
    evaluator: '',
    dispatcher: 'filed',
    coordinator: 'handled',
    command_leader: '',
    department_clerk: 'dispatched handling',
    handler: 'handling',
    contractor: 'dispatched handling',
    observer: '',
    auditor: '',
    administrator: '',
  })
  // What waits for nobody's queue waits for a task, a date, or its parts.
  const all = new Set(roleNames.flatMap(queue))
  expect(openStates.filter(state => !all.has(state))).toEqual(['split', 'suspended', 'checking'])
})

// mission: HY6
test('who acted is hidden from departments and residents', () => {
  expect(mayKnowWho('supervision', 'handling')).toBe(true)
  expect(mayKnowWho('oversight', 'supervision')).toBe(true)
  expect(mayKnowWho('handling', 'handling')).toBe(true)
  for (const axis of ['supervision', 'command', undefined]) {
    expect(mayKnowWho('handling', axis)).toBe(false)
    expect(mayKnowWho(undefined, axis)).toBe(false)
  }
})

// mission: HY6
test('who checks does not see the department’s picture, and who looks a second time nothing of the first', () => {
  const inspector = new Set<string>(roles.inspector.may)
  const sees = (shows: string, state: State, task: Facts['task'] = null): boolean =>
    maySeePicture(shows, { state, task }, inspector)
  for (const state of ['handling', 'handled', 'checking'] as const) expect(sees('after', state)).toBe(false)
  expect(sees('after', 'checked')).toBe(true)
  expect(sees('report', 'checking')).toBe(true)
  const second = { purpose: 'recheck', own: true } as const
  expect(['report', 'before', 'after', 'check'].filter(shows => sees(shows, 'closed', second))).toEqual([
    'report',
    'before',
  ])
  expect(sees('after', 'closed', { ...second, own: false })).toBe(true)
  expect(
    maySeePicture('after', { state: 'checking', task: null }, new Set<string>(roles.coordinator.may)),
  ).toBe(true)
  expect(stateFor({ state: 'closed', task: second })).toBe('checking')
  expect(stateFor({ state: 'closed', task: { ...second, own: false } })).toBe('closed')
})
