// Answers of inspectors who were drawn: of those who went there and say what they see, and of those who did not, or saw
// something else.
import type { CaseSummary } from '../../../src/domains/cases/contract.ts'
import { type Dice, dice } from '../dice.ts'
import { metres, near, type Place } from '../land.ts'
import type { Staff } from '../line.ts'
import { type Disguise, later, type Play, type Story, shoot, shootAgain, storyOf } from '../play.ts'
import { notes } from '../words.ts'
import type { Sort } from '../wrongs.ts'
import { fix, type Inspector } from './inspector.ts'
import { step } from './step.ts'

interface Given {
  answer: boolean
  picture: string
  position: Place | undefined
  away?: 'no_access' | 'seen_from_afar' | 'no_signal'
  wrongs: Sort[]
}

/** How often each does what he should not, at one answer. */
const habits = {
  honest: { afar: 0, nowhere: 0, oldPicture: 0, waves: 0 },
  sloppy: { afar: 0.05, nowhere: 0.04, oldPicture: 0, waves: 0.35 },
  cheat: { afar: 0.12, nowhere: 0.08, oldPicture: 0.16, waves: 0.7 },
} as const

export async function answer(
  play: Play,
  staff: Staff,
  inspector: Inspector,
  task: CaseSummary,
): Promise<void> {
  const story = storyOf(play, task)
  const throws = dice(
    play.seed,
    'answer',
    inspector.login,
    story.trouble.serial,
    task.state,
    task.rework,
    task.reopened,
  )
  const { afar, nowhere, oldPicture, waves } = habits[inspector.character]
  const { place } = story.trouble
  const truth = truthOf(story, task)
  const given: Given = {
    answer: truth,
    picture: '',
    position: fix(place, staff.name, story.trouble.serial),
    wrongs: [],
  }
  const how = throws.next()
  if (how < afar) {
    given.position = farFrom(place, throws, story.trouble.kind.checkMetres)
    given.away = throws.pick(['no_access', 'seen_from_afar'] as const)
    given.wrongs.push('afar')
  } else if (how < afar + nowhere) {
    given.position = undefined
    given.away = 'no_signal'
    given.wrongs.push('nowhere')
  } else if (how < afar + nowhere + oldPicture) {
    const disguise = disguiseFor(throws)
    const old = await shootAgain(play, staff, disguise, 'answer', staff.name, story.trouble.serial)
    if (old !== undefined) {
      given.picture = old
      given.wrongs.push(`picture_${disguise}`)
    }
  }
  if (!truth && task.state === 'checking' && throws.chance(waves)) {
    given.answer = true
    given.wrongs.push('false_fixed')
  }
  if (given.picture === '')
    given.picture = await shoot(
      play,
      staff,
      story,
      story.trouble.isMended,
      `${task.state} ${task.rework} ${task.reopened} ${staff.name}`,
    )
  await send(play, staff, task, given)
}

/** What is to be seen there: whether it is true, or whether it is fixed. */
function truthOf({ trouble }: Story, { state }: CaseSummary): boolean {
  return state === 'checking' ? trouble.isMended : !trouble.isPrank
}

function disguiseFor(throws: Dice): Disguise {
  return throws.weighted([
    ['same', 4],
    ['reencoded', 4],
    ['cropped', 2],
  ] as const)
}

function farFrom(place: Place, throws: Dice, allowed: number): Place {
  for (;;) {
    const there = near(place, throws, allowed + 500)
    if (metres(there, place) > allowed + 30) return there
  }
}

/** One after another from where he sits, each with the place of the case as his own. */
export async function fromTheChair(
  play: Play,
  staff: Staff,
  inspector: Inspector,
  tasks: readonly CaseSummary[],
  done: () => Promise<void>,
): Promise<void> {
  const throws = dice(play.seed, 'chair', inspector.login, play.clock.now())
  let before: { place: Place; at: number } | undefined
  let count = 0
  const next = async (left: readonly CaseSummary[]): Promise<void> => {
    const [task, ...rest] = left
    if (!task) return done()
    const story = storyOf(play, task)
    const position = near(story.trouble.place, throws, 12)
    const given: Given = { answer: true, picture: '', position, wrongs: ['armchair'] }
    if (task.state === 'checking' && !story.trouble.isMended) given.wrongs.push('false_fixed')
    if (throws.chance(0.65)) {
      const disguise = disguiseFor(throws)
      const old = await shootAgain(play, staff, disguise, 'chair', staff.name, story.trouble.serial)
      if (old !== undefined) {
        given.picture = old
        given.wrongs.push(`picture_${disguise}`)
      }
    }
    if (given.picture === '') {
      const elsewhere = { trouble: { ...story.trouble, street: story.trouble.street + 104_729 } }
      given.picture = await shoot(play, staff, elsewhere, true, staff.name)
    }
    const now = play.clock.now()
    // By what he claims, no vehicle of the city brings him there: 120 km/h.
    if (before && metres(before.place, position) / Math.max(1, (now - before.at) / 1000) > 120 / 3.6)
      given.wrongs.push('journey')
    if (count >= 3) given.wrongs.push('series')
    if (await send(play, staff, task, given)) {
      count += 1
      before = { place: position, at: now }
    }
    later(play, play.clock.now() + throws.between(8, 22) * 1000, () => next(rest))
  }
  await next(tasks)
}

async function send(play: Play, staff: Staff, task: CaseSummary, given: Given): Promise<boolean> {
  const { id } = task
  const { picture, position, away } = given
  const throws = dice(play.seed, 'note', staff.name, task.number)
  const common = { id, pictures: [picture], ...(position && { position }), ...(away && { away }) }
  const isCheck = task.state === 'checking'
  const said = isCheck
    ? given.answer
      ? notes.fixed
      : notes.notFixed
    : given.answer
      ? notes.isTrue
      : notes.isFalse
  const note = isCheck && given.answer && throws.chance(0.5) ? undefined : throws.pick(said)
  const expected = ['cases.not_drawn', 'base.not_found']
  const sent = await step(
    play,
    staff,
    ask =>
      isCheck
        ? ask.supervision.check({ ...common, fixed: given.answer, ...(note && { note }) })
        : ask.supervision.verify({ ...common, isTrue: given.answer, ...(note && { note }) }),
    expected,
  )
  if ('refused' in sent) return false
  for (const sort of given.wrongs) play.wrongs.add(sort, staff.name, play.clock.now(), task.number)
  return true
}
