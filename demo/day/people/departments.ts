// Departments and their firms: they take what is sent to them, do it in time, late or not at all, ask for more time, give
// back what is not theirs, and sometimes what is.
import type { CaseSummary } from '../../../src/domains/cases/contract.ts'
import type { Character } from '../characters.ts'
import { localHour } from '../days.ts'
import { type Dice, dice } from '../dice.ts'
import type { Staff } from '../line.ts'
import { later, type Play, type Story, shoot, shootAgain, storyOf } from '../play.ts'
import { step } from './step.ts'

/** When a department finishes, as a share of the time it has. */
const paces: Readonly<Record<Character, readonly [number, number]>> = {
  honest: [0.15, 0.85],
  sloppy: [0.4, 1.3],
  cheat: [0.1, 0.9],
}

export interface Department {
  login: string
  character: Character
  /** Work under way, by case and round: what was planned is not planned twice. */
  planned: Set<string>
  /** What it gave back once although it is its own; a second time nobody believes it. */
  pushedBack: Set<string>
}

export async function takeUp(
  play: Play,
  department: Department,
  staff: Staff,
  found: CaseSummary,
): Promise<void> {
  const { id, number, step: seen, state } = found
  const story = storyOf(play, found)
  const round = `${story.trouble.serial} ${found.rework} ${found.reopened}`
  const throws = dice(play.seed, 'department', department.login, round)
  if (state === 'dispatched') {
    if (story.trouble.isPrank && throws.chance(0.8)) {
      await step(play, staff, ask => ask.handling.giveBack({ id, seen, reason: 'wrong_place' }))
      return
    }
    const isSly = department.character !== 'honest' && !department.pushedBack.has(number)
    if (isSly && throws.chance(0.06)) {
      department.pushedBack.add(number)
      await step(play, staff, ask => ask.handling.giveBack({ id, seen, reason: 'other_department' }))
      play.wrongs.add('pushed_back', department.login, play.clock.now(), number)
      return
    }
    const taken = await step(play, staff, ask => ask.handling.take({ id, seen }))
    if ('refused' in taken) return
  } else if (state !== 'handling') return
  if (department.planned.has(round)) return
  department.planned.add(round)
  plan(play, department, staff, found, story, round, throws)
}

/** From now on by himself: when he asks for time, and when he says that it is done. */
function plan(
  play: Play,
  department: Department,
  staff: Staff,
  found: CaseSummary,
  story: Story,
  round: string,
  throws: Dice,
): void {
  const now = play.clock.now()
  const due = found.dueAt === null ? now + 2 * 86_400_000 : Date.parse(found.dueAt)
  const span = Math.max(20 * 60_000, due - now)
  const [low, high] = paces[department.character]
  const isRushed = due <= now
  const share = isRushed ? throws.between(0.1, 0.5) : throws.between(low, high)
  const mayAsk = staff.me.permissions.includes('handling.ask')
  const asksAt = now + span * throws.between(0.35, 0.7)
  const done = working(play, now + span * share, department.character === 'sloppy')
  const asksFor = throws.next()
  if (mayAsk && !isRushed && asksFor < 0.06 && asksAt < done)
    later(play, asksAt, () => ask(play, department, found.id, throws))
  if (mayAsk && !isRushed && department.character !== 'honest' && done > due && asksFor > 0.6)
    later(play, due + 60_000, () => askTooLate(play, department, found))
  later(play, done, () => finish(play, department, found, story, round))
}

/** Nobody repairs a pavement at night: the evening before, or for the slow the next morning. */
function working(play: Play, at: number, isSlow: boolean): number {
  const hour = localHour(at, play.timeZone)
  if (hour >= 7.5 && hour <= 20.5) return at
  const sinceEvening = hour > 20.5 ? hour - 20 : hour + 4
  const evening = at - sinceEvening * 3_600_000
  return isSlow || evening < play.clock.now() ? evening + 12.5 * 3_600_000 : evening
}

async function ask(play: Play, { login }: Department, id: string, throws: Dice): Promise<void> {
  const staff = await play.line.staff(login)
  const expected = [
    'cases.overdue',
    'cases.request_open',
    'cases.extended_enough',
    'cases.suspended_before',
    'base.not_found',
  ]
  if (throws.chance(0.75)) {
    const add = { value: throws.whole(1, 3), unit: 'work_day' as const }
    const reason = throws.pick(['weather', 'material', 'permit', 'large_work'] as const)
    await step(play, staff, call => call.handling.askExtension({ id, reason, add }), expected)
    return
  }
  const until = new Date(play.clock.now() + throws.whole(2, 6) * 86_400_000).toISOString()
  const reason = throws.pick(['season', 'budget', 'construction'] as const)
  await step(play, staff, call => call.handling.askSuspension({ id, reason, until }), expected)
}

async function askTooLate(play: Play, department: Department, { id, number }: CaseSummary): Promise<void> {
  const staff = await play.line.staff(department.login)
  const add = { value: 1, unit: 'work_day' as const }
  const asked = await step(
    play,
    staff,
    call => call.handling.askExtension({ id, reason: 'other_work_first', add }),
    ['cases.overdue', 'cases.request_open', 'cases.extended_enough', 'base.not_found'],
  )
  if ('refused' in asked && asked.refused !== 'cases.overdue') return
  play.wrongs.add('asked_too_late', department.login, play.clock.now(), number, 'refused' in asked)
}

async function finish(
  play: Play,
  department: Department,
  found: CaseSummary,
  story: Story,
  round: string,
): Promise<void> {
  const staff = await play.line.staff(department.login)
  const { id, number } = found
  const { trouble } = story
  const shown = await play.line.read(staff, call => call.cases.show({ id }), ['base.not_found'])
  if ('refused' in shown) return
  const { state, request, dueAt } = shown.said
  if (request !== null || state === 'suspended') {
    // He waits for the answer, or for the day on which it goes on.
    later(play, play.clock.now() + 5 * 3_600_000, () => finish(play, department, found, story, round))
    return
  }
  if (state !== 'handling') return
  const throws = dice(play.seed, 'finish', department.login, round)
  const isLazy = department.character === 'cheat' ? 0.16 : department.character === 'sloppy' ? 0.05 : 0
  const isDone = trouble.isMended || found.rework > 1 || !throws.chance(isLazy)
  const before = await shoot(play, staff, story, trouble.isMended, `before ${round} ${department.login}`)
  if (isDone) trouble.isMended = true
  const after = isDone
    ? await shoot(play, staff, story, true, `after ${round} ${department.login}`)
    : await pretended(play, department, staff, story, throws)
  const taken = await step(
    play,
    staff,
    call => call.handling.finish({ id, pictures: [after], before: [before] }),
    ['cases.request_open'],
  )
  if ('refused' in taken) {
    // Asked for time in the same moment: it is tried again when that is answered.
    if (taken.refused === 'cases.request_open')
      later(play, play.clock.now() + 3 * 3_600_000, () => finish(play, department, found, story, round))
    return
  }
  const at = play.clock.now()
  play.finishes.push({ case: number, at, dueAt: dueAt === null ? null : Date.parse(dueAt), isDone })
  if (!isDone) play.wrongs.add('unfinished', department.login, at, number)
  if (dueAt !== null && at > Date.parse(dueAt)) play.wrongs.add('late', department.login, at, number)
}

/** A picture that shows it done somewhere else: an old one, or one of another street. */
async function pretended(
  play: Play,
  department: Department,
  staff: Staff,
  story: Story,
  throws: Dice,
): Promise<string> {
  const how = throws.weighted([
    ['same', 3],
    ['reencoded', 3],
    ['cropped', 1],
    ['another', 3],
  ] as const)
  if (how !== 'another') {
    const again = await shootAgain(play, staff, how, 'finish', department.login, story.trouble.serial)
    if (again !== undefined) {
      play.wrongs.add(`picture_${how}`, department.login, play.clock.now(), story.number)
      return again
    }
  }
  const elsewhere = { trouble: { ...story.trouble, street: story.trouble.street + 7919 } }
  return shoot(play, staff, elsewhere, true, 'elsewhere')
}
