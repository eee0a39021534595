// The first tab: what one was drawn to verify or to check, what presses most first; the phone can put the nearest first.
import { call } from '@orpc/server'
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { icon } from '../../../faces/portal/pieces.ts'
import type { Reader } from '../../../faces/portal/reader.ts'
import { named } from '../../../ui/words/words.ts'
import { type CaseSummary, caseNumber } from '../../cases/contract.ts'
import { caseRouter } from '../../cases/server.ts'
import { supervisionRouter } from '../server.ts'
import { answers } from './answer.ts'
import { timeLeft } from './light.ts'
import { page, type Room } from './room.ts'

export async function tasksPage(room: Room): Promise<Response> {
  const { reader, context } = room
  const { say } = reader
  const { cases } = await call(caseRouter.list, { queue: 'mine', limit: 200 }, { context })
  const { since } = await call(supervisionRouter.myDuty, undefined, { context })
  const done = told(room)
  const body = html`<h1>${say('field.title')}${cases.length > 0 ? html` <small>${say('field.count', { count: cases.length })}</small>` : nothing}</h1>
${done ? html`<p class="note done" role="status" data-sent>${icon('tick')}${done}</p>` : nothing}
${since === null ? html`<p class="note">${say('field.off_duty')} <a class="back" href="/field/me">${say('field.to_me')}</a></p>` : nothing}
${cases.length === 0 ? html`<p class="note">${say('field.empty')}</p>` : list(room, cases)}`
  return page(room, { title: say('field.title'), body, tab: 'tasks' })
}

function list(room: Room, cases: readonly CaseSummary[]): Html {
  const { say } = room.reader
  return html`<p class="chips" role="group" aria-label="${say('field.orders')}" data-orders hidden><button type="button" aria-pressed="true">${say('field.by_time')}</button><button type="button" aria-pressed="false">${say('field.by_distance')}</button></p>
<p class="status" role="status" data-order-status></p>
<ul class="tasks" data-tasks data-word-metres="${say('field.metres')}" data-word-kilometres="${say('field.kilometres')}"
 data-word-looking="${say('portal.looking')}" data-word-nowhere="${say('field.order_nowhere')}">${cases.map(each => row(room, each))}</ul>`
}

function row({ reader, now }: Room, each: CaseSummary): Html {
  const { say, language } = reader
  const { id, number, state, kind, address, region, rework, place } = each
  return html`<li data-at="${place.longitude},${place.latitude}"><a href="/field/cases/${id}">
<img src="/field/cases/${id}/picture" alt="" width="76" height="76" loading="lazy">
<span class="row-1"><span class="tag">${say(state === 'reported' ? 'field.task_verify' : 'field.task_check')}</span> <b>${named(kind.name, language)}</b></span>
<span>${[address, named(region, language)].filter(Boolean).join(' · ')}</span>
<span class="row-3">${timeLeft(reader, each, now)}<small data-metres></small><small>${[number, rework > 0 ? say('field.rework', { count: rework }) : ''].filter(Boolean).join(' · ')}</small></span></a></li>`
}

/** What was recorded a moment ago: the redirect says which case. */
function told({ c, reader }: { c: Room['c']; reader: Reader }): string | undefined {
  for (const { said } of answers) {
    const number = caseNumber.safeParse(c.req.query(said))
    if (number.success) return reader.say(`field.sent_${said}`, { number: number.data })
  }
  return undefined
}
