// The house as tests: who may import whom, what may stand where, which words there are. See ARCHITECTURE.md.
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { contract } from '../src/contract.ts'
import { steps } from '../src/domains/cases/steps.ts'
import { roles } from '../src/domains/identity/rules.ts'
import { listed } from '../src/faces/api/pages.ts'
import { isWord } from '../src/ui/words/open.ts'

const root = join(import.meta.dirname, '..')

/** From the ground up; neighbours on a row never import each other. The same list stands in ARCHITECTURE.md. */
const ladder = [
  ['regions'],
  ['identity'],
  ['catalogue', 'notifications', 'audit', 'places'],
  ['organisations'],
  ['grids'],
  ['parts', 'households', 'tracking', 'teams'],
  ['patrol', 'visits', 'care'],
  ['cases'],
  ['supervision', 'command', 'handling'],
  ['intake', 'sync'],
  ['mediation', 'participation', 'services', 'contracts', 'matters'],
  ['surveys', 'inspections', 'notices', 'rulebook', 'meetings'],
  ['evaluation'],
  ['reporting', 'wall'],
]

/** What a capability has for those above it: what it says, decides and keeps, and how its own work is asked for. */
const shared =
  /^(contract|rules|steps|states|reasons|store|taking|joining|splitting|placing|locating|correcting|planning|clock|stating|publishing)\.ts$|^contract\/|^store\/|^steps\/|^web\//

const sources = await readSources()

test('every capability stands on the ladder', async () => {
  const folders = (await readdir(join(root, 'src/domains'))).sort()
  expect(folders.filter(name => rung(name) < 0)).toEqual([])
})

test('imports go down the ladder, and only to contract, rules, store and what a capability shares by name', () => {
  const wrong: string[] = []
  for (const { path, imports } of sources.filter(({ path }) => !path.endsWith('.test.ts'))) {
    const from = capabilityOf(path)
    for (const target of imports) {
      const to = capabilityOf(target)
      if (path.startsWith('src/base/') && !target.startsWith('src/base/'))
        wrong.push(`${path} → ${target}: base knows no capability`)
      if (path.startsWith('src/geo/') && !target.startsWith('src/geo/'))
        wrong.push(`${path} → ${target}: geo knows nothing else`)
      if (from === undefined || to === undefined || from === to) continue
      if (rung(to) >= rung(from)) wrong.push(`${path} → ${target}: not down the ladder`)
      const within = target.split('/').slice(3).join('/')
      const isShared = shared.test(within)
      // Pages ask other capabilities as a client would: the same calls, permissions and refusals.
      const isPageAsking = /\/(portal|pages)(\.ts$|\/)/.test(path) && within === 'server.ts'
      if (!isShared && !isPageAsking)
        wrong.push(`${path} → ${target}: only contract, rules and store are for others`)
    }
  }
  expect(wrong).toEqual([])
})

test('no import cycle among the files of a capability or of base', () => {
  const graph = new Map(
    sources.map(({ path, imports, types }) => [path, imports.filter(target => !types.has(target))]),
  )
  const cycles: string[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (path: string, above: readonly string[]): void => {
    if (state.get(path) === 'done') return
    if (state.get(path) === 'open') {
      cycles.push([...above.slice(above.indexOf(path)), path].join(' → '))
      return
    }
    state.set(path, 'open')
    for (const target of graph.get(path) ?? []) visit(target, [...above, path])
    state.set(path, 'done')
  }
  for (const path of graph.keys()) visit(path, [])
  expect(cycles).toEqual([])
})

test('SQL as text only in migrations, and the pool nowhere outside the door', () => {
  const rawSql = sources.filter(
    ({ path, text }) =>
      /\bsql\.raw\b|CompiledQuery\.raw/.test(text) &&
      !allowed(path, ['src/base/migrations.ts', 'test/architecture.test.ts']),
  )
  const pools = sources.filter(
    ({ path, text }) =>
      /from 'pg'|new pg\./.test(text) &&
      path.startsWith('src/') &&
      !path.endsWith('.test.ts') &&
      !allowed(path, [
        'src/base/db.ts',
        'src/base/rows.ts',
        'src/base/listener.ts',
        'src/base/migrations.ts',
        'src/base/embedded.ts',
        'src/server.ts',
      ]),
  )
  const exported = sources.filter(
    ({ path, text }) => path === 'src/base/db.ts' && /export (const|let) \w*pool/i.test(text),
  )
  expect([...rawSql, ...pools, ...exported].map(({ path }) => path)).toEqual([])
})

test('only stores, the base and checks name tables', () => {
  const wrong = sources.filter(
    ({ path, text }) =>
      path.startsWith('src/domains/') &&
      !path.endsWith('.test.ts') &&
      /sql(<[^`]*>)?`/.test(text) &&
      !/\/store(\.ts|\/)/.test(path) &&
      !allowed(path, ['src/domains/cases/verifying.ts', 'src/domains/identity/demo.ts']),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

// mission: PK1
test('only the index says in which grid a place lies: SQL would put places on borders elsewhere', () => {
  const wrong = sources.filter(
    ({ path, text }) =>
      path.startsWith('src/') &&
      // What would move and what has been is counted there; nobody is told by it whose ground a place is.
      path !== 'src/domains/grids/store/preview.ts' &&
      /st_(intersects|contains|covers|within)\(\s*(grid|wanted)\.shape/.test(text),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

// mission: DC4
test('the right to state times is made by imports only, and no face or call knows of it', () => {
  const makes = sources.filter(
    ({ path, code }) => !path.endsWith('.test.ts') && /new ImportRight\(/.test(code),
  )
  expect(makes.map(({ path }) => path)).toEqual(['src/domains/intake/walking.ts'])
  const asks = sources.filter(
    ({ path, imports }) =>
      !path.endsWith('.test.ts') &&
      !/^src\/(domains\/intake|commands)\//.test(path) &&
      imports.some(target => target.startsWith('src/domains/intake/')),
  )
  expect(asks.map(({ path }) => path).filter(path => !path.startsWith('bench/'))).toEqual([])
})

test('Chinese stands in words only', () => {
  const wrong = sources.filter(
    ({ path, code }) =>
      path.startsWith('src/') &&
      !path.startsWith('src/ui/words/') &&
      !path.endsWith('.test.ts') &&
      /\p{Script=Han}/u.test(code),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('files stay small and have names that say something', () => {
  const long = sources.filter(({ text }) => text.split('\n').length > 351).map(({ path }) => path)
  const vague = sources
    .filter(({ path }) => /(^|\/)(index|utils?|helpers?|types|common|misc)\.tsx?$/.test(path))
    .map(({ path }) => path)
  expect({ long, vague }).toEqual({ long: [], vague: [] })
})

test('every file begins by saying what it holds', () => {
  expect(sources.filter(({ text }) => !text.startsWith('//')).map(({ path }) => path)).toEqual([])
})

test('no any, no ignored check, no focused or skipped test', () => {
  const ignored = /biome-ignore lint\/suspicious\/noExplicitAny|@ts-ignore|@ts-expect-error|@ts-nocheck/
  const loose = /: any\b|<any>|as any\b|\b(test|it|describe)\.(only|skip|todo|fails)\(/
  const wrong = sources.filter(
    ({ path, text, code }) =>
      path !== 'test/architecture.test.ts' && (ignored.test(text) || loose.test(code)),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('supervision, command and handling know nothing of each other', () => {
  const sides = ['supervision', 'command', 'handling']
  const wrong = sources.filter(({ path, imports }) => {
    const from = capabilityOf(path)
    return (
      from &&
      sides.includes(from) &&
      imports.some(target => {
        const to = capabilityOf(target)
        return to !== undefined && to !== from && sides.includes(to)
      })
    )
  })
  expect(wrong.map(({ path }) => path)).toEqual([])
})

// mission: DC4
test('every call names a permission that some post holds, on the axis of that post', () => {
  const held = new Map<string, Set<string>>()
  for (const { axis, may } of Object.values(roles)) {
    for (const permission of may) held.set(permission, (held.get(permission) ?? new Set()).add(axis))
  }
  const wrong = listed(contract).filter(({ meta: { may, axis } }) => {
    if (may === 'anyone' || may === 'signed_in') return axis !== 'open'
    const axes = held.get(may)
    if (!axes) return true
    return axis === 'open' ? false : !(axes.size === 1 && axes.has(axis))
  })
  expect(wrong.map(({ name, meta }) => `${name}: ${meta.may} on ${meta.axis}`)).toEqual([])
})

// mission: DC4
test('no permission of one axis is held by a post of another, and no post holds both', () => {
  for (const [role, { axis, may }] of Object.entries(roles)) {
    for (const permission of may) {
      const side = permission.split('.')[0] ?? ''
      if (['supervision', 'command', 'handling'].includes(side))
        expect(`${role}: ${side}`).toBe(`${role}: ${axis}`)
    }
  }
  for (const step of Object.values(steps)) {
    // Reporters act by the key of their link, the program by the clock.
    if (step.may === 'reporter' || step.may === 'program') continue
    expect(Object.values(roles).some(({ may }) => (may as readonly string[]).includes(step.may))).toBe(true)
  }
})

test('every call names one route, and every write is not a GET', () => {
  const calls = listed(contract)
  const routes = calls.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(routes).size).toBe(routes.length)
  expect(calls.filter(({ method, meta }) => (method === 'GET') === meta.write)).toEqual([])
  expect(calls.filter(({ path }) => /\/(do|handle|process|get|set)-?/.test(path))).toEqual([])
})

test('every refusal and every event has its sentence in both languages', () => {
  const codes = new Set(listed(contract).flatMap(({ refusals }) => refusals))
  const events = Object.values(steps).map(({ happened }) => happened)
  expect([...codes, ...events, 'base.bad_input', 'base.bug'].filter(code => !isWord(code))).toEqual([])
})

test('every capability says in a README what must never happen', async () => {
  const missing: string[] = []
  for (const name of await readdir(join(root, 'src/domains'))) {
    const text = await readFile(join(root, 'src/domains', name, 'README.md'), 'utf8').catch(() => '')
    if (!/never/i.test(text)) missing.push(name)
  }
  expect(missing).toEqual([])
})

interface Source {
  path: string
  text: string
  /** Without comments. */
  code: string
  imports: string[]
  /** Those imports that bring types only. */
  types: Set<string>
}

async function readSources(): Promise<Source[]> {
  const found: Source[] = []
  for (const folder of ['src', 'test', 'demo', 'bench', 'docs']) {
    const names = await readdir(join(root, folder), { recursive: true }).catch(() => [])
    for (const name of names.filter(each => /\.tsx?$/.test(each))) {
      const path = join(folder, name)
      const text = await readFile(join(root, path), 'utf8')
      const types = new Set<string>()
      const imports = [...text.matchAll(/^(import|export)( type)? [^;'"]*?from '(\.[^']+)'/gm)].map(match => {
        const target = relative(root, join(root, dirname(path), match[3] ?? ''))
        if (match[2]) types.add(target)
        return target
      })
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
      found.push({ path, text, code, imports, types })
    }
  }
  return found
}

function capabilityOf(path: string): string | undefined {
  return path.match(/^src\/domains\/([^/]+)\//)?.[1]
}

function rung(capability: string): number {
  return ladder.findIndex(row => row.includes(capability))
}

function allowed(path: string, paths: readonly string[]): boolean {
  return paths.includes(path)
}
