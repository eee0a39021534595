// Residents: they report on the portal without an account, with the telephone's picture or without, follow what becomes of
// it by their link, answer what they are asked, and say at the end whether it is fixed. Some report nothing at all, or what
// lies elsewhere, or what a neighbour has reported already.
import { type Dice, dice } from '../dice.ts'
import type { Place } from '../land.ts'
import { addressOf, type Caller } from '../line.ts'
import { photograph } from '../pictures.ts'
import { asFile, later, type Play, type Story } from '../play.ts'
import { notes } from '../words.ts'
import { step } from './step.ts'

export async function reportByPortal(
  play: Play,
  told: Omit<Story, 'number' | 'followKey'>,
): Promise<string | undefined> {
  const { trouble, isDuplicate } = told
  const throws = dice(play.seed, 'resident', trouble.serial, isDuplicate ? 'again' : 'first')
  const address = addressOf(throws)
  const who = play.line.stranger('resident', address)
  const place = isDuplicate ? (trouble.again?.place ?? trouble.place) : trouble.place
  const precision = throws.chance(0.6) ? ('device' as const) : ('map' as const)
  const isShown = trouble.hasPicture && !trouble.isOutside
  const sent = isShown
    ? await withPicture(play, { ...told, place, precision, address, throws })
    : await inWords(play, who, { ...told, place, precision })
  const at = play.clock.now()
  if (trouble.isOutside) play.wrongs.add('outside', 'resident', at, null, sent === undefined)
  if (sent === undefined) return undefined
  const story = { ...told, ...sent }
  play.stories.set(sent.number, story)
  if (trouble.isPrank) play.wrongs.add('prank', 'resident', at, sent.number)
  if (!trouble.isPrank && throws.chance(0.6)) lookIn(play, who, story, throws.between(14, 34), 1)
  return sent.number
}

type Telling = Omit<Story, 'number' | 'followKey'> & { place: Place; precision: 'device' | 'map' }
type Link = { number: string; followKey: string }

async function inWords(
  play: Play,
  who: Caller,
  { trouble, place, precision }: Telling,
): Promise<Link | undefined> {
  const { edition, type, code } = trouble.kind
  const sent = await step(
    play,
    who,
    ask =>
      ask.cases.report({
        kind: { edition, type, code },
        where: { ...place, precision },
        address: trouble.address,
        description: trouble.said.text,
        ...(trouble.said.contact && { contact: trouble.said.contact }),
      }),
    trouble.isOutside ? ['grids.outside'] : [],
  )
  return 'said' in sent ? sent.said : undefined
}

/** Strangers send pictures with the form of the portal, all in one. */
async function withPicture(
  play: Play,
  { trouble, isDuplicate, place, precision, address, throws }: Telling & { address: string; throws: Dice },
): Promise<Link | undefined> {
  const { edition, type, code, thing } = trouble.kind
  const { street, isMended } = trouble
  const photo = await photograph({ street, thing, isMended, eye: `resident ${isDuplicate}` })
  const form = new FormData()
  const fields = {
    step: 'what',
    key: uuidOf(throws),
    point: 'on',
    longitude: `${place.longitude}`,
    latitude: `${place.latitude}`,
    precision,
    address: trouble.address,
    kind: `${edition}/${type}/${code}`,
    description: trouble.said.text,
    name: trouble.said.contact?.name ?? '',
    reach: trouble.said.contact?.reach ?? '',
    way: 'send',
  }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('pictures', asFile(photo))
  const leads = await play.line.submit(address, '/report', form)
  play.moved += 1
  const link = 'said' in leads ? leads.said.match(/\/follow\/([\d-]+)\?key=([\w-]+)$/) : null
  return link?.[1] !== undefined && link[2] !== undefined
    ? { number: link[1], followKey: link[2] }
    : undefined
}

function uuidOf(throws: Dice): string {
  const hex = Array.from({ length: 32 }, () => throws.whole(0, 15).toString(16)).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Some hours later he follows his link, and again every other day until it is closed. */
function lookIn(play: Play, who: Caller, story: Story, hours: number, round: number): void {
  later(play, play.clock.now() + hours * 3_600_000, async () => {
    const { number, followKey, trouble } = story
    if (followKey === null) return
    const throws = dice(play.seed, 'follow', trouble.serial, round)
    const told = await play.line.read(who, ask => ask.cases.follow({ number, key: followKey }))
    if ('refused' in told) return
    const { question, mayJudge, state } = told.said
    if (question !== null && throws.chance(0.75))
      await step(play, who, ask =>
        ask.cases.addToReport({ number, key: followKey, text: throws.pick(notes.answered) }),
      )
    if (mayJudge) return judge(play, who, story, round)
    const isOver = state === 'void' || state === 'joined' || state === 'closed'
    if (!isOver && round < 6) lookIn(play, who, story, throws.between(20, 44), round + 1)
  })
}

async function judge(
  play: Play,
  who: Caller,
  { number, followKey, trouble, reportedAt }: Story,
  round: number,
): Promise<void> {
  const throws = dice(play.seed, 'judge', trouble.serial, round)
  if (followKey === null || !throws.chance(0.7)) return
  const fixed = trouble.isMended
  const days = (play.clock.now() - reportedAt) / 86_400_000
  const satisfied = fixed && throws.chance(days < 2 ? 0.92 : 0.66)
  const reasons = !fixed
    ? (['badly_done'] as const)
    : satisfied
      ? (['quick', 'well_done'] as const)
      : (['slow'] as const)
  await step(
    play,
    who,
    ask => ask.cases.judge({ number, key: followKey, fixed, satisfied, reasons: [...reasons] }),
    // A neighbour whose report was joined to the same case was first.
    ['cases.judged_already', 'cases.not_closed'],
  )
}
