// One case whole, as the asker may see it: what a department, an inspector who is drawn, or the centre is shown.
import { refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import { conditionsOf } from '../catalogue/store/rulebooks.ts'
import { actors } from '../identity/store/actors.ts'
import { blinded, heldBlind, untilFinished } from './blinding.ts'
import type { WholeCase } from './contract.ts'
import { measures } from './planning.ts'
import { isLooking, maySeePicture, nextSteps } from './rules.ts'
import { factsOf, type Held, held } from './store/facts.ts'
import { relatives } from './store/parts.ts'
import { contact, one, pictures } from './store/reading.ts'
import { sightOf } from './taking.ts'
import { stagesOver, timeline } from './timeline.ts'

export async function whole(context: Ctx, id: string): Promise<WholeCase> {
  const { tx, now, actor } = context
  const sight = await sightOf(context)
  const look = sight.looks?.get(id)
  const row = await one(tx, now, sight, { id })
  const [found] = await held(tx, [id], sight)
  if (!row || !found) throw refusal('base.not_found')
  const facts = heldBlind(found, look)
  const permissions = actor?.permissions ?? new Set<string>()
  const measured = await measures(tx, now)
  const told = await timeline(tx, id, actor?.axis, sight)
  const known = factsOf(facts, actor, now, measured.rulebook.mostExtensions)
  // Who looks a second time is shown what the first one was shown: both of them less than others.
  const looks = isLooking(known.task)
  const related = looks ? [] : await relatives(tx, id, sight)
  const isOwn = facts.department !== null && facts.department === sight.organisation
  const pick = (how: string) => related.filter(each => each.how === how).map(({ how: _, ...other }) => other)
  return {
    ...blinded(row, look, measured, now),
    ...(looks && { outcome: null, asked: null }),
    description: told.find(({ seq }) => seq === 1)?.note ?? null,
    // Only whoever has to ask the reporter back sees how to reach him.
    contact: permissions.has('supervision.accept') ? ((await contact(tx, id)) ?? null) : null,
    pictures: (await pictures(tx, id, sight)).filter(({ shows }) => maySeePicture(shows, known, permissions)),
    timeline: looks ? untilFinished(told) : told,
    nextSteps: nextSteps(known, permissions, isOwn),
    stages: looks ? [] : await stagesOver(tx, id),
    filed: await filed(context, facts),
    extensions: facts.extensions,
    request: facts.request && {
      what: facts.request.what,
      add: facts.request.what === 'extension' ? facts.request.add : null,
      until: facts.request.what === 'suspension' ? facts.request.until : null,
    },
    forcing: looks ? 'nobody' : known.forcing,
    task: await task(context, facts),
    parent: pick('parent')[0] ?? null,
    children: pick('child'),
    joinedTo: pick('joinedTo')[0] ?? null,
    joined: pick('joined'),
  }
}

/** The picture of a case, if the asker may see it. */
export async function visiblePicture(
  context: Ctx,
  { id, file }: { id: string; file: string },
): Promise<string | undefined> {
  const { tx, now, actor } = context
  const sight = await sightOf(context)
  const [facts] = await held(tx, [id], sight)
  if (!facts) throw refusal('base.not_found')
  const found = (await pictures(tx, id, sight)).find(picture => picture.file === file)
  const known = factsOf(facts, actor, now, 0)
  return found && maySeePicture(found.shows, known, actor?.permissions ?? new Set()) ? found.file : undefined
}

async function filed({ tx }: Ctx, { rulebook, limit, area, condition, filedAs }: Held) {
  if (rulebook === null) return null
  const row = (condition === null || !filedAs ? [] : await conditionsOf(tx, rulebook, filedAs)).find(
    ({ seq }) => seq === condition,
  )
  return { rulebook, condition, name: row?.name ?? null, closing: row?.closing ?? null, limit, area }
}

/** Who was drawn only the supervision learns; a department not even that somebody was, and of a second look few. */
async function task({ tx, actor }: Ctx, { task: open }: Held): Promise<WholeCase['task']> {
  if (!open || actor?.axis !== 'supervision') return null
  const own = open.post === actor.post
  // Colleagues in the field do not learn who goes where.
  const mayKnow = own || actor.permissions.has('supervision.close') || actor.permissions.has('cases.audit')
  const maySee = open.purpose !== 'recheck' && actor.permissions.has('supervision.accept')
  if (!own && !mayKnow && !maySee) return null
  const name = mayKnow ? ((await actors(tx, [open.post])).get(open.post)?.name ?? null) : null
  return { purpose: open.purpose, own, drawnAt: open.drawnAt, name }
}
