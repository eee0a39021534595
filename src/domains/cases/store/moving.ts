// One step of a case, or of many at once, as one statement: lock, check, move, chain the event, tell the
// subscribers. What does not match is simply not moved; the caller then asks why.
import { type RawBuilder, sql } from 'kysely'
import { NothingDone } from '../../../base/errors.ts'
import { type Acting, appending } from '../../../base/events.ts'
import { shaped } from '../../../base/statements.ts'
import type { Clock } from '../clocks.ts'
import type { Step } from '../steps/step.ts'
import { steps } from '../steps.ts'
import { conditions } from './conditions.ts'
import { assignments, type Columns } from './effects.ts'
import {
  type At,
  type Given,
  halves,
  instantOf,
  jsonOf,
  type Move,
  type Moved,
  type Shape,
  type Stated,
} from './move.ts'

/** Moves those cases that the table allows to be moved and answers with them; the others stay untouched. */
export async function move(acting: Acting, move: Move): Promise<Moved[]> {
  const { tx } = acting
  const { shape, given } = halves(acting, move)
  const rows = await moving(move.last ? tx.last : tx.often, shape, given)
  if (rows.length === 0 && move.last && tx.ends) throw new NothingDone()
  return rows
}

/**
 * `no key`: whoever has written a text or a picture of the case already holds its key, and two of them must not wait
 * for one another.
 */
const moving = shaped((shape: Shape, at: At): RawBuilder<Moved> => {
  const { rows, id, event, said, when, times, carried } = sources[shape.cases](at)
  const district = at(given => given.district)
  return sql`
    with entry as (
      select held.id as subject, ${event} as event,
        jsonb_build_object('from', held.state)${shape.clock ? endedStage(when) : sql``} || ${said} as detail${carried}
      from ${rows(sql`
        select held.* from cases."case" as held
        where held.district = ${district} and held.id = ${id} and ${conditions(shape, at)}
        for no key update`)}
    ),
    -- The chain comes first: a case without one is not moved.
    ${appending(at, shape.cases === 'stated')},
    moved as (
      update cases."case" as held set
        step = held.step + 1${assignments(shape, at, times)}
      from linked
      where held.district = ${district} and held.id = linked.subject
      returning held.id, held.number, held.state, held.step
    )
    select moved.id, moved.number, moved.state, moved.step from moved`
})

/** What an event that ends a stage says of it. */
function endedStage(when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql` || case when held.stage is null then '{}' else jsonb_build_object('clock', jsonb_build_object(
    'stage', held.stage, 'since', held.clock->'start', 'due', (extract(epoch from held.late_at) * 1000)::bigint,
    'late', coalesce(held.late_at < ${when}::timestamptz, false))) end`
}

/** What the event says of the step: where to, what the change needs said, and the stage that runs from now on. */
function said({ step, detail, clock: sets, stated }: Move, clock: Clock | undefined, own?: Stated): object {
  const { to }: Step = steps[step]
  return {
    ...detail,
    ...own?.detail,
    ...(to !== null && { to }),
    ...(clock?.stage && { runs: { stage: clock.stage, limit: clock.clock?.limit ?? null } }),
    ...((stated ? clock : sets) !== undefined && { due: clock?.late ?? null }),
  }
}

/*
 * Many are locked in the order of their ids, in which they are given, and each is looked up by its key: a planner that is
 * left the choice takes so few of them for in the right state that it reads the whole table, once for every one.
 */
/** The pieces of the statement that say which cases are asked for and what each is given. */
interface Sources {
  /** The cases that are asked for, as `held`, with what each is given, as `given`; found and locked by what comes in. */
  rows: (one: RawBuilder<unknown>) => RawBuilder<unknown>
  id: RawBuilder<unknown>
  /** The id of the event that the case will leave, and what it says. */
  event: RawBuilder<unknown>
  said: RawBuilder<unknown>
  /** When it happens, as the rows that are looked for know it. */
  when: RawBuilder<unknown>
  times: Columns
  /** What must be handed on to the update; rows are copied on the way there, so as little as can be. */
  carried: RawBuilder<unknown>
}

const sources: Readonly<Record<Shape['cases'], (at: At) => Sources>> = {
  /** One case alone is asked for by its key: of an array the planner does not know the length, and plans each time. */
  one: at => ({
    rows: one => sql`(${one}) as held`,
    id: sql`${at(({ ids }) => ids[0])}::uuid`,
    event: sql`${at(({ events }) => events[0])}::uuid`,
    ...sameForAll(at),
  }),
  many: at => ({
    rows: one => sql`
      unnest(${at(({ ids }) => ids)}::uuid[], ${at(({ events }) => events)}::uuid[]) as given (id, event)
      cross join lateral (${one}) as held`,
    id: sql`given.id`,
    event: sql`given.event`,
    ...sameForAll(at),
  }),
  each: at => {
    const all = (value: (clock: Clock | undefined, move: Move) => string | null): RawBuilder<unknown> =>
      at(({ clocks, move }) => clocks.map(clock => value(clock, move)))
    const text = (clock: Clock | undefined, move: Move): string => JSON.stringify(said(move, clock))
    return {
      rows: one => sql`unnest(${at(({ ids }) => ids)}::uuid[], ${at(({ events }) => events)}::uuid[],
        ${all((clock, move) => text(clock, move))}::jsonb[], ${all(clock => jsonOf(clock?.clock))}::jsonb[],
        ${all(clock => instantOf(clock?.soon))}::timestamptz[], ${all(clock => instantOf(clock?.late))}::timestamptz[],
        ${all(clock => instantOf(clock?.tell))}::timestamptz[])
        as given (id, event, said, clock, soon, late, tell)
        cross join lateral (${one}) as held`,
      id: sql`given.id`,
      event: sql`given.event`,
      said: sql`given.said`,
      when: now(at),
      times: carriedTimes,
      carried: sql`, given.clock, given.soon, given.late, given.tell`,
    }
  },
  stated: at => {
    const all = (value: (own: Stated) => string | null): RawBuilder<unknown> =>
      at(({ stated }) => stated.map(value))
    return {
      rows: one => sql`unnest(${at(({ ids }) => ids)}::uuid[], ${at(({ events }) => events)}::uuid[],
        ${at(({ stated, move, importing }) =>
          stated.map(own => JSON.stringify({ ...said(move, own.clock, own), ...importing?.mark })),
        )}::jsonb[],
        ${all(({ clock }) => jsonOf(clock?.clock))}::jsonb[], ${all(({ clock }) => instantOf(clock?.soon))}::timestamptz[],
        ${all(({ clock }) => instantOf(clock?.late))}::timestamptz[],
        ${all(({ clock }) => instantOf(clock?.tell))}::timestamptz[],
        ${all(own => own.at)}::text[], ${all(({ limit }) => jsonOf(limit))}::jsonb[])
        as given (id, event, said, clock, soon, late, tell, at, "limit")
        cross join lateral (${one}) as held`,
      id: sql`given.id`,
      event: sql`given.event`,
      said: sql`given.said`,
      when: sql`given.at`,
      times: carriedTimes,
      carried: sql`, given.clock, given.soon, given.late, given.tell, given.at, given."limit"`,
    }
  },
}

const now = (at: At): RawBuilder<unknown> => at(given => given.now)

const carriedTimes: Columns = {
  clock: sql`linked.clock`,
  soon_at: sql`linked.soon`,
  late_at: sql`linked.late`,
  tell_at: sql`linked.tell`,
}

function sameForAll(at: At): Pick<Sources, 'said' | 'when' | 'times' | 'carried'> {
  const instant = (value: (given: Given) => number | null | undefined): RawBuilder<unknown> =>
    sql`${at(given => instantOf(value(given)))}::timestamptz`
  return {
    said: sql`${at(({ move, clock }) => JSON.stringify(said(move, clock)))}::jsonb`,
    when: now(at),
    times: {
      clock: sql`${at(({ clock }) => jsonOf(clock?.clock))}::jsonb`,
      soon_at: instant(({ clock }) => clock?.soon),
      late_at: instant(({ clock }) => clock?.late),
      tell_at: instant(({ clock }) => clock?.tell),
    },
    carried: sql``,
  }
}
