// One case: shown to the inspector, his answer taken, and what was refused said beside what he typed.
import { call } from '@orpc/server'
import { html } from 'hono/html'
import { admit } from '../../../faces/portal/pictures.ts'
import { icon, type Problem, statusFor, summary } from '../../../faces/portal/pieces.ts'
import { type Reader, when } from '../../../faces/portal/reader.ts'
import { attempt, type Refused, sentence, wrongFields } from '../../../faces/portal/refused.ts'
import type { Typed } from '../../../faces/portal/typed.ts'
import { isWord } from '../../../ui/words/open.ts'
import { named } from '../../../ui/words/words.ts'
import type { WholeCase } from '../../cases/contract.ts'
import { caseRouter } from '../../cases/server.ts'
import { catalogueRouter } from '../../catalogue/server.ts'
import { supervisionRouter } from '../server.ts'
import { type Answer, answerIn, blank, type Given, givenIn } from './answer.ts'
import { type Asked, form, report } from './check.ts'
import { positionIn } from './position.ts'
import { page, type Refusing, type Room } from './room.ts'

export function freshCase(room: Room): Promise<Response> {
  return casePage(room, blank(), [])
}

export async function answer(room: Room, typed: Typed): Promise<Response> {
  const { c, reader, context } = room
  const given = answerIn(typed)
  const chosen = { key: given.key, files: typed.files('pictures'), room: 6 - given.pictures.length }
  const { uploads, problems } = await admit(context, reader, chosen)
  const full = { ...given, pictures: [...new Set([...given.pictures, ...uploads])] }
  const said = givenIn(typed)
  // A toggle of language or letter size only shows the page again.
  if (!said) return casePage(room, full, problems)
  if (full.pictures.length === 0 && problems.length === 0) {
    problems.push({ field: 'pictures', sentence: reader.say('field.pictures_missing') })
  }
  if (problems.length > 0) return casePage(room, full, problems, { status: statusFor(problems) })
  const { answer, refused } = await attempt(send(room, full, said))
  if (answer) return c.redirect(`/field?${said.said}=${answer.number}`, 303)
  return sentBack(room, full, refused)
}

function send({ c, context }: Room, full: Answer, { asked, yes }: Given) {
  const position = positionIn(full)
  const answer = {
    id: c.req.param('id') ?? '',
    pictures: full.pictures,
    ...(full.note.trim() !== '' && { note: full.note }),
    ...(full.seen !== undefined && { seen: full.seen }),
    ...(position && { position }),
    ...(full.away !== '' && { away: full.away }),
  }
  const keyed = { context: { ...context, key: full.key } }
  return asked === 'check'
    ? call(supervisionRouter.check, { ...answer, fixed: yes }, keyed)
    : call(supervisionRouter.verify, { ...answer, isTrue: yes }, keyed)
}

async function sentBack(room: Room, full: Answer, refused: Refused): Promise<Response> {
  const { reader } = room
  if (refused.code === 'base.not_found') throw refused
  if (refused.code === 'cases.moved_on')
    return casePage(room, full, [{ sentence: whoWasFirst(reader, refused, room.timeZone) }], refused)
  const isAboutPictures = refused.code === 'files.not_yours'
  const field = isAboutPictures
    ? 'pictures'
    : refused.code === 'supervision.too_far'
      ? 'away'
      : wrongFields(refused)[0]?.split('.')[0]
  const again = isAboutPictures ? { ...full, pictures: [] } : full
  return casePage(room, again, [{ field, sentence: sentence(reader, refused) }], refused)
}

async function casePage(
  room: Room,
  given: Answer,
  problems: readonly Problem[],
  { status }: Refusing = { status: 200 },
): Promise<Response> {
  const { c, reader, context, timeZone, now, actor } = room
  const { say, language } = reader
  const whole = await call(caseRouter.show, { id: c.req.param('id') ?? '' }, { context })
  const asked: Asked | undefined = whole.nextSteps.includes('confirm')
    ? 'check'
    : whole.nextSteps.includes('verify')
      ? 'verify'
      : undefined
  const far = await metresAllowed(room, whole)
  const body = html`<p><a class="back" href="/field">${icon('back')}${say('field.to_list')}</a></p>
${report(reader, whole, { timeZone, asked, now, district: actor.district })}
${summary(reader, problems)}
${asked ? form(reader, { whole, asked, given, problems, far }) : html`<p class="note" role="status">${say('field.not_checking', { state: say(`state.${whole.state}`) })}</p>`}`
  return page(room, {
    title: named(whole.kind.name, language),
    body,
    status,
    ...(asked ? { form: 'report' } : { tab: 'tasks' as const }),
  })
}

/** How near one has to stand to cases of this kind. */
async function metresAllowed({ context }: Room, { kind }: Pick<WholeCase, 'kind'>): Promise<number> {
  const kinds = await call(catalogueRouter.kinds, undefined, { context })
  const found = kinds.find(
    ({ edition, type, code }) => edition === kind.edition && type === kind.type && code === kind.code,
  )
  return found?.checkMetres ?? 100
}

function whoWasFirst(reader: Reader, { data }: Refused, timeZone: string): string {
  const { say } = reader
  const text = (field: string): string => {
    const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, field) : undefined
    return typeof value === 'string' ? value : ''
  }
  const word = (key: string): string => (isWord(key) ? say(key) : '')
  const who = [word(`role.${text('role')}`), text('name')].filter(Boolean).join(' ') || say('field.somebody')
  const at = text('at')
  return say('cases.moved_on', {
    who: reader.language === 'zh' ? `${who} ` : who,
    at: at ? when(reader, at, timeZone) : '',
    happened: word(text('happened')),
    state: word(`state.${text('state')}`),
  })
}
