// One random life of a district: what is tried, by whom, when; told as sentences, and held against the truth after
// every turn.
import { recountClocks, sweepClocks } from '../../src/domains/cases/sweeping.ts'
import { drawMissing } from '../../src/domains/supervision/drawing.ts'
import { type City, type Client, district, garbage, inside, insideLinjiang, type Login } from '../city.ts'
import { day, minute } from '../minutes.ts'
import { picture } from '../pictures.ts'
import { deeds, goesThrough, type Pressed, pressed, type Things, whoMay } from './deeds.ts'
import { logins, peopleOf } from './people.ts'
import { attempt, type Beginning, type Choices, isFrom, type Turn, usualWay, weighted } from './turns.ts'
import { type Seen, Watch } from './watch.ts'

/** Lives a life; a failure says all that happened before it. */
export async function live(city: City, { at, cases }: Beginning, turns: readonly Turn[]): Promise<void> {
  city.clock.advance(Date.parse(at) - Date.parse(city.clock.now()))
  const life = new Life(city)
  try {
    await life.begin()
    for (const { who, along } of cases) {
      await life.take({ do: 'report', who })
      await life.walk(along)
    }
    for (const turn of turns) await life.take(turn)
    await life.end()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${life.sentences.join('\n')}\n\n${why}`, { cause: error })
  }
}

interface Told {
  id: string
  number: string
  followKey: string
}

const declared = /^(base\.(not_found|not_allowed|bad_input)|cases\.|command\.|handling\.|supervision\.)/

class Life {
  readonly sentences: string[] = []
  readonly #city: City
  readonly #as: (login: Login) => Promise<Client>
  readonly #watch: Watch
  readonly #told: Told[] = []
  readonly #last = new Map<string, Login>()
  readonly #departments = new Map<string, string>()
  readonly #uploads = new Map<Login, string>()

  constructor(city: City) {
    this.#city = city
    this.#as = peopleOf(city)
    this.#watch = new Watch(city, this.#as)
  }

  async begin(): Promise<void> {
    await this.#watch.begin()
    const dispatcher = await this.#as('dispatcher')
    for (const { code, id } of await dispatcher.organisations.list()) this.#departments.set(code, id)
  }

  async take(turn: Turn): Promise<void> {
    await this.#turn(turn)
    await this.#city.settle()
    await this.#watch.look()
  }

  /** Takes the newest case some steps along its usual way; where somebody else was drawn, it stays. */
  async walk(along: number): Promise<void> {
    for (const [login, name] of usualWay.slice(0, along)) {
      const seen = this.#watch.cases().at(-1)
      if (!seen) return
      const things = await this.#things(seen, name, 0, login)
      const answer = await attempt(async () => deeds[name](await this.#as(login), things))
      if (answer !== 'done') return
      this.#uploads.delete(login)
      this.#say(`${login} takes ${name} on ${seen.number} (${seen.state})`)
      await this.#city.settle()
      await this.#watch.look()
    }
  }

  async end(): Promise<void> {
    this.#say('the log is read again')
    await this.#watch.end()
  }

  #turn(turn: Turn): Promise<void> {
    switch (turn.do) {
      case 'step':
        return this.#step(turn)
      case 'stray':
        return this.#stray(turn)
      case 'wait':
        return this.#wait(turn.minutes)
      case 'sweep':
        return this.#sweep()
      case 'report':
        return this.#report(turn.who)
      case 'reporter':
        return this.#reporter(turn)
      case 'calendar':
        return this.#calendar(turn.more)
      case 'rulebook':
        return this.#rulebook(turn.more)
    }
  }

  #say(sentence: string): void {
    const now = new Date(Date.parse(this.#city.clock.now()) + 8 * 3_600_000)
    const name = now.toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' })
    this.sentences.push(`${name} ${now.toISOString().slice(0, 16).replace('T', ' ')}  ${sentence}`)
  }

  async #wait(minutes: number): Promise<void> {
    this.#city.clock.advance(minutes * minute)
    this.#say(`${minutes} minutes have passed`)
  }

  /** What the chores do every minute. */
  async #sweep(): Promise<void> {
    this.#say('the sweepers run')
    // Three minutes of it: who stops waiting may be late, and who is late for long is told of twice.
    for (const sweeping of [recountClocks, sweepClocks, drawMissing, sweepClocks, sweepClocks]) {
      while (await this.#city.door.within({ district }, tx => sweeping(tx, this.#city.clock.now()))) {}
    }
    await this.#watch.swept()
  }

  /** Somebody who may have something to do with a case does what he is offered. */
  async #step({ which, step, who, more }: Choices): Promise<void> {
    const seen = this.#watch.case(which)
    if (!seen) return
    const people = weighted(pressed.filter(name => isFrom(name, seen.state))).flatMap(whoMay)
    const named = [...new Set(people.slice(who % Math.max(1, people.length)).concat(people))]
    for (const login of named.slice(0, 6)) {
      const offered = (await this.#offered(await this.#as(login), seen.id)) ?? []
      const names = weighted(pressed.filter(name => offered.includes(name)))
      // Everybody may add a note; few should.
      const some = more % 5 === 0 ? names : names.filter(name => name !== 'note' && name !== 'urge')
      const name = some[step % Math.max(1, some.length)]
      if (name) return this.#attempt(seen, login, name, more)
    }
  }

  /** Anybody tries anything, often what at least fits the state of the case. */
  async #stray({ which, step, who, more }: Choices): Promise<void> {
    const seen = this.#watch.case(which)
    if (!seen) return
    const among = who % 3 === 0 ? pressed : pressed.filter(name => isFrom(name, seen.state))
    const name = among[step % Math.max(1, among.length)]
    if (!name) return
    // Whoever acted last may not answer himself.
    const last = this.#last.get(seen.id)
    const people = who % 4 === 1 && last ? [last] : who % 2 === 0 ? logins : whoMay(name)
    const login = people[who % people.length]
    if (login) await this.#attempt(seen, login, name, more)
  }

  /** What is offered goes through; what is not is refused and changes nothing. */
  async #attempt(seen: Seen, login: Login, name: Pressed, more: number): Promise<void> {
    const ask = await this.#as(login)
    const shown = await this.#shown(ask, seen.id)
    const offered = shown?.nextSteps
    const mayCall = whoMay(name).includes(login)
    // As the screen shows it; now and then from memory, or from a screen that somebody else has overtaken.
    const isOutdated = more % 7 === 1 && seen.turn > 1 && name !== 'note'
    const things = {
      ...(await this.#things(seen, name, more, login)),
      seen: isOutdated ? seen.turn - 1 : more % 3 === 0 ? shown?.step : undefined,
    }
    const expected = offered !== undefined && mayCall && !isOutdated && goesThrough(name, offered)
    const before = expected ? undefined : await this.#watch.fingerprint()
    const answer = await attempt(() => deeds[name](ask, things))
    this.#say(`${login} tries ${name} on ${seen.number} (${seen.state}): ${answer}`)
    if (answer === 'done') {
      this.#uploads.delete(login)
      this.#last.set(seen.id, login)
    }
    if (expected !== (answer === 'done') && !this.#excused(name, answer)) {
      throw new Error(
        `${name} was ${expected ? '' : 'not '}offered to ${login} (${offered}), and the answer is ${answer}`,
      )
    }
    if (answer === 'done') return
    if (!declared.test(answer)) throw new Error(`${name} is answered with ${answer}`)
    await this.#city.settle()
    const after = await this.#watch.fingerprint()
    if (before !== undefined && before !== after)
      throw new Error(`${name} was refused and yet changed something`)
  }

  /** What is offered and may still be refused for what is given with it. */
  #excused(name: Pressed, answer: string): boolean {
    if (answer === 'supervision.nothing_to_correct') return name === 'correct'
    return answer === 'supervision.not_joinable' && (name === 'join' || name === 'merge')
  }

  async #offered(ask: Client, id: string): Promise<readonly string[] | undefined> {
    return (await this.#shown(ask, id))?.nextSteps
  }

  async #shown(ask: Client, id: string): Promise<{ nextSteps: readonly string[]; step: number } | undefined> {
    try {
      return await ask.cases.show({ id })
    } catch {
      return undefined
    }
  }

  async #things(seen: Seen, name: Pressed, more: number, login: Login): Promise<Things> {
    const departments = ['D01', 'D02', 'D06', 'D03', 'D04', 'D05'].map(
      code => this.#departments.get(code) ?? '',
    )
    const [refused, asked] = [seen.refusedBy, departments.filter(id => !seen.refusedBy.includes(id))]
    // Nobody is sent what he gave back, but by the coordinator, who sends it to nobody else.
    const willing =
      name === 'dispatch' ? asked : name === 'insist' && refused.length > 0 ? refused : departments
    const others = this.#watch.cases().filter(({ id }) => id !== seen.id)
    let condition: number | undefined
    if (name === 'file') {
      const leader = await this.#as('leader')
      const { conditions } = await leader.supervision
        .conditions({ id: seen.id })
        .catch(() => ({ conditions: [] }))
      condition = conditions[more % Math.max(1, conditions.length)]?.seq
    }
    const units = ['work_hour', 'work_day', 'urgent_hour', 'calendar_day'] as const
    return {
      id: seen.id,
      department: willing[more % Math.min(3, willing.length)] ?? '',
      other: others[more % Math.max(1, others.length)]?.id ?? seen.id,
      condition,
      add: { value: 1 + (more % 5), unit: units[more % units.length] ?? 'work_day' },
      until: new Date(Date.parse(this.#city.clock.now()) + (1 + (more % 12) * 1440) * minute).toISOString(),
      outcome: (['fixed', 'fixed', 'gone', 'cannot'] as const)[more % 4] ?? 'fixed',
      seen: undefined,
      position: seen.position,
      upload: () => this.#upload(login),
    }
  }

  /** A picture that is not used yet. */
  async #upload(login: Login): Promise<string> {
    const present = this.#uploads.get(login) ?? (await this.#fresh(login))
    this.#uploads.set(login, present)
    return present
  }

  async #fresh(login: Login): Promise<string> {
    return (await (await this.#as(login)).files.upload({ file: await small })).id
  }

  async #report(who: number): Promise<void> {
    const reporters = ['stranger', 'inspector', 'acceptor', 'inspector2', 'right'] as const
    const reporter = reporters[who % reporters.length] ?? 'stranger'
    const where = { ...(who % 3 === 2 ? insideLinjiang : inside), precision: 'map' as const }
    const report = { kind: garbage, where, description: 'Bags beside the bin' }
    const ask =
      reporter === 'stranger' ? this.#city.ask : await this.#as(reporter === 'right' ? 'inspector' : reporter)
    const pictures = async () => ({
      pictures: [await this.#fresh('inspector')],
      putRight: [await this.#fresh('inspector')],
    })
    const told = await ask.cases.report({ ...report, ...(reporter === 'right' && (await pictures())) })
    this.#told.push(told)
    this.#say(`${reporter} reports ${told.number}`)
  }

  /** By the key of his link: an answer or an addition; of a closed case what he thinks. */
  async #reporter({ which, more }: { which: number; more: number }): Promise<void> {
    const told = this.#told[which % Math.max(1, this.#told.length)]
    if (!told) return
    const keyed = { number: told.number, key: told.followKey }
    const { mayJudge } = await this.#city.ask.cases.follow(keyed)
    const judges = mayJudge || more % 5 === 0
    const answer = await attempt(async () => {
      if (judges) await this.#city.ask.cases.judge({ ...keyed, fixed: more % 2 === 0 })
      else await this.#city.ask.cases.addToReport({ ...keyed, text: 'On the left side' })
    })
    this.#say(`the reporter of ${told.number} ${judges ? 'judges' : 'adds a word'}: ${answer}`)
    if (mayJudge && answer !== 'done') throw new Error(`a reporter who may judge is answered ${answer}`)
    if (answer !== 'done' && !/^(cases\.|base\.too_often)/.test(answer))
      throw new Error(`a reporter is answered ${answer}`)
  }

  async #calendar(more: number): Promise<void> {
    const ask = (await this.#as('admin')).regions
    const { version, edits } = await ask.calendar()
    // Also of days that are over: what was late by then stays late.
    const date = new Date(Date.parse(this.#city.clock.now()) + ((more % 13) - 4) * day)
      .toISOString()
      .slice(0, 10)
    const hours = [[], [{ from: '09:00', to: '12:00' }], [{ from: '00:00', to: '24:00' }]]
    const exceptions = { ...edits.exceptions, [date]: hours[more % hours.length] ?? [] }
    const answer = await attempt(() =>
      ask.publishCalendar({ after: version, edits: { ...edits, exceptions } }),
    )
    this.#say(
      `a calendar in which ${date} has ${exceptions[date]?.length ? 'other hours' : 'none'} is published: ${answer}`,
    )
    await this.#watch.measured()
  }

  async #rulebook(more: number): Promise<void> {
    const ask = (await this.#as('admin')).catalogue
    const { revision } = await ask.openDraft()
    const { edition: _, ...rules } = await ask.rules({ version: 'draft' })
    const limits = [
      null,
      { value: 1, unit: 'work_day' },
      { value: 2, unit: 'urgent_hour' },
      { value: 2, unit: 'calendar_day' },
    ] as const
    const one = limits[more % limits.length] ?? null
    const stages = {
      ...rules.stages,
      accept: one,
      dispatch: one,
      feedback: limits[(more + 1) % 4] ?? null,
      check: limits[(more + 2) % 4] ?? null,
    }
    const changed = {
      ...rules,
      edition: garbage.edition,
      stages,
      mostExtensions: 1 + (more % 2),
      recheckShare: more % 2,
    }
    const set = await ask.setRules({ revision, ...changed })
    const answer = await attempt(() => ask.publish({ revision: set.revision, validFrom: null }))
    this.#say(`a rulebook is published: ${answer}`)
    await this.#watch.measured()
  }
}

const small = picture('#445566', 8)
