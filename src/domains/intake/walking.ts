// Walks requests through every post, many at once: reported when they were opened, accepted, filed with the limit that
// their target leaves, dispatched and taken at the same time; finished, passed on, checked and closed when they were
// closed. Each step is the step of the table, taken by the post whose step it is.
import { v7 as newId } from 'uuid'
import { type Instant, instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { type Acting, ImportRight } from '../../base/events.ts'
import type { Limit } from '../../base/limits.ts'
import { type Measures, measures } from '../cases/planning.ts'
import { reportStated, type StatedStep, takeStated } from '../cases/stating.ts'
import type { StepName } from '../cases/steps.ts'
import { keepSought } from '../cases/store/searching.ts'
import { addTexts, answerTasks, committedText, openTasks } from '../cases/store/stating.ts'
import type { Role } from '../identity/rules.ts'
import { masked } from './masking.ts'
import { apartOf, outcomeOf, type Request, sourceOf } from './rules.ts'
import { addRequests, advance, lockImport, type Walker } from './store.ts'

/** What cases are brought into: the district as it was founded. */
export interface Ground {
  import: string
  district: string
  edition: string
  kinds: ReadonlyMap<string, { code: string; organisation: string; rule: Rule | undefined }>
  organisations: ReadonlyMap<string, string>
  walkers: readonly Walker[]
  /** Where a request lies; without a grid where it has no place of its own. */
  placed(request: Request): Placed
}

/** The rule of responsibility for a kind. */
export interface Rule {
  id: string
  number: number
  version: number
}

export interface Placed {
  grid: string | undefined
  regionPath: string
  longitude: number
  latitude: number
}

export interface Brought {
  row: number
  request: Request
}

/** Whose step each is; a test holds it against the table of roles. */
export const walks = {
  accept: 'acceptor',
  file: 'shift_leader',
  dispatch: 'dispatcher',
  take: 'department_clerk',
  finish: 'department_clerk',
  pass: 'coordinator',
  confirm: 'inspector',
  close: 'shift_leader',
} as const satisfies Partial<Record<StepName, Role>>
type Walk = keyof typeof walks

interface Walking extends Brought {
  id: string
  opened: Instant
  closed: Instant | null
  limit: Limit | null
  organisation: string
  placed: Placed
}

/**
 * One batch, in one transaction: all of it or nothing. Rows that are kept already, by somebody who brings the same file
 * at the same time, are left alone.
 */
export async function walk(tx: Tx, now: Instant, ground: Ground, brought: readonly Brought[]): Promise<void> {
  const upto = await lockImport(tx, ground.import)
  const fresh = brought.filter(({ row }) => row > upto)
  const last = fresh.at(-1)
  if (!last) return
  const all = fresh.map(each => prepared(ground, each))
  const measured = await measures(tx, now)
  const steps = new Steps({ tx, now, importing: new ImportRight(ground.import) }, measured, ground)
  await steps.report(all)
  await steps.open(all)
  await steps.end(all.filter(({ closed }) => closed !== null))
  await keepSought(
    tx,
    all.map(({ id }) => id),
  )
  await addRequests(
    tx,
    ground.import,
    all.map(({ id, row, request, placed }) => ({
      number: request.number,
      row,
      caseId: id,
      flag: request.flag,
      apart: apartOf(request, placed.grid !== undefined),
    })),
  )
  await advance(tx, ground.import, last.row)
}

class Steps {
  readonly #acting: Acting
  readonly #measured: Measures
  readonly #ground: Ground

  constructor(acting: Acting, measured: Measures, ground: Ground) {
    this.#acting = acting
    this.#measured = measured
    this.#ground = ground
  }

  async report(all: readonly Walking[]): Promise<void> {
    await reportStated(
      this.#acting,
      this.#measured,
      all.map(({ id, opened, request: { kind, said }, placed }) => ({
        id,
        at: opened,
        kind: { edition: this.#ground.edition, type: 'event', code: this.#kind(kind).code },
        source: sourceOf(said.source),
        regionPath: placed.regionPath,
        grid: placed.grid,
        place: { ...placed, precision: placed.grid === undefined ? 'region' : 'map' },
        address: masked(said.address).slice(0, 200),
        description: masked(said.title),
        language: 'en',
      })),
    )
  }

  /** Up to handling: all at the time of the report, as the file says nothing of when its own desks did it. */
  async open(all: readonly Walking[]): Promise<void> {
    const { rulebook } = this.#measured
    const at = (each: Walking): StatedStep => ({ id: each.id, at: each.opened, limit: each.limit })
    await this.#take('accept', all, at)
    const filing = { rulebook: rulebook.version, condition: null, area: 'A' }
    await this.#take(
      'file',
      all,
      each => {
        const filedAs = `${this.#ground.edition}/event/${this.#kind(each.request.kind).code}`
        return { ...at(each), detail: { ...filing, filedAs, limit: each.limit } }
      },
      // Limit and kind are those of each case.
      { change: { filing: { ...filing, filedAs: '', limit: null } } },
    )
    for (const [organisation, group] of byOrganisation(all)) {
      const sent = { change: { department: organisation }, detail: { department: organisation } }
      await this.#take('dispatch', group, each => ({ ...at(each), detail: this.#proposed(each) }), sent)
      await this.#take('take', group, at, { organisation })
    }
  }

  /** From finishing on: all at the time at which the file says it was closed. */
  async end(closed: readonly Walking[]): Promise<void> {
    const { tx } = this.#acting
    const at = ({ id, closed: when, opened }: Walking): StatedStep => ({ id, at: when ?? opened })
    const said = new Map(
      closed.flatMap(each => {
        const body = masked(each.request.said.closing)
        return body === '' ? [] : [[each.id, { ...committedText(body), caseId: each.id, at: at(each).at }]]
      }),
    )
    await addTexts(tx, [...said.values()])
    for (const [organisation, group] of byOrganisation(closed))
      await this.#take(
        'finish',
        group,
        each => {
          const text = said.get(each.id)
          return {
            ...at(each),
            ...(text && { detail: { text: { id: text.id, commitment: text.commitment } } }),
          }
        },
        { organisation },
      )
    await this.#take('pass', closed, at)
    // The file names no inspector: the check is that of the import, and nobody was drawn for it.
    const { post } = this.#walker('inspector')
    const checks = closed.map(each => ({ caseId: each.id, at: at(each).at }))
    await openTasks(tx, post, checks)
    await this.#take('confirm', closed, at, { detail: { answer: true, drawn: false } })
    await answerTasks(
      tx,
      post,
      checks.map(({ caseId }) => caseId),
    )
    const outcomes = Map.groupBy(closed, ({ request }) => outcomeOf(request.said.closing))
    for (const [outcome, group] of outcomes)
      await this.#take('close', group, at, { change: { outcome }, detail: { outcome } })
  }

  #take(
    name: Walk,
    group: readonly Walking[],
    step: (each: Walking) => StatedStep,
    common: Parameters<typeof takeStated>[4] = {},
  ): ReturnType<typeof takeStated> {
    const { account, post } = this.#walker(walks[name], common.organisation)
    const reach = `${this.#ground.district}/`
    const acting = { ...this.#acting, actor: { account, post } }
    return takeStated(acting, this.#measured, name, group.map(step), { reach, ...common })
  }

  #walker(role: Role, organisation: string | null = null): Walker {
    const found = this.#ground.walkers.find(each => each.role === role && each.organisation === organisation)
    if (!found) throw new Error(`the import has no ${role} ${organisation ?? ''}`)
    return found
  }

  #kind(text: string) {
    const kind = this.#ground.kinds.get(text)
    if (!kind) throw new Error(`the import has no kind ${JSON.stringify(text)}`)
    return kind
  }

  /** Which rule names whom for the kind, as dispatching by hand says it too. */
  #proposed({ request, organisation }: Walking): Readonly<Record<string, unknown>> {
    const { rule, organisation: proposed } = this.#kind(request.kind)
    if (!rule) return {}
    const { id, number, version } = rule
    return { proposal: { rule: id, number, version, followed: proposed === organisation } }
  }
}

function prepared(ground: Ground, { row, request }: Brought): Walking {
  const { opened, target, closed, department } = request
  const organisation = ground.organisations.get(department)
  if (organisation === undefined) throw new Error(`the import has no department ${department}`)
  return {
    ...{ row, request, organisation },
    id: newId(),
    opened: instant(opened),
    closed: closed === null ? null : instant(closed),
    limit: target === null || target <= opened ? null : limitOf(target - opened),
    placed: ground.placed(request),
  }
}

const hour = 3_600_000

/** By the wall clock, to the millisecond: its end is the target itself, whatever clocks were changed in between. */
export function limitOf(milliseconds: number): Limit {
  const isDays = milliseconds % (24 * hour) === 0
  return isDays
    ? { value: milliseconds / (24 * hour), unit: 'urgent_day' }
    : { value: milliseconds / hour, unit: 'urgent_hour' }
}

function byOrganisation(all: readonly Walking[]): Map<string, Walking[]> {
  return Map.groupBy(all, ({ organisation }) => organisation)
}
