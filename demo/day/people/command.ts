// The command side: dispatchers follow the proposal or know better, coordinators pass results on, decide what
// departments ask for, insist where a department gives back what is its own, and urge what is late.
import type { CaseSummary } from '../../../src/domains/cases/contract.ts'
import { dice } from '../dice.ts'
import type { Staff } from '../line.ts'
import { type Play, storyOf } from '../play.ts'
import { step } from './step.ts'

/** What the dispatcher cannot send out any more: he rings the coordinator. */
export type Phone = { id: string; department: string }[]

export async function dispatch(play: Play, staff: Staff, found: CaseSummary, phone: Phone): Promise<void> {
  const { id, step: seen } = found
  if (found.state !== 'filed' || phone.some(call => call.id === id)) return
  const { serial } = storyOf(play, found).trouble
  if (found.returned) {
    const reason = await lastReturn(play, staff, id)
    if (reason === 'wrong_place') {
      await step(play, staff, ask => ask.command.returnToFiling({ id, seen, reason: 'not_to_file' }))
      return
    }
  }
  const told = await play.line.read(staff, ask => ask.command.proposal({ id }), ['base.not_found'])
  if ('refused' in told) return
  const { proposed, none, ranked } = told.said
  const throws = dice(play.seed, 'dispatch', serial, found.reopened)
  const owner = ranked.find(({ gaveBack }) => gaveBack)
  if (owner && (none === 'gave_back' || throws.chance(0.7))) {
    phone.push({ id, department: owner.department.id })
    return
  }
  const others = (await departments(play, staff)).filter(
    each => each !== proposed?.department.id && each !== owner?.department.id,
  )
  const overrides = others.length > 0 && !found.returned && throws.chance(0.03)
  const department = overrides || !proposed ? throws.pick(others) : proposed.department.id
  await step(play, staff, ask => ask.command.dispatch({ id, seen, department }), ['command.gave_it_back'])
}

const known = new WeakMap<Play, readonly string[]>()

async function departments(play: Play, staff: Staff): Promise<readonly string[]> {
  const kept = known.get(play)
  if (kept) return kept
  const list = await play.line.read(staff, ask => ask.organisations.list())
  const ids =
    'said' in list ? list.said.toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(({ id }) => id) : []
  known.set(play, ids)
  return ids
}

async function lastReturn(play: Play, staff: Staff, id: string): Promise<string | null> {
  const shown = await play.line.read(staff, ask => ask.cases.show({ id }), ['base.not_found'])
  if ('refused' in shown) return null
  return shown.said.timeline.findLast(({ happened }) => happened === 'cases.given_back')?.reason ?? null
}

export async function insist(play: Play, staff: Staff, phone: Phone): Promise<void> {
  for (const { id, department } of phone.splice(0)) {
    await step(play, staff, ask => ask.command.insist({ id, department, reason: 'is_responsible' }), [
      'cases.not_given_back',
      'command.not_given_back',
    ])
    play.clock.pass(60_000)
  }
}

export async function coordinate(play: Play, staff: Staff, found: CaseSummary): Promise<void> {
  const { id, step: seen } = found
  const story = storyOf(play, found)
  const throws = dice(
    play.seed,
    'coordinate',
    story.trouble.serial,
    found.rework,
    found.state,
    found.asked ?? '',
  )
  if (found.asked === 'extension' || found.asked === 'suspension') {
    const granted = throws.chance(found.asked === 'extension' ? 0.7 : 0.6)
    await step(
      play,
      staff,
      ask => ask.command.decide({ id, seen, reason: granted ? 'agreed' : 'too_long', granted }),
      ['cases.overdue', 'command.suspension_over', 'cases.extended_enough', 'cases.no_request'],
    )
    return
  }
  if (found.state !== 'handled') return
  // He sees pictures, not the place.
  const isSuspicious = !story.trouble.isMended && throws.chance(0.12)
  if (isSuspicious) await step(play, staff, ask => ask.command.redo({ id, seen, reason: 'not_done' }))
  else await step(play, staff, ask => ask.command.pass({ id, seen }))
}

/** Once a day: the latest are urged. */
export async function urge(play: Play, staff: Staff, most: number): Promise<void> {
  const late = await play.line.read(staff, ask => ask.cases.list({ queue: 'late', limit: 50 }))
  if ('refused' in late) return
  const handling = late.said.cases.filter(({ state }) => state === 'dispatched' || state === 'handling')
  for (const { id } of handling.slice(0, most)) {
    await step(play, staff, ask => ask.command.urge({ id, reason: 'is_late' }))
    play.clock.pass(30_000)
  }
}
