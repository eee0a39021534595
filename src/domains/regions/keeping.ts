// Keeping the tree: what the administrator's calls and the command have in common, and the calls themselves.
import { createHash } from 'node:crypto'
import { implement } from '@orpc/server'
import { v7 as newId, v5 as stableId } from 'uuid'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { type KeptRegion, mostRows, type RegionReport } from './contract/tree.ts'
import { regionContract } from './contract.ts'
import { fromSheet, plan, type RegionRow, toSheet } from './planning.ts'
import { lockTree, outlines, putRegions, setClosed, tree } from './store/tree.ts'

const on = implement(regionContract).$context<Asked>().use(guard)

export const keeping = {
  tree: on.tree.handler(({ context }) => tree(context.tx)),
  outlines: on.outlines.handler(({ context }) => outlines(context.tx)),

  sheet: on.sheet.handler(async ({ context }) => {
    const sheet = toSheet(await tree(context.tx))
    return new File([sheet], `regions-${context.district}.csv`, { type: 'text/csv;charset=utf-8' })
  }),

  importRegions: on.importRegions.handler(async ({ context, input: { sheet, isTrial, leaveOut } }) => {
    const rows = fromSheet(sheet)
    if (!rows) throw new Refusal('regions.bad_sheet', 400)
    if (rows.length > mostRows) throw new Refusal('regions.sheet_too_long', 400)
    return bringRegions(context, rows, { isTrial, leaveOut, isOperator: false })
  }),

  add: on.add.handler(async ({ context, input: { code, name } }) => {
    await lockTree(context.tx)
    const known = await tree(context.tx)
    if (known.some(each => each.code === code)) throw new Refusal('regions.code_taken', 409)
    const row = { row: 1, code, parent: '', level: '', ...name }
    const { added, refused } = plan([row], { known, district: context.district, isOperator: false })
    const [wrong] = refused
    if (wrong) throw new Refusal('regions.wrong', 400, { why: wrong.why, said: wrong.said })
    await putRegions(context.tx, context.now, added)
    await note(context, code, 'regions.added')
    return { done: true as const }
  }),

  rename: on.rename.handler(async ({ context, input: { code, name } }) => {
    const one = await found(context, code)
    if (one.name.zh === name.zh && one.name.en === name.en) return { done: true as const }
    await putRegions(context.tx, context.now, [{ ...one, district: context.district, name }])
    await note(context, code, 'regions.renamed')
    return { done: true as const }
  }),

  close: on.close.handler(async ({ context, input: { code } }) => {
    await lockTree(context.tx)
    const one = await found(context, code)
    if (one.closedAt !== null) return { done: true as const }
    const below = (await tree(context.tx)).filter(each => each.parent === code && each.closedAt === null)
    if (below.length > 0) throw new Refusal('regions.open_below', 409, { regions: below.length })
    await setClosed(context.tx, code, context.now)
    await note(context, code, 'regions.closed')
    return { done: true as const }
  }),

  reopen: on.reopen.handler(async ({ context, input: { code } }) => {
    await lockTree(context.tx)
    const one = await found(context, code)
    if (one.closedAt === null) return { done: true as const }
    const over = (await tree(context.tx)).find(each => each.code === one.parent)
    if (over && over.closedAt !== null) throw new Refusal('regions.closed_above', 409)
    await setClosed(context.tx, code, null)
    await note(context, code, 'regions.reopened')
    return { done: true as const }
  }),
}

/** Regions as rows, tried or kept: whole, or without the rows that are refused. */
export async function bringRegions(
  acting: Acting,
  rows: readonly RegionRow[],
  { isTrial, leaveOut, isOperator }: { isTrial: boolean; leaveOut: boolean; isOperator: boolean },
): Promise<RegionReport> {
  const { tx, now } = acting
  await lockTree(tx)
  const known = await tree(tx)
  const { added, renamed, unchanged, refused } = plan(rows, { known, district: tx.district, isOperator })
  const kept = !isTrial && (refused.length === 0 || leaveOut)
  const codes = { added: added.map(({ code }) => code), renamed: renamed.map(({ code }) => code) }
  if (kept && added.length + renamed.length > 0) {
    await putRegions(tx, now, [...added, ...renamed])
    // Codes are public; names stay out of the log, and only their digest says which were meant.
    const digest = createHash('sha256')
      .update(JSON.stringify([...added, ...renamed].map(({ code, name }) => [code, name.zh, name.en])))
      .digest('hex')
    await record(acting, {
      subject: newId(),
      happened: 'regions.imported',
      detail: { ...codes, refused: refused.length, digest },
    })
  }
  return { kept, rows: rows.length, ...codes, unchanged, refused }
}

async function found({ tx }: Pick<Ctx, 'tx'>, code: string): Promise<KeptRegion> {
  const one = (await tree(tx)).find(each => each.code === code)
  if (!one) throw refusal('base.not_found')
  return one
}

/** One chain of events a region: its subject follows from its code. */
const namespace = 'c1b7a3de-8a0e-5d43-9d52-1f6f4a8e0b11'

async function note(context: Ctx, code: string, happened: string): Promise<void> {
  await record(context, { subject: stableId(code, namespace), happened, detail: { code } })
}
