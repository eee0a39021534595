// The rules of responsibility as they are kept: one row a version, ended and never changed, and what rules may
// speak of.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { type Acting, append, beginChains } from '../../../base/events.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import { kinds } from '../../catalogue/store.ts'
import { regions } from '../../regions/store.ts'
import type { Rule, RuleChange, RuleDraft } from '../contract.ts'
import { type Known, known } from '../rules.ts'
import { register } from '../store.ts'

const columns = sql`
  rule.id, rule.number, rule.version, rule.valid_from as since, rule.region, rule.maintainer,
  coalesce(rule.organisation::text, 'maintainer') as "to",
  case
    when rule.kind is not null
      then json_build_object('edition', rule.edition, 'type', rule.kind_type, 'code', rule.kind)
    when rule.kind_class is not null
      then json_build_object('edition', rule.edition, 'type', rule.kind_type, 'class', rule.kind_class)
  end as kind`

/** The rules in force, by number. */
export async function rulesInForce(tx: Tx): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    select ${columns} from organisations.rule
    where rule.district = ${tx.district} and rule.valid_until is null
    order by rule.number`.execute(tx)
  return rows
}

/** Of the rules in force, those that may match: of this kind, its class or any, and of a region above. */
export async function rulesAbout(
  tx: Tx,
  { kind, regionPath }: { kind: KindKey; regionPath: string },
): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    select ${columns} from organisations.rule
    where rule.district = ${tx.district} and rule.valid_until is null
      and (rule.edition is null or (rule.edition = ${kind.edition} and rule.kind_type = ${kind.type}
        and coalesce(rule.kind = ${kind.code}, starts_with(${kind.code}, rule.kind_class))))
      and (rule.region is null or rule.region = any(string_to_array(${regionPath}, '/')))
    order by rule.number`.execute(tx.often)
  return rows
}

/** Every version of one rule, the newest first. */
export async function versionsOf(tx: Tx, id: string): Promise<(Rule & { until: Instant | null })[]> {
  const { rows } = await sql<Rule & { until: Instant | null }>`
    select ${columns}, rule.valid_until as until from organisations.rule
    where rule.district = ${tx.district} and rule.id = ${id}
    order by rule.version desc`.execute(tx)
  return rows
}

/** What rules may speak of: the kinds, regions and organisations of the district, closed ones included. */
export async function knownHere(tx: Tx): Promise<Known> {
  return known({
    kinds: await kinds(tx),
    regions: await regions(tx),
    organisations: await register(tx),
  })
}

/**
 * Keeps changes, each with its event; gives the ids and numbers of the rules that were added, in their order,
 * or undefined when a rule was changed or ended by somebody else since this version.
 */
export async function keep(
  acting: Acting,
  changes: readonly RuleChange[],
): Promise<{ id: string; number: number }[] | undefined> {
  const { tx, now } = acting
  const ended = changes.filter(change => change.what !== 'add')
  const before = await end(tx, now, ended)
  if (before.size < ended.length) return undefined
  const versions = changes.flatMap(change => {
    const last = change.what === 'change' ? before.get(change.id) : undefined
    return change.what === 'change' && last !== undefined
      ? [{ id: change.id, version: change.version + 1, number: last, rule: change.rule }]
      : []
  })
  await insert(acting, 'organisations.rule_changed', versions)
  const added = changes.flatMap(change => (change.what === 'add' ? [change.rule] : []))
  const first = await numbers(tx, added.length)
  const fresh = added.map((rule, at) => ({ id: newId(), version: 1, number: first + at, rule }))
  await insert(acting, 'organisations.rule_added', fresh)
  await recordEnded(
    acting,
    ended
      .filter(({ what }) => what === 'end')
      .map(({ id, version }) => ({ id, version, number: before.get(id) })),
  )
  return fresh.map(({ id, number }) => ({ id, number }))
}

/** Ends these versions, as far as they are in force; gives the number of each rule that was. */
async function end(
  tx: Tx,
  now: Instant,
  ended: readonly { id: string; version: number }[],
): Promise<Map<string, number>> {
  if (ended.length === 0) return new Map()
  const { rows } = await sql<{ id: string; number: number }>`
    update organisations.rule set valid_until = greatest(${now}::timestamptz, rule.valid_from)
    from unnest(${ended.map(({ id }) => id)}::uuid[], ${ended.map(({ version }) => version)}::integer[])
      as given (id, version)
    where rule.district = ${tx.district} and rule.id = given.id and rule.version = given.version
      and rule.valid_until is null
    returning rule.id, rule.number`.execute(tx)
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** The first of so many new numbers. */
async function numbers(tx: Tx, count: number): Promise<number> {
  if (count === 0) return 0
  const { rows } = await sql<{ last: number }>`
    insert into organisations.rule_counter (district, last) values (${tx.district}, ${count})
    on conflict (district) do update set last = rule_counter.last + excluded.last
    returning last`.execute(tx)
  return (rows[0]?.last ?? count) - count + 1
}

interface Version {
  id: string
  version: number
  number: number
  rule: RuleDraft
}

async function insert(acting: Acting, happened: string, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return
  const { tx, now } = acting
  await beginChains(
    tx,
    versions.map(({ id }) => id),
  )
  const kindOf = ({ rule: { kind } }: Version) => kind
  const { rows } = await sql<{ seq: number }>`
    with given as (
      select * from unnest(
        ${versions.map(({ id }) => id)}::uuid[], ${versions.map(() => newId())}::uuid[],
        ${versions.map(({ version }) => version)}::integer[], ${versions.map(({ number }) => number)}::integer[],
        ${versions.map(each => kindOf(each)?.edition ?? null)}::text[],
        ${versions.map(each => kindOf(each)?.type ?? null)}::text[],
        ${versions.map(each => part(each, 'class'))}::text[], ${versions.map(each => part(each, 'code'))}::text[],
        ${versions.map(({ rule }) => rule.region)}::text[], ${versions.map(({ rule }) => rule.maintainer)}::uuid[],
        ${versions.map(({ rule: { to } }) => (to === 'maintainer' ? null : to))}::uuid[],
        ${versions.map(({ number, version, rule }) => JSON.stringify({ number, version, ...rule }))}::text[]
      ) as given (id, event, version, number, edition, type, class, kind, region, maintainer, organisation, detail)
    ),
    added as (
      insert into organisations.rule (district, id, version, number, edition, kind_type, kind_class, kind, region,
        maintainer, organisation, valid_from)
      select ${tx.district}, given.id, given.version, given.number, given.edition, given.type, given.class,
        given.kind, given.region, given.maintainer, given.organisation, ${now}::timestamptz
      from given
      returning id
    ),
    entry as (
      select given.id as subject, given.event, given.detail::jsonb as detail
      from given join added on added.id = given.id
    ),
    ${append(acting, happened)}
    select seq from logged`.execute(tx)
  if (rows.length !== versions.length) throw new Error(`${happened}: ${rows.length} events were kept`)
}

function part({ rule: { kind } }: Version, which: 'class' | 'code'): string | null {
  if (kind === null) return null
  if ('code' in kind) return which === 'code' ? kind.code : null
  return which === 'class' ? kind.class : null
}

async function recordEnded(
  acting: Acting,
  ended: readonly { id: string; version: number; number: number | undefined }[],
): Promise<void> {
  if (ended.length === 0) return
  await sql`
    with entry as (
      select given.id as subject, given.event, given.detail::jsonb as detail
      from unnest(${ended.map(({ id }) => id)}::uuid[], ${ended.map(() => newId())}::uuid[],
        ${ended.map(({ number, version }) => JSON.stringify({ number, version }))}::text[])
        as given (id, event, detail)
    ),
    ${append(acting, 'organisations.rule_ended')}
    select seq from logged`.execute(acting.tx)
}
