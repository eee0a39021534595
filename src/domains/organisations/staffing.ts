// The calls about people as a sheet: written out, tried, and kept in one transaction.
import { createHash } from 'node:crypto'
import { implement } from '@orpc/server'
import { hashPassword } from '../../base/argon.ts'
import type { Tx } from '../../base/db.ts'
import { Refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { type Asked, callerOf, guard, openGuard } from '../../base/gate.ts'
import { once } from '../../base/idempotency.ts'
import { identity as identityWords } from '../../ui/words/identity.ts'
import { isRole, isStrongEnough, type Role, roleNames } from '../identity/rules.ts'
import { accounts, addAccount, addPost, axesOf, postsHeld, takenLogins } from '../identity/store/accounts.ts'
import { centres, lockCentres, placePost } from '../identity/store/centres.ts'
import { regions } from '../regions/store.ts'
import { organisationContract } from './contract.ts'
import { type PeoplePlan, type PersonRow, planPeople, readPeople, writePeople } from './people.ts'
import { mostPeople, type PeopleReport, peopleReport } from './people-calls.ts'
import { employments } from './store/members.ts'
import { join, lockRegister, register } from './store.ts'

const calls = implement(organisationContract).$context<Asked>()
const on = calls.use(guard)
const open = calls.use(openGuard)

export const staffing = {
  employments: on.employments.handler(({ context }) => employments(context.tx)),

  peopleSheet: on.peopleSheet.handler(async ({ context: { tx, district } }) => {
    const sheet = writePeople(await peopleOf(tx))
    return new File([sheet], `people-${district}.csv`, { type: 'text/csv;charset=utf-8' })
  }),

  importPeople: open.importPeople.handler(async ({ context, input }) => {
    const rows = readPeople(input.sheet)
    if (!rows) throw new Refusal('organisations.bad_people_sheet', 400)
    if (rows.length > mostPeople.rows) throw new Refusal('organisations.too_many_people', 400)
    if (input.isTrial) return context.begin(async tx => told(rows, await planOf(tx, rows), false))

    // Hashes are slow on purpose, so they are made before anything is locked.
    const given = input.passwords.filter(({ login, password }) => isStrongEnough(password, login))
    const hashes = new Map<string, string>()
    for (const { login, password } of given) hashes.set(login, await hashPassword(password))
    const { key, now, actor } = context
    return context.begin(async tx => {
      const keep = () => kept({ tx, now, actor }, rows, hashes, input.leaveOut)
      if (key === undefined) return keep()
      // Passwords stay out of what is remembered of the call, even as a hash.
      const sheet = createHash('sha256').update(input.sheet).digest('hex')
      const body = { sheet, leaveOut: input.leaveOut }
      const keyed = { caller: callerOf(context, key), call: 'POST /accounts/sheet', key, body }
      return peopleReport.parse((await once(tx, now, keyed, keep)).answer)
    })
  }),
}

async function kept(
  acting: Acting,
  rows: readonly PersonRow[],
  hashes: ReadonlyMap<string, string>,
  leaveOut: boolean,
): Promise<PeopleReport> {
  const { tx, now } = acting
  await lockRegister(tx)
  await lockCentres(tx)
  const plan = await planOf(tx, rows)
  const without = new Set(plan.opened.map(({ login }) => login).filter(login => !hashes.has(login)))
  const lacking = plan.posts.filter(({ login }) => without.has(login))
  plan.opened = plan.opened.filter(({ login }) => !without.has(login))
  plan.posts = plan.posts.filter(({ login }) => !without.has(login))
  plan.refused.push(
    ...lacking.map(({ row, login }) => ({ row, login, why: 'password_missing' as const, said: '' })),
  )
  if (plan.refused.length > 0 && !leaveOut) return told(rows, plan, false)

  const known = new Map((await accounts(tx)).map(({ id, login }) => [login, id]))
  for (const { login, name } of plan.opened) {
    const id = await addAccount(tx, now, { login, name, passwordHash: hashes.get(login) ?? '' })
    if (id === undefined) throw new Error(`the login ${login} was taken meanwhile`)
    known.set(login, id)
    await record(acting, { subject: id, happened: 'identity.account_opened', detail: {} })
  }
  for (const { login, role, region, organisation, centre } of plan.posts) {
    const account = known.get(login)
    if (account === undefined) throw new Error(`there is no account ${login} to give a post`)
    const id = await addPost(tx, now, { account, role, region })
    const detail = { account, role, region: region.code, ...(centre !== null && { centre }) }
    await record(acting, { subject: id, happened: 'identity.post_given', detail })
    if (centre !== null) await placePost(tx, id, centre)
    if (organisation === null) continue
    await join(tx, id, organisation)
    await record(acting, { subject: id, happened: 'organisations.joined', detail: { organisation } })
  }
  return told(rows, plan, true)
}

async function planOf(tx: Tx, rows: readonly PersonRow[]): Promise<PeoplePlan> {
  const people = await accounts(tx)
  const plan = planPeople(rows, {
    accounts: people,
    sides: await axesOf(
      tx,
      people.map(({ id }) => id),
    ),
    posts: await postsHeld(tx),
    taken: await takenLogins(
      tx,
      rows.map(({ login }) => login),
    ),
    regions: await regions(tx),
    organisations: await register(tx),
    centres: await centres(tx),
    roleOf,
  })
  if (plan.opened.length > mostPeople.accounts) throw new Refusal('organisations.too_many_people', 400)
  return plan
}

/** A role by its code, or as the pages call it in either language. */
function roleOf(said: string): Role | undefined {
  if (isRole(said)) return said
  const wanted = said.toLowerCase()
  return roleNames.find(role => identityWords[`role.${role}`].some(word => word.toLowerCase() === wanted))
}

async function peopleOf(tx: Tx): Promise<Omit<PersonRow, 'row'>[]> {
  const posts = await postsHeld(tx)
  const codes = new Map((await register(tx)).map(({ id, code }) => [id, code]))
  const employers = new Map((await employments(tx)).map(each => [each.post, each.organisation]))
  const inCentre = new Map((await centres(tx)).map(({ id, code }) => [id, code]))
  return (await accounts(tx)).flatMap(({ id, login, name }) =>
    posts
      .filter(({ account }) => account === id)
      .map(({ id: post, role, region, centre }) => ({
        login,
        name,
        role,
        region: region.code,
        organisation: codes.get(employers.get(post) ?? '') ?? '',
        centre: inCentre.get(centre?.id ?? '') ?? '',
      })),
  )
}

function told(
  rows: readonly PersonRow[],
  { opened, posts, unchanged, refused }: PeoplePlan,
  isKept: boolean,
): PeopleReport {
  return {
    kept: isKept,
    rows: rows.length,
    opened,
    posts: posts.map(({ login, role, region }) => ({ login, role, region: region.code })),
    unchanged,
    refused: refused.toSorted((a, b) => a.row - b.row),
  }
}
