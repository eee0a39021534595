// What an inspector comes across: reported with a picture from where he stands, or put right by himself and shown before and
// after. A cheat only says that he did.
import { dice } from '../dice.ts'
import type { Staff } from '../line.ts'
import { type Play, shoot, shootAgain } from '../play.ts'
import type { Trouble } from '../troubles.ts'
import type { Sort } from '../wrongs.ts'
import { fix, type Inspector } from './inspector.ts'
import { step } from './step.ts'

export async function reportFound(
  play: Play,
  staff: Staff,
  { character, login }: Inspector,
  trouble: Trouble,
): Promise<void> {
  const throws = dice(play.seed, 'found', trouble.serial)
  const story = { trouble }
  const { edition, type, code } = trouble.kind
  const common = { kind: { edition, type, code }, address: trouble.address, description: trouble.said.text }
  const at = fix(trouble.place, login, trouble.serial)
  const before = await shoot(play, staff, story, false, 'found')
  const told = {
    trouble,
    by: login,
    isDuplicate: false,
    reportedAt: play.clock.now(),
    isSelfHandled: trouble.isSmall,
  }
  if (!trouble.isSmall) {
    const where = { ...at, precision: 'device' } as const
    const sent = await step(play, staff, ask => ask.cases.report({ ...common, where, pictures: [before] }))
    if ('said' in sent)
      play.stories.set(sent.said.number, { ...told, number: sent.said.number, followKey: null })
    return
  }
  const isFalse =
    (character === 'cheat' && throws.chance(0.6)) || (character === 'sloppy' && throws.chance(0.06))
  const wrongs: Sort[] = isFalse ? ['false_self'] : []
  let after: string | undefined
  if (!isFalse) trouble.isMended = true
  else if (throws.chance(0.6)) {
    const how = throws.weighted([
      ['same', 4],
      ['reencoded', 3],
      ['cropped', 2],
    ] as const)
    after = await shootAgain(play, staff, how, 'self', trouble.serial)
    if (after !== undefined) wrongs.push(`picture_${how}`)
  }
  // Who did nothing shows another street, where all is well.
  const shown = isFalse ? { trouble: { ...trouble, street: trouble.street + 31 } } : story
  const putRight = [after ?? (await shoot(play, staff, shown, true, 'found'))]
  const isOff = isFalse && throws.chance(0.25)
  if (isOff) wrongs.push('nowhere')
  const where = { ...at, precision: isOff ? ('map' as const) : ('device' as const) }
  const sent = await step(play, staff, ask =>
    ask.cases.report({ ...common, where, pictures: [before], putRight }),
  )
  if ('refused' in sent) return
  play.stories.set(sent.said.number, { ...told, number: sent.said.number, followKey: null })
  for (const sort of wrongs) play.wrongs.add(sort, login, play.clock.now(), sent.said.number)
}
