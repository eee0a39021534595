// Who plays: each account of the district with its post, its character and its desk, and what everybody does on one day.
import type { DemoAccount } from '../../src/domains/identity/demo.ts'
import type { Day } from './days.ts'
import { type Desk, openDesk } from './desk.ts'
import { type Dice, dice } from './dice.ts'
import { accept, typeCall } from './people/acceptors.ts'
import { coordinate, dispatch, insist, type Phone, urge } from './people/command.ts'
import { type Department, takeUp } from './people/departments.ts'
import { judgeFlags } from './people/evaluators.ts'
import type { Inspector } from './people/inspector.ts'
import { beginDay, walkable } from './people/inspectors.ts'
import { lead } from './people/leaders.ts'
import { reportByPortal } from './people/residents.ts'
import { later, type Play } from './play.ts'
import { type Trouble, troublesOf } from './troubles.ts'

export interface Cast {
  inspectors: readonly Inspector[]
  desks: readonly Desk[]
  hotline: readonly string[]
  coordinators: readonly string[]
  evaluators: readonly string[]
}

const always = () => true
const workdays = ({ isWorkday }: Day) => isWorkday

export async function castFor(play: Play): Promise<Cast> {
  const { accounts } = play.town
  const phone: Phone = []
  const of = (role: DemoAccount['role']) =>
    accounts.filter(each => each.role === role).map(({ login }) => login)
  const minutes = (from: number, until: number, every: number) => ({ hours: [from, until] as const, every })
  const desks: Desk[] = [
    ...of('acceptor').map(login => ({
      ...minutes(7, 22, 6),
      login,
      takes: [40, 110] as const,
      worksOn: always,
      act: accept.bind(undefined, play),
    })),
    ...of('shift_leader').map(login => ({
      ...minutes(7.6, 20.5, 9),
      login,
      takes: [40, 100] as const,
      worksOn: always,
      act: lead.bind(undefined, play),
    })),
    ...of('dispatcher').map(
      (login): Desk => ({
        ...minutes(7.7, 20, 9),
        login,
        takes: [40, 120],
        worksOn: always,
        act: (staff, found) => dispatch(play, staff, found, phone),
      }),
    ),
    ...of('coordinator').map(
      (login): Desk => ({
        ...minutes(8, 20, 12),
        login,
        takes: [40, 120],
        worksOn: always,
        act: coordinate.bind(undefined, play),
        first: staff => insist(play, staff, phone),
      }),
    ),
  ]
  for (const login of [...of('department_clerk'), ...of('contractor')]) {
    const department: Department = {
      login,
      character: characterOf(play, login),
      planned: new Set(),
      pushedBack: new Set(),
    }
    desks.push({
      ...minutes(8.2, 18.2, 20),
      login,
      takes: [60, 200],
      // On days off somebody is there too, for what is urgent.
      worksOn: always,
      act: (staff, found) => takeUp(play, department, staff, found),
    })
  }
  return {
    desks,
    inspectors: await inspectorsOf(play, of('inspector')),
    hotline: of('acceptor'),
    coordinators: of('coordinator'),
    evaluators: of('evaluator'),
  }
}

function characterOf({ characters }: Play, login: string) {
  return characters.get(login) ?? 'honest'
}

/** Each walks a part of the grids that his post reaches. */
async function inspectorsOf(play: Play, logins: readonly string[]): Promise<Inspector[]> {
  const byRegion = new Map<string, string[]>()
  for (const login of logins) {
    const { me } = await play.line.staff(login)
    const region = me.post.region.code
    byRegion.set(region, [...(byRegion.get(region) ?? []), login])
  }
  return [...byRegion].flatMap(([region, mates]) => {
    const grids = play.town.grids
      .filter(grid => grid.region.startsWith(region))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    return mates.map((login, at) => {
      const from = Math.floor((at * grids.length) / mates.length)
      const until = Math.floor(((at + 1) * grids.length) / mates.length)
      return { login, character: characterOf(play, login), beat: grids.slice(from, until) }
    })
  })
}

/** Everything that begins on this day: troubles, walks, desks and what is done once a day. */
export function beginsOn(
  play: Play,
  cast: Cast,
  day: Day,
  { cases, from }: { cases: number; from: number },
): Trouble[] {
  const { inspectors } = cast
  const troubles = troublesOf(play.town, day, { cases, withWrongs: !play.isHonest }).filter(
    ({ at }) => at >= from,
  )
  const onShift = inspectors.filter(({ login }) => !rests(login, day, inspectors.length))
  const finds = new Map<string, Trouble[]>()
  for (const trouble of troubles) {
    const throws = dice(play.seed, 'seen', trouble.serial)
    const finder = trouble.seen === 'inspector' ? finderOf(trouble, onShift, throws) : undefined
    if (trouble.seen === 'inspector' && !finder) trouble.seen = 'portal'
    if (finder) finds.set(finder.login, [...(finds.get(finder.login) ?? []), trouble])
    else later(play, trouble.at, () => tell(play, cast, trouble, false, throws))
    if (trouble.again) {
      const { at } = trouble.again
      later(play, at, () => tell(play, cast, trouble, true, throws))
    }
  }
  for (const inspector of onShift) beginDay(play, day, inspector, walkable(finds.get(inspector.login) ?? []))
  for (const desk of cast.desks) openDesk(play, day, desk)
  for (const login of cast.coordinators.slice(0, 1))
    later(play, day.at(10.2), async () => urge(play, await play.line.staff(login), 3))
  if (!workdays(day)) return troubles
  for (const hour of [9.5, 15.5]) {
    for (const login of cast.evaluators)
      later(play, day.at(hour), async () => judgeFlags(play, await play.line.staff(login), 30))
  }
  return troubles
}

/** One day off in seven, where there are others to stand in. */
function rests(login: string, { weekday }: Day, colleagues: number): boolean {
  return colleagues > 4 && dice(7, 'rest', login).whole(0, 6) === weekday
}

function finderOf({ grid }: Trouble, onShift: readonly Inspector[], throws: Dice): Inspector | undefined {
  const own = onShift.find(({ beat }) => beat.some(({ code }) => code === grid))
  if (own) return own
  const neighbours = onShift.filter(({ beat }) =>
    beat.some(({ region }) => region.slice(0, 9) === grid.slice(0, 9)),
  )
  return neighbours.length > 0 ? throws.pick(neighbours) : undefined
}

async function tell(
  play: Play,
  cast: Cast,
  trouble: Trouble,
  isDuplicate: boolean,
  throws: Dice,
): Promise<void> {
  const byPhone = isDuplicate ? throws.chance(0.4) : trouble.seen === 'hotline'
  const told = { trouble, isDuplicate, reportedAt: play.clock.now(), isSelfHandled: false }
  const [acceptor] = cast.hotline
  const number =
    byPhone && acceptor !== undefined
      ? await typeCall(play, await play.line.staff(acceptor), { ...told, by: acceptor })
      : await reportByPortal(play, { ...told, by: 'resident' })
  if (isDuplicate && number !== undefined) play.wrongs.add('duplicate', 'resident', play.clock.now(), number)
}
