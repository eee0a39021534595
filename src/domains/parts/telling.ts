// What the field says of the register: proposals and what becomes of them, and rounds in which parts are looked at.
import { implement } from '@orpc/server'
import { v7 as newId } from 'uuid'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { actors } from '../identity/store/actors.ts'
import { regions } from '../regions/store.ts'
import type { Wanted } from './contract/field.ts'
import { type Part, partContract } from './contract.ts'
import type { PartRow } from './planning.ts'
import { setRetired } from './store/keeping.ts'
import { herePlaces } from './store/placing.ts'
import {
  type Held,
  holdProposal,
  keepDecision,
  keepProposal,
  proposalsListed,
  regionAround,
} from './store/proposals.ts'
import { partByCode } from './store/reading.ts'
import { keepLook, keepRound, partOfRound, roundParts, roundsListed, setClosed } from './store/rounds.ts'
import { type PutOne, putOne } from './store.ts'

const on = implement(partContract).$context<Asked>().use(guard)
const done = { done: true as const }

export const telling = {
  propose: on.propose.handler(async ({ context, input }) => {
    const { tx, now } = context
    const id = newId()
    const { note } = input
    if (input.wants === 'add') {
      const regionPath = await regionAround(tx, input.said.place)
      if (regionPath === undefined) throw new Refusal('parts.outside', 400)
      const { edition, code } = input.kind
      if (!(await herePlaces(tx, now)).kinds.has(`${edition}/${code}`))
        throw new Refusal('parts.no_kind', 400)
      await keepProposal(context, { ...input, id, part: null, regionPath })
    } else {
      const part = await partByCode(tx, now, input.code)
      if (!part || part.retiredAt !== null) throw refusal('base.not_found')
      const said = input.wants === 'change' ? input.said : {}
      if (input.wants === 'change' && note === '' && !saysMore(said, part))
        throw new Refusal('parts.nothing_said', 400)
      const regionPath = await regionAround(tx, said.place ?? part)
      if (regionPath === undefined) throw new Refusal('parts.outside', 400)
      await keepProposal(context, {
        id,
        wants: input.wants,
        part: part.id,
        kind: null,
        said,
        note,
        regionPath,
      })
    }
    await record(context, { subject: id, happened: 'parts.proposed', detail: { wants: input.wants } })
    return { id }
  }),

  proposals: on.proposals.handler(async ({ context: { tx, actor }, input: { decided } }) => {
    const keeps = actor?.permissions.has('parts.administer') ?? false
    const own = keeps ? undefined : actor?.post
    const { total, rows } = await proposalsListed(tx, { reach: keeps ? reachOf(actor) : '', own, decided })
    const who = await actors(
      tx,
      rows.flatMap(({ post, decidedBy }) => (decidedBy === null ? [post] : [post, decidedBy])),
    )
    const proposals = rows.map(({ post, decidedAt, decidedBy, adopted, reason, ...each }) => ({
      ...each,
      proposedBy: who.get(post)?.name ?? null,
      decision:
        decidedAt === null
          ? null
          : {
              at: decidedAt,
              adopted: adopted ?? false,
              reason: reason ?? '',
              by: (decidedBy && who.get(decidedBy)?.name) || null,
            },
    }))
    return { total, proposals }
  }),

  decide: on.decide.handler(async ({ context, input: { id, adopt, reason } }) => {
    const held = await holdProposal(context.tx, reachOf(context.actor), id)
    if (!held) throw refusal('base.not_found')
    if (held.decided) throw new Refusal('parts.decided_already', 409)
    if (!adopt && reason === '') throw new Refusal('parts.no_reason', 400)
    const code = adopt ? await adopted(context, held) : held.code
    await keepDecision(context, { id, adopted: adopt, reason })
    await record(context, {
      subject: id,
      happened: adopt ? 'parts.proposal_adopted' : 'parts.proposal_refused',
      detail: { code },
    })
    return { code }
  }),

  openRound: on.openRound.handler(async ({ context, input: { name, region, kinds, due } }) => {
    const found = (await regions(context.tx)).find(
      ({ code, closedAt }) => code === region && closedAt === null,
    )
    if (!found?.path.startsWith(reachOf(context.actor))) throw new Refusal('parts.no_such_region', 400)
    const id = newId()
    await keepRound(context, { id, name, regionPath: found.path, kinds, due })
    const [opened] = await roundsListed(context.tx, '', id)
    if (!opened || opened.parts === 0) throw new Refusal('parts.nothing_to_look_at', 400)
    await record(context, { subject: id, happened: 'parts.round_opened', detail: { region, kinds, due } })
    return { id }
  }),

  rounds: on.rounds.handler(({ context: { tx, actor } }) => roundsListed(tx, reachOf(actor))),

  roundParts: on.roundParts.handler(
    ({ context: { tx, actor }, input: { id, longitude, latitude, looked, limit } }) => {
      const from = longitude === undefined || latitude === undefined ? undefined : { longitude, latitude }
      return roundParts(tx, reachOf(actor), { id, from, looked, limit })
    },
  ),

  look: on.look.handler(async ({ context, input: { id, code, found, note } }) => {
    const { round, part } = await partOfRound(context.tx, reachOf(context.actor), { id, code })
    if (!round) throw refusal('base.not_found')
    if (round.closed) throw new Refusal('parts.round_closed', 409)
    if (!part) throw new Refusal('parts.not_of_round', 400)
    await keepLook(context, { round: id, part: part.id, found, note })
    if (part.state !== found) await put(context, { row: 1, code, state: found })
    await record(context, {
      subject: part.id,
      happened: 'parts.looked_at',
      detail: { round: id, code, found },
    })
    return done
  }),

  closeRound: on.closeRound.handler(async ({ context, input: { id } }) => {
    const [round] = await roundsListed(context.tx, reachOf(context.actor), id)
    if (!round) throw refusal('base.not_found')
    if (round.closedAt !== null) return done
    await setClosed(context, id)
    const { parts, looked, wrong } = round
    await record(context, { subject: id, happened: 'parts.round_closed', detail: { parts, looked, wrong } })
    return done
  }),
}

/** What the register says after the proposal was taken over: the code of the part it is about. */
async function adopted(context: Ctx, { wants, code, kind, said }: Held): Promise<string> {
  const row = { row: 1, ...fieldsOf(said) }
  if (wants === 'add' && kind) {
    const { kept } = await put(context, {
      ...row,
      kind: kind.code,
      edition: kind.edition,
      state: said.state ?? 'intact',
    })
    if (!kept) throw new Error('the proposed part was not kept')
    return kept.code
  }
  if (code === null) throw new Error('a proposal about no part')
  if (wants === 'change') await put(context, { ...row, code })
  else {
    const part = await partByCode(context.tx, context.now, code)
    if (part?.retiredAt === null) {
      await setRetired(context, part.id, context.now)
      await record(context, { subject: part.id, happened: 'parts.retired', detail: { code } })
    }
  }
  return code
}

/** By the same rules as by hand; what is wrong is refused. */
async function put(context: Ctx, row: PartRow): Promise<PutOne> {
  const told = await putOne(context, row, { reach: reachOf(context.actor), beside: row.code !== undefined })
  const { refused, duplicate } = told
  if (refused) throw new Refusal('parts.wrong', 400, { why: refused.why, said: refused.said })
  if (duplicate !== undefined) throw new Refusal('parts.duplicate', 409, { code: duplicate })
  return told
}

function fieldsOf({ name, state, place }: Wanted): Partial<PartRow> {
  return {
    ...(name !== undefined && { name }),
    ...(state !== undefined && { state }),
    ...(place && {
      shape: { type: 'Point', coordinates: [place.longitude, place.latitude] },
      onlyPoint: true,
    }),
  }
}

function saysMore({ name, state, place }: Wanted, part: Part): boolean {
  return (
    (name !== undefined && name !== part.name) ||
    (state !== undefined && state !== part.state) ||
    (place !== undefined && (place.longitude !== part.longitude || place.latitude !== part.latitude))
  )
}

function reachOf(actor: Ctx['actor']): string {
  return actor?.reach ?? ''
}
