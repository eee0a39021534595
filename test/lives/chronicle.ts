// The life of one case as its events tell it: states and counts, the stages with all that moved their clocks, and who
// was told that one is late. Written from the rules of the mission, not from the program's table of steps.
import { expect } from 'vitest'
import { type Ends, endsOf, type Run, type Span, type Worked } from './truth.ts'

export interface Logged {
  id: string
  subject: string
  seq: number
  happened: string
  at: number
  post: string | null
  account: string | null
  detail: Readonly<Record<string, unknown>>
  /** The hash of the event before, in hex. */
  seed: string | null
}

export interface Book {
  stages: Readonly<Record<string, Span | null>>
  askWait: Span
  mostExtensions: number
  /** The same of every version by its number, as cases go on by the one that they were filed under. */
  others: ReadonlyMap<number, number>
}

const none: Ends = { soon: null, due: null }

/** Where each event leads; `begin` names the stage that starts, `end` says that none runs. */
const ways: Readonly<Record<string, { state?: string; begin?: string; end?: true; quiet?: true }>> = {
  'cases.reported': { state: 'reported', begin: 'accept' },
  'cases.split_off': { state: 'filed', begin: 'dispatch' },
  'cases.accepted': { state: 'accepted', begin: 'file' },
  'cases.refused': { state: 'void', end: true },
  'cases.audited': { state: 'closed', end: true },
  'cases.joined': { state: 'joined', end: true },
  'cases.verify_asked': {},
  'cases.reporter_asked': {},
  'cases.verified': {},
  'cases.reporter_answered': {},
  'cases.reporter_silent': {},
  'cases.corrected': {},
  'cases.filed': { state: 'filed', begin: 'dispatch' },
  'cases.sent_back': { state: 'reported', begin: 'accept' },
  'cases.discarded': { state: 'void', end: true },
  'cases.dispatched': { state: 'dispatched', begin: 'handle' },
  'cases.insisted': { state: 'dispatched', begin: 'handle' },
  'cases.returned': { state: 'accepted', begin: 'file' },
  'cases.split': { state: 'split', end: true },
  'cases.gathered': { state: 'checked', begin: 'close' },
  'cases.scattered': { state: 'split', end: true },
  'cases.taken': { state: 'handling' },
  'cases.given_back': { state: 'filed', begin: 'dispatch' },
  'cases.extension_asked': {},
  'cases.suspension_asked': {},
  'cases.request_withdrawn': {},
  'cases.extended': {},
  'cases.extension_refused': {},
  'cases.suspended': { state: 'suspended' },
  'cases.suspension_refused': {},
  'cases.resumed': { state: 'handling' },
  'cases.woken': { state: 'handling' },
  'cases.finished': { state: 'handled' },
  'cases.sent_to_rework': { state: 'handling' },
  'cases.passed': { state: 'checking', begin: 'check' },
  'cases.confirmed': { state: 'checked', begin: 'close' },
  'cases.objected': { state: 'handling' },
  'cases.closed': { state: 'closed', end: true },
  'cases.merged': { state: 'joined', end: true },
  'cases.force_asked': {},
  'cases.force_refused': {},
  'cases.forced': { state: 'closed', end: true },
  'cases.reopened': { state: 'filed', begin: 'dispatch' },
  'cases.kept_closed': { quiet: true },
  'cases.rechecked': { quiet: true },
  'cases.noted': { quiet: true },
  'cases.urged': { quiet: true },
  'cases.added_to': { quiet: true },
  'cases.judged': { quiet: true },
  'cases.drawn': { quiet: true },
  'cases.redraw_asked': { quiet: true },
  'cases.recounted': { quiet: true },
  'cases.joined_by': { quiet: true },
  'cases.overdue': { quiet: true },
  'cases.escalated': { quiet: true },
}
/** What stands aside while another stage runs, and what brings it back. */
const interrupts: Readonly<Record<string, string>> = {
  'cases.verify_asked': 'verify',
  'cases.reporter_asked': 'answer',
  'cases.finished': 'feedback',
}
const resumes = [
  'cases.verified',
  'cases.reporter_answered',
  'cases.reporter_silent',
  'cases.sent_to_rework',
  'cases.objected',
]
/** By these a case may come under a rulebook. */
const files = ['cases.filed', 'cases.split_off', 'cases.reopened']
/** After these the handling clock may still go on. */
const keepsRest = ['cases.passed', 'cases.confirmed']

export class Chronicle {
  state = ''
  step = 0
  turn = 0
  extensions = 0
  suspensions = 0
  run: Run | null = null
  ends: Ends = none
  #rest: Run | null = null
  /** Since when what rests was late already, and what runs: no later calendar takes that back. */
  #restLate: Ends | null = null
  #late: Ends | null = null
  /** When the superior is to be told. */
  #superior: number | null = null
  /** Whose answer from the spot stands. */
  #looked: string | null = null
  #handling: Span | null = null
  /** The number of the rulebook that it was filed under. */
  #filedUnder: unknown

  follow(event: Logged, book: Book, calendar: Worked): void {
    const { happened, at, seq, detail } = event
    const way = ways[happened]
    if (!way) throw new Error(`nobody knows ${happened}`)
    this.step += 1
    expect({ happened, seq }).toEqual({ happened, seq: this.step })
    if (!way.quiet) this.turn = seq
    this.#mayHappen(event, book, calendar)
    // What was closed without having been filed is given its limit when it is opened again.
    const isFiled =
      ['cases.filed', 'cases.split_off'].includes(happened) ||
      (happened === 'cases.reopened' && 'limit' in detail)
    if (isFiled) this.#handling = spanIn(detail.limit)
    if (files.includes(happened) && 'rulebook' in detail) this.#filedUnder = detail.rulebook
    const interrupting = interrupts[happened]
    const before = this.run
    const isLate = this.ends.due !== null && this.ends.due < at
    const late = isLate ? this.ends : null
    if (way.begin) this.#begin(way.begin, at, book)
    if (way.end) this.run = null
    if (interrupting) {
      if (before) this.#rest = { ...before, holds: [...before.holds, { from: at, until: null }] }
      this.#restLate = late
      this.#begin(interrupting, at, book)
    }
    if (resumes.includes(happened)) this.#resume(at, calendar)
    if (happened === 'cases.confirmed') this.#looked = event.post
    if (happened === 'cases.drawn') this.#drawn(event)
    if (happened === 'cases.extended') this.#extend(spanIn(detail.add))
    if (happened === 'cases.suspended') this.#hold(at, Date.parse(String(detail.until)))
    if (happened === 'cases.resumed' || happened === 'cases.woken') this.#wake(at, late)
    if (happened === 'cases.reopened') [this.extensions, this.suspensions] = [0, 0]
    if ((way.begin || way.end) && !keepsRest.includes(happened)) this.#rest = null
    this.state = way.state ?? this.state
    const isCounted = 'due' in detail
    if (isCounted) this.ends = this.run ? (this.#late ?? endsOf(this.run, calendar)) : none
    if (isCounted) expect({ happened, due: detail.due }).toEqual({ happened, due: this.ends.due })
  }

  #begin(stage: string, at: number, book: Book): void {
    const limit =
      stage === 'handle' ? this.#handling : stage === 'answer' ? book.askWait : (book.stages[stage] ?? null)
    this.run = { stage, start: at, limit, holds: [], more: [], told: 0 }
    this.#late = null
  }

  /** From a seed that nobody chose, among lots that stand beside; the second look is another's. */
  #drawn({ detail, seed }: Logged): void {
    const lots = Array.isArray(detail.lots) ? detail.lots.map(([post]) => post) : []
    expect(detail.seed).toBe(seed)
    expect(lots).toContain(detail.drawn)
    if (detail.purpose === 'recheck') expect(detail.drawn).not.toBe(this.#looked)
  }

  #resume(at: number, calendar: Worked): void {
    const rested = this.#rest
    if (!rested) throw new Error('nothing rests')
    this.run = { ...rested, holds: ended(rested.holds, at) }
    this.#rest = null
    this.#late = this.#restLate
    if (this.run.told === 1) this.#superior = twice(this.run, calendar)
  }

  #extend(add: Span | null): void {
    if (this.run && add) this.run = { ...this.run, more: [...this.run.more, add] }
    this.extensions += 1
  }

  #hold(from: number, until: number): void {
    if (this.run) this.run = { ...this.run, holds: [...this.run.holds, { from, until }] }
    this.suspensions += 1
  }

  #wake(at: number, late: Ends | null): void {
    this.#late = late
    if (this.run) this.run = { ...this.run, holds: ended(this.run.holds, at) }
  }

  /** Who is told, and what is granted, only when it may be. */
  #mayHappen({ happened, at, detail }: Logged, book: Book, calendar: Worked): void {
    const { due } = this.ends
    const isLate = due !== null && due < at
    const known = { happened, state: this.state, told: this.run?.told, isLate }
    if (happened === 'cases.overdue' || happened === 'cases.escalated') {
      const told = happened === 'cases.overdue' ? 0 : 1
      expect({ ...known, stage: detail.stage }).toEqual({
        ...known,
        isLate: true,
        told,
        stage: this.run?.stage,
      })
      expect(['suspended', 'closed', 'void', 'joined', 'split']).not.toContain(this.state)
      expect(this.run?.stage).not.toBe('answer')
      const isTime = told === 0 || (this.#superior !== null && this.#superior < at)
      expect({ happened, isTime }).toEqual({ happened, isTime: true })
      if (!this.run) return
      this.run = { ...this.run, told: told + 1 }
      if (told === 0) this.#superior = twice(this.run, calendar)
    }
    // Only what still runs in time is counted anew.
    if (happened === 'cases.recounted') expect(known).toEqual({ ...known, isLate: false })
    if (happened === 'cases.extended') {
      const filed = book.others.get(Number(this.#filedUnder))
      expect({ ...known, left: this.extensions < (filed ?? book.mostExtensions) }).toEqual({
        ...known,
        isLate: false,
        left: true,
      })
    }
    if (happened === 'cases.suspended') {
      expect({ ...known, suspensions: this.suspensions }).toEqual({ ...known, isLate: false, suspensions: 0 })
    }
    if (happened === 'cases.extension_asked' || happened === 'cases.suspension_asked')
      expect(isLate).toBe(false)
  }
}

/** When as much time again as the whole limit has run out. */
function twice(run: Run, calendar: Worked): number | null {
  return run.limit && endsOf({ ...run, more: [...run.more, run.limit] }, calendar).due
}

function ended(holds: Run['holds'], at: number): Run['holds'] {
  return holds.map(({ from, until }) => ({ from, until: until === null || until > at ? at : until }))
}

function spanIn(said: unknown): Span | null {
  if (typeof said !== 'object' || said === null || !('value' in said) || !('unit' in said)) return null
  return { value: Number(said.value), unit: String(said.unit) }
}
