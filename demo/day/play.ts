// The stage: what everybody in the simulated days shares. Clock and agenda, the line to the program, the town, what was
// reported and is really so, and what was done wrong.
import type { CaseSummary } from '../../src/domains/cases/contract.ts'
import type { Agenda } from './agenda.ts'
import type { Character } from './characters.ts'
import type { DayClock } from './clock.ts'
import { dice, hashOf } from './dice.ts'
import type { Caller, Line } from './line.ts'
import { disguised, photograph } from './pictures.ts'
import { thingOf } from './things.ts'
import type { Town } from './town.ts'
import type { Trouble } from './troubles.ts'
import type { Wrongs } from './wrongs.ts'

/** One report as the program keeps it, by its number, and the trouble behind it. */
export interface Story {
  number: string
  trouble: Trouble
  by: string
  /** The second report of a trouble that somebody had reported before. */
  isDuplicate: boolean
  reportedAt: number
  followKey: string | null
  isSelfHandled: boolean
}

export interface Play {
  town: Town
  seed: number
  timeZone: string
  clock: DayClock
  agenda: Agenda
  line: Line
  wrongs: Wrongs
  stories: Map<string, Story>
  /** Of cases that were there before. */
  met: Map<string, Story>
  characters: ReadonlyMap<string, Character>
  isHonest: boolean
  /** How often anything changed: whoever looked since sees nothing new. */
  moved: number
  album: Album
  /** What people finished truly late, by case and when. */
  finishes: { case: string; at: number; dueAt: number | null; isDone: boolean }[]
}

export function later(play: Play, at: number, act: () => Promise<void>): void {
  play.agenda.add(Math.max(at, play.clock.now()), act)
}

/** What is behind a case: of one from before all that can be said is what it looks like. */
export function storyOf(
  play: Play,
  found: Pick<CaseSummary, 'number' | 'kind' | 'place' | 'address' | 'state' | 'reportedAt'>,
): Story {
  const known = play.stories.get(found.number) ?? play.met.get(found.number)
  if (known) return known
  const { number, kind, place, address, reportedAt } = found
  const at = Date.parse(reportedAt)
  const shown = play.town.kinds.find(({ code, type }) => code === kind.code && type === kind.type)
  const trouble: Trouble = {
    serial: number,
    at,
    kind: shown ?? {
      ...kind,
      thing: thingOf(kind.name.en),
      offered: false,
      weight: 0,
      nearMetres: 50,
      checkMetres: 100,
    },
    place: { longitude: place.longitude, latitude: place.latitude },
    grid: '',
    address,
    seen: 'portal',
    said: { text: '', contact: undefined },
    isSmall: false,
    isPrank: false,
    isOutside: false,
    hasPicture: false,
    street: hashOf(number),
    again: null,
    isMended: ['handled', 'checking', 'checked', 'closed'].includes(found.state),
  }
  const story: Story = {
    number,
    trouble,
    by: '',
    isDuplicate: false,
    reportedAt: at,
    followKey: null,
    isSelfHandled: false,
  }
  play.met.set(number, story)
  return story
}

/** The pictures that people have taken, for those who use them again. */
export class Album {
  readonly #kept = new Map<string, Buffer[]>()

  keep(who: string, photo: Buffer): void {
    const mine = this.#kept.get(who) ?? []
    this.#kept.set(who, [...mine.slice(-39), photo])
  }

  /** One that he took some time ago, if he has any. */
  old(who: string, pick: (among: readonly Buffer[]) => Buffer): Buffer | undefined {
    const mine = this.#kept.get(who) ?? []
    return mine.length < 3 ? undefined : pick(mine.slice(0, -1))
  }
}

export type Disguise = 'same' | 'reencoded' | 'cropped'

/** Takes a picture of the place as it is and sends it; gives the id of the upload. */
export async function shoot(
  play: Play,
  who: Caller,
  story: Pick<Story, 'trouble'>,
  isMended: boolean,
  eye: string,
): Promise<string> {
  const { street, kind } = story.trouble
  const photo = await photograph({ street, thing: kind.thing, isMended, eye })
  play.album.keep(who.name, photo)
  return send(play, who, photo)
}

/** Sends a picture that he has already, as it is or disguised; undefined where he has none yet. */
export async function shootAgain(
  play: Play,
  who: Caller,
  how: Disguise,
  ...words: (string | number)[]
): Promise<string | undefined> {
  const throws = dice(play.seed, 'again', ...words)
  const old = play.album.old(who.name, among => throws.pick(among))
  return old && send(play, who, await disguised(old, how))
}

export function asFile(photo: Buffer): File {
  return new File([new Uint8Array(photo)], 'photo.jpg', { type: 'image/jpeg' })
}

export async function send(play: Play, who: Caller, photo: Buffer): Promise<string> {
  const file = asFile(photo)
  const sent = await play.line.write(who, ask => ask.files.upload({ file }))
  if ('refused' in sent) throw new Error(`a picture was refused: ${sent.refused}`)
  // It takes a moment to send one.
  play.clock.pass(1500)
  return sent.said.id
}
