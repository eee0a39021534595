// The columns that a step writes: of the state, of the clock, and what the change says.
import { type RawBuilder, sql } from 'kysely'
import type { Step } from '../steps/step.ts'
import { steps } from '../steps.ts'
import { type At, type Change, instantOf, jsonOf, type Shape } from './move.ts'
import { resting } from './resting.ts'

/** Values by column; what a change says wins over what the state does. */
export type Columns = Readonly<Record<string, RawBuilder<unknown>>>

/** As they stand in an update: `, column = value` for each. `times` are those of the new clock. */
export function assignments(shape: Shape, at: At, times: Columns): RawBuilder<unknown> {
  return sql.join(
    Object.entries(effects(shape, at, times)).map(([column, value]) => sql`, ${sql.ref(column)} = ${value}`),
    sql``,
  )
}

function effects({ step: name, cases, clock, change }: Shape, at: At, times: Columns): Columns {
  const step: Step = steps[name]
  const isStated = cases === 'stated'
  const now = isStated ? sql`linked.at::timestamptz` : sql`${at(given => given.now)}::timestamptz`
  return {
    ...(!step.quiet && { turn: sql`held.step + 1` }),
    ...(step.to !== null && {
      state: sql`${step.to}::text`,
      state_since: now,
      closed_at: step.to === 'closed' ? now : sql`null`,
      request: sql`null`,
      forcing: sql`null`,
    }),
    ...(clock && clockColumns(step, at, times, isStated)),
    ...(step.rework && { rework: sql`held.rework + 1` }),
    ...(step.releases && { department: sql`null`, refused_by: sql`held.refused_by || held.department` }),
    ...(name === 'grantExtension' && { extensions: sql`held.extensions + 1` }),
    ...(name === 'grantSuspension' && { suspensions: sql`held.suspensions + 1` }),
    ...(name === 'reopen' && {
      reopened: sql`held.reopened + 1`,
      extensions: sql`0`,
      suspensions: sql`0`,
      outcome: sql`null`,
      department: sql`null`,
      refused_by: sql`'{}'`,
    }),
    ...((name === 'returnToFiling' || name === 'scatter') && { outcome: sql`null`, refused_by: sql`'{}'` }),
    ...(name === 'scatter' && { reopen: sql`null` }),
    ...Object.fromEntries(
      Object.entries(changed)
        .filter(([what]) => change.includes(what))
        .flatMap(([, columns]) => Object.entries(columns(at))),
    ),
    ...(isStated && change.includes('filing') && ownFiling),
  }
}

/** What each of many cases is filed with by itself: its limit, and the kind that it has. */
const ownFiling: Columns = {
  handling_limit: sql`linked."limit"`,
  filed_as: sql`held.edition || '/' || held.kind_type || '/' || held.kind`,
}

function clockColumns(step: Step, at: At, times: Columns, isStated: boolean): Columns {
  return {
    rest: resting(step, isStated ? sql`linked.at::timestamptz` : sql`${at(given => given.now)}::timestamptz`),
    stage: sql`${at(({ clock }) => clock?.stage ?? null)}::text`,
    ...times,
    ...((step.clock === 'begin' || step.clock === 'rest') && { told: sql`0` }),
    // What was told of the stage that ran meanwhile is not told of the one that goes on.
    ...(step.clock === 'resume' && { told: sql`coalesce((held.rest->>'told')::integer, 0)` }),
    provisional: sql`${at(({ clock }) => clock?.provisional ?? false)}::boolean`,
    calendar: sql`${at(({ clock }) => clock?.calendar ?? null)}::integer`,
  }
}

const changed: Readonly<Record<keyof Change, (at: At) => Columns>> = {
  department: at => ({ department: sql`${at(({ change }) => change.department)}::uuid` }),
  outcome: at => ({ outcome: sql`${at(({ change }) => change.outcome)}::text` }),
  kind: at => ({
    edition: sql`${at(({ change }) => change.kind?.edition)}`,
    kind_type: sql`${at(({ change }) => change.kind?.type)}`,
    kind: sql`${at(({ change }) => change.kind?.code)}`,
  }),
  place: at => ({
    place: sql`st_setsrid(st_makepoint(${at(({ change }) => change.place?.longitude)},
      ${at(({ change }) => change.place?.latitude)}), 4326)`,
    place_precision: sql`${at(({ change }) => change.place?.precision)}::text`,
    region_path: sql`${at(({ change }) => change.place?.regionPath)}`,
    grid: sql`${at(({ change }) => change.place?.grid)}::uuid`,
  }),
  address: at => ({ address: sql`${at(({ change }) => change.address)}::text` }),
  filing: at => ({
    rulebook: sql`${at(({ change }) => change.filing?.rulebook)}::integer`,
    condition: sql`${at(({ change }) => change.filing?.condition)}::integer`,
    filed_as: sql`${at(({ change }) => change.filing?.filedAs)}`,
    area: sql`${at(({ change }) => change.filing?.area)}::text`,
    handling_limit: sql`${at(({ change }) => jsonOf(change.filing?.limit))}::jsonb`,
    refused_by: sql`'{}'`,
  }),
  request: at => ({ request: sql`${at(({ change }) => jsonOf(change.request))}::jsonb` }),
  forcing: at => ({ forcing: sql`${at(({ change }) => change.forcing)}::uuid` }),
  reopen: at => ({ reopen: sql`${at(({ change }) => change.reopen)}::text` }),
  joinedTo: at => ({ joined_to: sql`${at(({ change }) => change.joinedTo)}::uuid` }),
  told: at => ({
    told: sql`${at(({ change }) => change.told?.count)}::integer`,
    tell_at: sql`${at(({ change }) => instantOf(change.told?.tell))}::timestamptz`,
  }),
}
