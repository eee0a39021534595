// The raw bound: what PostgreSQL itself does when pgbench sends one statement that locks a case, updates it
// and inserts a history and an outbox row. Same columns and indexes as ours; no hash, no checks, no rules.
import { execFile } from 'node:child_process'
import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

export interface Raw {
  /** Cases a second that pgbench moves with so many clients, `batch` cases a statement. */
  measure(options: { clients: number; batch: number; ms: number }): Promise<number>
  close(): Promise<void>
}

export async function openRaw(url: string, rows: number): Promise<Raw> {
  const pgbench = await findPgbench()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(tables)
  await client.query(filling, [rows])
  await client.query('vacuum analyze raw.held')
  await client.end()
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-bench-'))
  return {
    measure: async ({ clients, batch, ms }) => {
      const script = join(folder, `${batch}.sql`)
      await writeFile(script, batch === 1 ? one(rows) : many(rows, batch))
      const threads = Math.min(clients, 2)
      const { stdout } = await run(pgbench, [
        ...['--no-vacuum', '--protocol=prepared', `--client=${clients}`, `--jobs=${threads}`],
        ...[`--time=${Math.max(1, Math.round(ms / 1000))}`, `--file=${script}`, url],
      ])
      const tps = stdout.match(/^tps = ([\d.]+) \(without/m)?.[1]
      if (tps === undefined) throw new Error(`pgbench did not say how fast it was:\n${stdout}`)
      return Number(tps) * batch
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

const tables = `
  create schema raw;
  create table raw.held (like cases."case" including indexes including defaults);
  create table raw.history (like base.event including indexes including defaults);
  alter table raw.history alter column hash drop not null;
  create table raw.outbox (like base.outbox including indexes including defaults);
  create sequence raw.number cache 1000;
`

// Ids that pgbench can compute from a number.
const id = (number: string) => `('00000000-0000-7000-8000-' || lpad(${number}::text, 12, '0'))::uuid`

const filling = `
  insert into raw.held (district, id, number, state, step, edition, kind_type, kind, source, region_path, place,
    place_precision, address, department, reported_at, state_since)
  select '990103', ${id('n')}, '990103-' || n, 'handling', 1, 'gbt30428_2_2013', 'event', '0110', 'portal',
    '99/9901/990103/990103001/990103001001/', st_setsrid(st_makepoint(123.5035, 29.4935), 4326), 'map', 'Lantern Lane 12',
    ${id('1')}, now(), now()
  from generate_series(1, $1::integer) as n`

const step = (which: string) => `
  with taken as (
    select held.id, held.state from raw.held
    where held.district = '990103' and ${which} and held.state in ('handling', 'handled')
    for update
  ),
  moved as (
    update raw.held set
      state = case taken.state when 'handling' then 'handled' else 'handling' end,
      step = held.step + 1,
      state_since = now()
    from taken
    where held.district = '990103' and held.id = taken.id
    returning held.id, held.number, held.state, held.step
  ),
  numbered as (
    select moved.id, moved.state, moved.step, ${id("nextval('raw.number')")} as event from moved
  ),
  logged as (
    insert into raw.history (district, recorded_at, id, subject, seq, happened, at, account, post, detail)
    select '990103', date_trunc('milliseconds', now()), numbered.event, numbered.id, numbered.step, 'cases.finished',
      date_trunc('milliseconds', now()), ${id('1')}, ${id('2')}, '{"from": "handling", "to": "handled"}'
    from numbered
  ),
  told as (
    insert into raw.outbox (district, id, subscriber, subject, happened, detail, due_at)
    select '990103', numbered.event, 'live', numbered.id, 'cases.finished', '{"from": "handling", "to": "handled"}', now()
    from numbered
  )
  select moved.id, moved.number, moved.state, moved.step from moved;
`

const one = (rows: number) => `\\set n random(1, ${rows})\n${step(`held.id = ${id(':n')}`)}`

const many = (rows: number, batch: number) =>
  `\\set n random(1, ${rows - batch + 1})\n${step(
    `held.id = any (array(select ${id('n')} from generate_series(:n::integer, :n::integer + ${batch - 1}) as n))`,
  )}`

/** pgbench comes with the server: on the PATH, or where Debian keeps it (package postgresql-15). */
async function findPgbench(): Promise<string> {
  const { stdout } = await run('pg_config', ['--bindir']).catch(() => ({ stdout: '' }))
  const debian = '/usr/lib/postgresql'
  const versions = await readdir(debian).catch(() => [])
  const folders = [
    ...(process.env.PATH?.split(':') ?? []),
    ...(stdout ? [stdout.trim()] : []),
    ...versions.sort((a, b) => Number(b) - Number(a)).map(version => join(debian, version, 'bin')),
  ]
  for (const folder of folders) {
    const found = join(folder, 'pgbench')
    if (
      await access(found).then(
        () => true,
        () => false,
      )
    )
      return found
  }
  throw new Error(
    'pgbench is missing: install it (Debian: apt-get install postgresql-15) or put it on the PATH',
  )
}
