// The schema rules of docs/data-model.md, read from the database itself: whatever a later migration adds is
// held to them. They are what lets one schema run on PGlite, PostgreSQL and Citus.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inCity } from './city.ts'

/** Small lists that every district reads, and what comes before any district. */
const reference = new Set([
  'base.secret',
  'regions.district',
  'regions.region',
  'regions.edition',
  'regions.listed',
  'catalogue.edition',
  'catalogue.kind',
  'catalogue.mapping',
  'identity.role',
  'identity.account',
  'identity.account_axis',
  'identity.session',
  'identity.failure',
  'identity.passkey',
  'identity.link',
  'identity.attempt',
])

test('every table belongs to a district, which stands in each of its keys and never comes from a default', () =>
  inCity(async ({ door }) => {
    const { rows } = await door.owner(tx =>
      sql<{ name: string; hasDistrict: boolean; keysWithout: string[] }>`
        select format('%s.%s', schemas.nspname, tables.relname) as name,
          exists (select from pg_attribute where attrelid = tables.oid and attname = 'district' and attnotnull and not atthasdef) as "hasDistrict",
          array(
            select indexes.indexrelid::regclass::text from pg_index as indexes
            where indexes.indrelid = tables.oid and (indexes.indisunique or indexes.indisexclusion)
              and not exists (
                select from pg_attribute where attrelid = tables.oid and attname = 'district'
                  and attnum = any(indexes.indkey::smallint[])
              )
          ) as "keysWithout"
        from pg_class as tables
        join pg_namespace as schemas on schemas.oid = tables.relnamespace
        where tables.relkind in ('r', 'p') and not tables.relispartition
          and schemas.nspname not in ('pg_catalog', 'information_schema', 'public', 'pgboss', 'topology', 'tiger')
        order by 1`.execute(tx),
    )
    const tenant = rows.filter(({ name }) => !reference.has(name))
    expect(tenant.length).toBeGreaterThan(10)
    expect(tenant.filter(({ hasDistrict, keysWithout }) => !hasDistrict || keysWithout.length > 0)).toEqual(
      [],
    )
  }))

test('every table of a district is guarded row by row', () =>
  inCity(async ({ door }) => {
    const { rows } = await door.owner(tx =>
      sql<{ name: string }>`
        select format('%s.%s', schemas.nspname, tables.relname) as name
        from pg_class as tables
        join pg_namespace as schemas on schemas.oid = tables.relnamespace
        join pg_attribute as districts on districts.attrelid = tables.oid and districts.attname = 'district'
        where tables.relkind in ('r', 'p') and not tables.relispartition and not tables.relrowsecurity
        order by 1`.execute(tx),
    )
    expect(rows.map(({ name }) => name).filter(name => !reference.has(name))).toEqual([])
  }))

test('no row trigger, no generated or identity column, no sequence does business', () =>
  inCity(async ({ door }) => {
    const { rows } = await door.owner(tx =>
      sql<{ name: string }>`
        select format('trigger %s', tgname) as name from pg_trigger
          join pg_class on pg_class.oid = tgrelid join pg_namespace on pg_namespace.oid = relnamespace
          where not tgisinternal and nspname not in ('pgboss', 'public', 'topology', 'tiger')
        union all
        select format('column %s.%s', attrelid::regclass, attname) from pg_attribute
          join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
          where (attgenerated <> '' or attidentity <> '') and nspname not in ('pgboss', 'public', 'topology', 'tiger')`.execute(
        tx,
      ),
    )
    expect(rows).toEqual([])
  }))

test('times carry their zone, and texts have no length of their own', () =>
  inCity(async ({ door }) => {
    const { rows } = await door.owner(tx =>
      sql<{ name: string }>`
        select format('%I.%I.%I %s', table_schema, table_name, column_name, data_type) as name
        from information_schema.columns
        where table_schema in ('base', 'regions', 'identity', 'catalogue', 'organisations', 'grids', 'cases')
          and data_type in ('timestamp without time zone', 'character varying', 'character', 'real', 'json')`.execute(
        tx,
      ),
    )
    expect(rows).toEqual([])
  }))

test('no list that is the same on every node refers to a table that is spread over them', () =>
  inCity(async ({ door }) => {
    const { rows } = await door.owner(tx =>
      sql<{ from: string; to: string }>`
        select format('%s.%s', sn.nspname, s.relname) as "from", format('%s.%s', tn.nspname, t.relname) as "to"
        from pg_constraint
        join pg_class as s on s.oid = conrelid join pg_namespace as sn on sn.oid = s.relnamespace
        join pg_class as t on t.oid = confrelid join pg_namespace as tn on tn.oid = t.relnamespace
        where contype = 'f'`.execute(tx),
    )
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter(({ from, to }) => reference.has(from) && !reference.has(to))).toEqual([])
  }))
