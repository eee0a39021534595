// The reaction to every answer from the spot, to what an inspector says he put right himself, and to every finish of a
// department: what cannot be right, or was only said, is flagged for an evaluator. Nothing else follows from a flag.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { record } from '../../base/events.ts'
import type { Reaction } from '../../base/outbox.ts'
import { sameLooking } from '../../base/uploads.ts'
import { reported } from '../cases/steps.ts'
import { type ChainEvent, chainsOf } from '../cases/store/events.ts'
import { type Answered, deviceTime, isImpossible, journey, seriesIn } from './journeys.ts'
import type { FlagKind } from './rules.ts'
import { type AnsweredTask, answersUpTo, casesOfPictures, picturesOf } from './store/answers.ts'
import { addFlag, type Detail } from './store/flags.ts'

/**
 * What is looked at: reports of what was put right on the spot, answers from there, and what departments show of their
 * work.
 */
export const flaggable = [
  reported,
  'cases.verified',
  'cases.confirmed',
  'cases.objected',
  'cases.rechecked',
  'cases.finished',
] as const

interface Odd {
  what: FlagKind
  detail: Detail
  /** Set where it is about another answer than the one that showed it. */
  about?: ChainEvent
}

export const raiseFlags: Reaction = async ({ tx, now }, { subject, id, happened, detail: said }) => {
  if (happened === reported && said.selfHandled !== true) return
  const chain = (await chainsOf(tx, [subject])).get(subject) ?? []
  const event = chain.find(each => each.id === id)
  if (!event) return
  const task = taskOf(event)
  // Nobody was sent there: the report itself says that he was.
  const spot = happened === reported ? subject : task
  const answers = spot === null ? [] : await answersUpTo(tx, spot, seriesLooksBack)
  const found: Odd[] = [
    ...(happened === reported ? locatedByHand(answers) : nearness(event)),
    ...(await reusedPictures(tx, event)),
    ...impossible(answers),
    ...contradiction(chain, event),
  ]
  for (const { what, detail, about = event } of found) {
    const flag = { caseId: subject, event: event.id, task: taskOf(about), post: about.post, what, detail }
    const raised = await addFlag(tx, now, flag)
    if (raised === undefined) continue
    await record(
      { tx, now },
      {
        subject: raised,
        happened: 'supervision.flag_raised',
        detail: { case: subject, what, event: event.id, task: flag.task, post: flag.post },
      },
    )
  }
}

/** A reason stands in the event only where he was too far away, or nowhere known. */
function nearness({ detail }: ChainEvent): Odd[] {
  if (typeof detail.away !== 'string') return []
  const { metres, away } = detail
  return typeof metres === 'number'
    ? [{ what: 'away', detail: { metres, away } }]
    : [{ what: 'no_position', detail: { away } }]
}

/** He says that he put it right there, and his device did not say where he was. */
function locatedByHand(answers: readonly AnsweredTask[]): Odd[] {
  return answers.at(-1)?.longitude === null ? [{ what: 'no_position', detail: { away: null } }] : []
}

/** Each picture that is, or looks like, one that was there before: the nearest of them. */
async function reusedPictures(tx: Tx, { subject, recordedAt, detail }: ChainEvent): Promise<Odd[]> {
  const hashes = Array.isArray(detail.pictures) ? detail.pictures.filter(isText) : []
  if (hashes.length === 0) return []
  const shown = await picturesOf(tx, { caseId: subject, at: recordedAt, hashes })
  const files = shown.map(({ file }) => file)
  const later = shown.filter(({ shows }) => shows !== 'before').map(({ file }) => file)
  const alike = [
    ...(await sameLooking(tx, files)),
    // Before and after the work one place may look alike, but not be one and the same picture.
    ...(await sameLooking(tx, later)).filter(({ other, exact }) => exact && files.includes(other)),
  ]
  const cases = await casesOfPictures(tx, {
    files: alike.map(({ other }) => other),
    at: recordedAt,
    caseId: subject,
  })
  return files.flatMap((file): Odd[] => {
    const nearest = alike.find(each => each.file === file && cases.has(each.other))
    if (!nearest) return []
    const { other, exact, distance } = nearest
    const otherCase = cases.get(other) ?? null
    return [
      {
        what: exact ? 'same_picture' : 'alike_picture',
        detail: { file, otherFile: other, otherCase, ...(!exact && { bits: distance }) },
      },
    ]
  })
}

/** As many answers as a series is looked for in. */
const seriesLooksBack = 30

/** The way from the answer before, and the series that this answer belongs to. */
function impossible(tasks: readonly AnsweredTask[]): Odd[] {
  const answers = tasks.map(answeredAs)
  const [before, last] = [answers.at(-2), answers.at(-1)]
  const way = before && last && journey(before, last)
  const series = seriesIn(answers)
  const odd: Odd[] = []
  if (way && isImpossible(way)) {
    odd.push({
      what: 'impossible_journey',
      detail: {
        otherCase: tasks.at(-2)?.caseId ?? null,
        metres: Math.round(way.metres),
        seconds: Math.round(way.seconds),
        speed: way.speed === null ? null : Math.round(way.speed),
      },
    })
  }
  if (series) odd.push({ what: 'impossible_series', detail: { series: series.kind, count: series.count } })
  return odd
}

function answeredAs({ receivedAt, deviceAt, drawnAt, longitude, latitude }: AnsweredTask): Answered {
  const at = (instant: Instant): number => Date.parse(instant)
  return {
    receivedAt: at(receivedAt),
    deviceAt: deviceTime(at(drawnAt), at(receivedAt), deviceAt === null ? null : at(deviceAt)),
    place: longitude === null || latitude === null ? null : { longitude, latitude },
  }
}

/** The second look says no where the first said yes: it is the first that has to be judged. */
function contradiction(chain: readonly ChainEvent[], event: ChainEvent): Odd[] {
  if (event.happened !== 'cases.rechecked' || event.detail.answer !== false) return []
  const first = chain.findLast(({ seq, happened }) => seq < event.seq && happened === 'cases.confirmed')
  return first ? [{ what: 'recheck_differs', detail: { second: taskOf(event) }, about: first }] : []
}

function taskOf({ detail }: ChainEvent): string | null {
  return isText(detail.task) ? detail.task : null
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
