// Those who take reports: they look whether it is known already, have it verified or ask back where they doubt it, look
// over what inspectors put right by themselves, and type what callers say.
import type { CaseSummary } from '../../../src/domains/cases/contract.ts'
import { dice } from '../dice.ts'
import type { Staff } from '../line.ts'
import { type Play, type Story, storyOf } from '../play.ts'
import { notes } from '../words.ts'
import { step } from './step.ts'

/** What an acceptor has asked for; the answer is read when the case comes back. */
const asked = new WeakMap<Play, Set<string>>()

export async function accept(play: Play, staff: Staff, found: CaseSummary): Promise<void> {
  const { id, step: seen, stage } = found
  if (found.state !== 'reported' || stage === 'verify' || stage === 'answer') return
  const story = storyOf(play, found)
  const throws = dice(play.seed, 'accept', story.trouble.serial, story.isDuplicate ? 'again' : 'first')
  if (found.selfHandled) {
    const isTrue = story.trouble.isMended
    // Two pictures side by side tell something now and then.
    if (!isTrue && throws.chance(0.15))
      await step(play, staff, ask => ask.supervision.refuse({ id, seen, reason: 'not_found' }))
    else await step(play, staff, ask => ask.supervision.audit({ id, seen }))
    return
  }
  const before = asked.get(play) ?? new Set<string>()
  asked.set(play, before)
  if (before.has(id) && (await isSaidFalse(play, staff, id))) {
    await step(play, staff, ask => ask.supervision.refuse({ id, seen, reason: 'not_found' }))
    return
  }
  if (!before.has(id) && found.source !== 'inspector') {
    if (await joined(play, staff, found, story)) return
    const doubt = found.source === 'hotline' ? 0.12 : story.trouble.hasPicture ? 0.08 : 0.6
    if (throws.chance(doubt)) {
      before.add(id)
      await step(play, staff, ask => ask.supervision.askVerify({ id, seen }))
      return
    }
    if (story.followKey !== null && throws.chance(0.06)) {
      before.add(id)
      await step(play, staff, ask =>
        ask.supervision.askReporter({ id, seen, note: throws.pick(notes.question) }),
      )
      return
    }
  }
  if (throws.chance(0.03))
    await step(play, staff, ask => ask.supervision.correct({ id, address: `${found.address}（已核对）` }))
  await step(play, staff, ask => ask.supervision.accept({ id }))
}

/** Whether the inspector wrote that he found nothing. */
async function isSaidFalse(play: Play, staff: Staff, id: string): Promise<boolean> {
  const shown = await play.line.read(staff, ask => ask.cases.show({ id }), ['base.not_found'])
  if ('refused' in shown) return false
  const last = shown.said.timeline.findLast(({ happened }) => happened === 'cases.verified')
  return notes.isFalse.some(note => note === last?.note)
}

/** An open case of the same kind nearby may be the same thing: he compares, and is wrong now and then. */
async function joined(
  play: Play,
  staff: Staff,
  { id, step: seen }: CaseSummary,
  story: Story,
): Promise<boolean> {
  const offered = await play.line.read(staff, ask => ask.supervision.joinable({ id, search: '' }), [
    'cases.moved_on',
  ])
  if ('refused' in offered) return false
  const { kind } = story.trouble
  const other = offered.said.cases.find(each => {
    const isNear = each.metres !== null && each.metres <= Math.max(30, kind.nearMetres)
    return isNear && each.kind.code === kind.code && each.kind.type === kind.type
  })
  if (!other) return false
  const isSame = play.stories.get(other.number)?.trouble === story.trouble
  if (!dice(play.seed, 'join', story.trouble.serial).chance(isSame ? 0.93 : 0.02)) return false
  const taken = await step(
    play,
    staff,
    ask => ask.supervision.join({ id, seen, into: other.id, reason: 'same_thing' }),
    ['supervision.not_joinable'],
  )
  return 'said' in taken
}

/** A call to the hotline: the acceptor types while somebody speaks. */
export async function typeCall(
  play: Play,
  staff: Staff,
  story: Omit<Story, 'number' | 'followKey'>,
): Promise<string | undefined> {
  const { trouble } = story
  const place = story.isDuplicate ? (trouble.again?.place ?? trouble.place) : trouble.place
  const { edition, type, code } = trouble.kind
  const taken = await step(play, staff, ask =>
    ask.cases.report({
      kind: { edition, type, code },
      where: { ...place, precision: 'map' },
      address: trouble.address,
      description: trouble.said.text,
      ...(trouble.said.contact && { contact: trouble.said.contact }),
    }),
  )
  if ('refused' in taken) return undefined
  const { number, followKey } = taken.said
  play.stories.set(number, { ...story, number, followKey })
  return number
}
