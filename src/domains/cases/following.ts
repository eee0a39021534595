// What anybody may follow by the number of a case, and what its reporter sees and does with the key of his link.
import { Refusal, refusal } from '../../base/errors.ts'
import type { Ctx, OpenCtx } from '../../base/gate.ts'
import { attach, hashOf } from '../../base/uploads.ts'
import { blinded, looksFor, untilFinished } from './blinding.ts'
import { deadline } from './clock.ts'
import type { FollowedCase } from './contract.ts'
import { shownPicture } from './picturing.ts'
import { measures } from './planning.ts'
import { endStates } from './states.ts'
import { held } from './store/facts.ts'
import { addPictures, say } from './store/filing.ts'
import { addJudgement, judgedBefore } from './store/judging.ts'
import { lockAll, relatives } from './store/parts.ts'
import { type CaseRow, one, pictures, reportOf } from './store/reading.ts'
import { takeByItself } from './taking.ts'
import { timeline } from './timeline.ts'

interface Keyed {
  number: string
  key?: string | undefined
}

export async function follow({ tx, now, actor }: Ctx, { number, key }: Keyed): Promise<FollowedCase> {
  const asked = await one(tx, now, { reach: '' }, { number })
  if (!asked) throw refusal('base.not_found')
  // Who reported what others had reported too follows the case that is dealt with.
  const last = await lastOf({ tx, now }, asked)
  // Signed in, an inspector does not learn here either whether he is to look the first time or the second.
  const look = (await looksFor({ tx, actor })).get(last.id)
  const row = look ? blinded(last, look, await measures(tx, now), now) : last
  const all = await timeline(tx, row.id, undefined, everywhere)
  const told = (await looksAt({ tx, actor }, row.id)) ? untilFinished(all) : all
  const report = key === undefined ? undefined : await reportOf(tx, asked.id, key)
  const said = row.id === asked.id ? told : await timeline(tx, asked.id, undefined, everywhere)
  return {
    number: asked.number,
    joinedTo: row.id === asked.id ? null : row.number,
    state: row.state,
    kind: row.kind,
    region: row.region,
    dueAt: row.dueAt,
    // Written to the reporter, so nobody else reads it by the number alone.
    question: report === undefined || row.id !== asked.id ? null : questionIn(row, said),
    mayJudge: report !== undefined && row.state === 'closed' && !(await judgedBefore(tx, row.id, report)),
    own:
      report === undefined
        ? null
        : {
            address: asked.address,
            description: said.find(({ seq }) => seq === 1)?.note ?? null,
            pictures: (await pictures(tx, asked.id, everywhere)).filter(({ shows }) => mayFollow(shows, row)),
          },
    timeline: told
      .filter(({ happened }) => !inside.has(happened))
      .map(({ happened, at, imported, role, reason, department }, place) => ({
        seq: place + 1,
        happened,
        at,
        imported,
        role,
        reason,
        department,
      })),
  }
}

async function looksAt({ tx, actor }: Pick<Ctx, 'tx' | 'actor'>, id: string): Promise<boolean> {
  if (!actor?.permissions.has('supervision.check')) return false
  const [facts] = await held(tx, [id], {})
  return facts?.task?.post === actor.post && facts.task.purpose !== 'verify'
}

/** What goes on inside the house and is no step of the case for who follows it. */
const inside = new Set([
  'cases.drawn',
  'cases.redraw_asked',
  'cases.noted',
  'cases.recounted',
  'cases.joined_by',
  'cases.force_asked',
  'cases.force_refused',
  'cases.rechecked',
  'cases.added_to',
])

export async function followedPicture(
  context: OpenCtx,
  input: { number: string; key: string; file: string; size: 'small' | 'large' },
): Promise<File> {
  const hash = await context.begin(async tx => {
    const row = await one(tx, context.now, { reach: '' }, input)
    if (!row || (await reportOf(tx, row.id, input.key)) === undefined) return undefined
    const found = (await pictures(tx, row.id, everywhere)).find(({ file }) => file === input.file)
    return found && mayFollow(found.shows, row) ? hashOf(tx, found.file) : undefined
  })
  return shownPicture(context, input, hash)
}

/** An answer when he was asked; else one more word or picture, as long as the case is open. */
export async function addToReport(
  { tx, now, actor }: Ctx,
  { number, key, text, pictures: uploads }: { number: string; key: string; text: string; pictures: string[] },
): Promise<{ answered: boolean }> {
  if (text === '' && uploads.length === 0) {
    throw refusal('base.bad_input', { fields: [{ field: 'text', wrong: 'empty' }] })
  }
  const { row: asked } = await reporterOf({ tx, now }, { number, key })
  // What others had reported too is added to the case that is dealt with.
  const row = await lastOf({ tx, now }, asked)
  if (endStates.some(state => state === row.state)) throw new Refusal('cases.ended', 409)
  const hashes = await attach(tx, now, uploads, actor?.account)
  await addPictures(tx, now, row.id, uploads, 'report')
  const detail = {
    ...(text !== '' && { text: await say(tx, now, row.id, text) }),
    ...(hashes.length > 0 && { pictures: hashes }),
  }
  // Only who was asked answers; a reporter of another case that was joined to this one adds to it.
  const answered =
    row.id === asked.id ? await takeByItself({ tx, now }, 'answer', { ids: [row.id], detail }) : []
  if (answered.length > 0) return { answered: true }
  const [added] = await takeByItself({ tx, now }, 'add', { ids: [row.id], detail })
  if (!added) throw new Refusal('cases.ended', 409)
  return { answered: false }
}

/** What the reporter says of a closed case; “not fixed” inside the window asks for reopening. */
export async function judge(
  { tx, now }: Ctx,
  {
    number,
    key,
    fixed,
    satisfied,
    reasons,
  }: {
    number: string
    key: string
    fixed: boolean
    satisfied?: boolean | undefined
    reasons: readonly string[]
  },
): Promise<{ reopenAsked: boolean }> {
  const { row: asked, report } = await reporterOf({ tx, now }, { number, key })
  const row = await lastOf({ tx, now }, asked)
  if (row.state !== 'closed') throw new Refusal('cases.not_closed', 409)
  // One link may be open on two phones: the second waits, and then finds what the first one said.
  await lockAll(tx, [row.id])
  if (await judgedBefore(tx, row.id, report)) throw new Refusal('cases.judged_already', 409)
  const { rulebook, calendar } = await measures(tx, now)
  const start = Date.parse(row.stateSince)
  const window = { start, limit: rulebook.reopenWindow, suspensions: [], extensions: [], finished: null }
  const until = deadline(window, calendar.calendar).late
  const reopenAsked = !fixed && (until === null || Date.parse(now) <= until)
  const [judged] = await takeByItself({ tx, now }, 'judge', {
    ids: [row.id],
    detail: { fixed, ...(satisfied !== undefined && { satisfied }), reasons, reopenAsked },
    ...(reopenAsked && { change: { reopen: 'reporter' } }),
  })
  if (!judged) throw new Refusal('cases.not_closed', 409)
  await addJudgement(tx, now, { caseId: row.id, report, fixed, satisfied, reasons })
  return { reopenAsked }
}

/** Who follows a case by its number is told its number only, wherever it lies. */
const everywhere = { reach: '' }

type Held = Pick<Ctx, 'tx' | 'now'>

async function reporterOf({ tx, now }: Held, { number, key }: { number: string; key: string }) {
  const row = await one(tx, now, { reach: '' }, { number })
  const report = row && (await reportOf(tx, row.id, key))
  if (!row || report === undefined) throw refusal('base.not_found')
  return { row, report }
}

async function lastOf({ tx, now }: Held, row: CaseRow): Promise<CaseRow> {
  let last = row
  while (last.state === 'joined') {
    const next = (await relatives(tx, last.id, everywhere)).find(({ how }) => how === 'joinedTo')
    const found = next && (await one(tx, now, { reach: '' }, { id: next.id }))
    if (!found) return last
    last = found
  }
  return last
}

/** What the reporter is asked at this moment. */
function questionIn(row: CaseRow, told: readonly { happened: string; note: string | null }[]): string | null {
  if (row.stage !== 'answer') return null
  return told.findLast(({ happened }) => happened === 'cases.reporter_asked')?.note ?? null
}

function mayFollow(shows: string, { state }: Pick<CaseRow, 'state'>): boolean {
  return shows === 'report' || (state === 'closed' && shows !== 'note')
}
