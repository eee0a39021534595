// What happened to a report, as residents read it: how far it is, what is asked of who reported it, and the way it
// went. Staff terms stay inside.
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { icon, type Problem, summary } from '../../../faces/portal/pieces.ts'
import { type Reader, when } from '../../../faces/portal/reader.ts'
import { isWord } from '../../../ui/words/open.ts'
import { named } from '../../../ui/words/words.ts'
import type { FollowedCase } from '../contract.ts'
import { endStates } from '../states.ts'
import { addForm, judgeForm, type Reply } from './replying.ts'
import { everyday } from './what.ts'

export interface Told {
  followed: FollowedCase
  timeZone: string
  key: string | undefined
  hadKey: boolean
  /** What the reporter was about to say, and what was wrong with it. */
  reply: Reply
  problems: readonly Problem[]
  /** What he said a moment ago. */
  done: Done | undefined
}

export const dones = ['answered', 'added', 'judged', 'reopen'] as const
export type Done = (typeof dones)[number]

export function story(
  reader: Reader,
  { followed, timeZone, key, hadKey, reply, problems, done }: Told,
): Html {
  const { say, language } = reader
  const { number, state, own, timeline, kind, region, joinedTo, dueAt, question } = followed
  const department = timeline.findLast(entry => entry.department)?.department
  const isOver = endStates.some(end => end === state)
  // What comes after the end, such as what its reporters said of it, has other reasons.
  const why = isOver
    ? reasonOf(reader, timeline.findLast(({ happened }) => ends.has(happened))?.reason ?? null)
    : ''
  const isAsked = own !== null && question !== null
  const due =
    dueAt && !isOver
      ? say(isAsked ? 'portal.answer_due' : 'portal.due', { at: when(reader, dueAt, timeZone) })
      : ''
  const isFresh = own && problems.length === 0
  return html`<div${isFresh ? html` data-sent` : nothing}>
<h1>${everyday(reader, kind)}</h1>
<p class="help">${[own?.address, named(region, language)].filter(Boolean).join(' · ')}<br>${say('portal.number')} <b class="number">${number}</b></p>
<p class="now" role="status"><b>${isAsked ? say('portal.asked') : say(`portal.state.${state}`, { department: department ? named(department, language) : say('portal.the_department') })}</b>${why ? html`<span>${why}</span>` : nothing}${due ? html`<span>${due}</span>` : nothing}</p>
${joinedTo ? html`<p class="note">${say('portal.joined_to')} <a href="${reader.base}/follow/${joinedTo}">${joinedTo}</a></p>` : nothing}
${done ? html`<p class="note done" role="status">${icon('tick')}${say(`portal.done_${done}`)}</p>` : nothing}
${summary(reader, problems)}
${own && key ? replyForm(reader, followed, { key, reply, problems }) : nothing}
${own && key ? kept(reader, number, key) : nothing}
${hadKey && !own ? html`<p class="note">${say('portal.key_wrong')}</p>` : nothing}
${own && key ? mine(reader, followed, key) : nothing}
<h2>${say('portal.story')}</h2>
<ol class="story">
${timeline.toReversed().map(entry => html`<li><time datetime="${entry.at}">${when(reader, entry.at, timeZone)}</time><div><b>${happened(reader, entry)}</b>${roleOf(reader, entry.role)}${entry.imported ? html`<span>${say('intake.imported')}</span>` : nothing}</div></li>`)}
</ol>
${own ? nothing : html`<p class="help">${say('portal.public')}</p>`}
</div>`
}

const ends: ReadonlySet<string> = new Set([
  'cases.refused',
  'cases.discarded',
  'cases.closed',
  'cases.audited',
  'cases.forced',
  'cases.joined',
  'cases.merged',
])

/** What the reporter may say now: an answer, something more, or how it went. */
function replyForm(
  reader: Reader,
  followed: FollowedCase,
  { key, reply, problems }: { key: string; reply: Reply; problems: readonly Problem[] },
): Html {
  const { number, state, question, mayJudge, joinedTo } = followed
  const asked = { number, key, reply, problems }
  if (mayJudge) return judgeForm(reader, asked)
  const isOpen = !endStates.some(end => end === state) && joinedTo === null
  return isOpen ? addForm(reader, { ...asked, question }) : nothing
}

/** The secret link, to be kept: whoever has it sees what the reporter wrote. */
function kept({ say, base }: Reader, number: string, key: string): Html {
  const link = `${base}/follow/${number}?key=${key}`
  return html`<section class="keep"><h2>${say('portal.keep_title')}</h2><p>${say('portal.keep_help')}</p>
<p><a href="${link}" data-own-link>${link}</a></p>
<button type="button" class="button" data-copy="${link}" data-word-copied="${say('portal.copied')}" hidden>${say('portal.copy')}</button></section>`
}

function mine({ say, base }: Reader, { number, own }: FollowedCase, key: string): Html {
  if (!own) return nothing
  const at = (file: string, size: string): string =>
    `${base}/follow/${number}/pictures/${file}?key=${key}&size=${size}`
  return html`<h2>${say('portal.mine')}</h2>
${own.description ? html`<p class="words">${own.description}</p>` : nothing}
${own.pictures.length > 0 ? html`<ul class="thumbs middle">${own.pictures.map(({ file, shows }) => html`<li><a href="${at(file, 'large')}"><img src="${at(file, 'small')}" alt="" loading="lazy"><span>${say(`portal.shows.${shows}`)}</span></a></li>`)}</ul>` : nothing}
${own.description || own.pictures.length > 0 ? nothing : html`<p class="help">${say('portal.mine_none')}</p>`}`
}

type Entry = FollowedCase['timeline'][number]

function happened(reader: Reader, { happened, department, reason }: Entry): Html {
  const key = `portal.${happened}`
  const name = department ? named(department, reader.language) : reader.say('portal.the_department')
  const said = isWord(key)
    ? reader.say(key, { department: name })
    : isWord(happened)
      ? reader.say(happened)
      : happened
  const why = reasonOf(reader, reason)
  return html`${said}${why ? html`<small>${why}</small>` : nothing}`
}

function roleOf({ say }: Reader, role: string | null): Html {
  const key = `portal.role.${role ?? 'resident'}`
  return isWord(key) ? html`<small>${say(key)}</small>` : nothing
}

/** Why it was not taken up, or how it ended: both are codes with a sentence. */
function reasonOf({ say }: Reader, reason: string | null): string {
  for (const key of [`portal.reason.${reason}`, `portal.outcome.${reason}`, `reason.${reason}`])
    if (isWord(key)) return say(key)
  return ''
}
