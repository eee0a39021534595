// What must hold of a case so that a step moves it, asked of the row in the statement itself.
import { type RawBuilder, sql } from 'kysely'
import type { Need, Step } from '../steps/step.ts'
import { steps } from '../steps.ts'
import type { At, Shape } from './move.ts'

export function conditions({ step: name, asks }: Shape, at: At): RawBuilder<unknown> {
  const step: Step = steps[name]
  // `is true`: asked of the row that its key has found, never a way to find it, however few are said to be in a state.
  const all = [sql`(held.state = any(${step.from}::text[])) is true`]
  if (asks.includes('reach')) {
    const near = sql`starts_with(held.region_path, ${at(({ move }) => move.reach)})`
    all.push(asks.includes('led') ? sql`(${near} or ${anyOpenTask(at)})` : near)
  }
  if (step.own) all.push(sql`held.department = ${at(({ move }) => move.organisation ?? null)}::uuid`)
  if (asks.includes('seen')) {
    const seen = at(({ move }) => move.seen)
    all.push(sql`held.turn <= ${seen}::integer and held.step >= ${seen}::integer`)
  }
  if (asks.includes('planned')) all.push(sql`held.step = ${at(({ move }) => move.planned)}::integer`)
  for (const need of step.needs ?? []) all.push(conditionOf[need](at))
  return sql.join(all, sql` and `)
}

const open = (at: At): RawBuilder<unknown> => sql`exists (
  select from cases.task where task.district = ${at(({ district }) => district)} and task."case" = held.id
    and task.ended_at is null`
const taskOpen = (at: At): RawBuilder<unknown> => sql`${open(at)})`
const anyOpenTask = (at: At): RawBuilder<unknown> =>
  sql`${open(at)} and task.post = ${at(({ move }) => move.led)}::uuid)`
const openTask = (at: At, purpose: string): RawBuilder<unknown> =>
  sql`${open(at)} and task.purpose = ${purpose} and task.post = ${at(({ post }) => post)}::uuid)`
const openChild = (at: At): RawBuilder<unknown> => sql`exists (
  select from cases."case" as child where child.district = ${at(({ district }) => district)}
    and child.parent = held.id and child.state not in ('closed', 'void', 'joined'))`

/** The needs of the steps, asked of the row; rules.ts asks the same of facts. */
const conditionOf: Readonly<Record<Need, (at: At) => RawBuilder<unknown>>> = {
  selfHandled: () => sql`held.self_handled`,
  notSelfHandled: () => sql`not held.self_handled`,
  notWaiting: () => sql`held.stage is distinct from 'verify' and held.stage is distinct from 'answer'`,
  waitingForReporter: () => sql`held.stage = 'answer'`,
  ownVerify: at => openTask(at, 'verify'),
  ownCheck: at => openTask(at, 'check'),
  ownRecheck: at => openTask(at, 'recheck'),
  notLooking: at => sql`not ${openTask(at, 'check')} and not ${openTask(at, 'recheck')}`,
  taskOpen,
  noRequest: () => sql`held.request is null`,
  requestOpen: () => sql`held.request is not null`,
  extensionAsked: () => sql`held.request->>'what' = 'extension'`,
  suspensionAsked: () => sql`held.request->>'what' = 'suspension'`,
  inTime: at => sql`(held.late_at is null or held.late_at >= ${at(({ now }) => now)}::timestamptz)`,
  // As often as the rulebook allows that the case was filed under.
  extensionsLeft: at => sql`held.extensions < coalesce((
    select filed.most_extensions from catalogue.rulebook as filed
    where filed.district = ${at(({ district }) => district)} and filed.version = held.rulebook),
    ${at(({ move }) => move.mostExtensions ?? 0)}::integer)`,
  neverSuspended: () => sql`held.suspensions = 0`,
  notForcing: () => sql`held.forcing is null`,
  forcingByAnother: at => sql`held.forcing <> ${at(({ account }) => account)}::uuid`,
  givenBack: () => sql`cardinality(held.refused_by) > 0`,
  whole: () => sql`held.parent is null`,
  childrenEnded: at => sql`not ${openChild(at)}`,
  childrenOpen: openChild,
  reopenAsked: () => sql`held.reopen is not null`,
}
