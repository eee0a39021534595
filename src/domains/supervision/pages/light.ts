// The light of a task in words and shape: how much time is left, or by how much it is late.
import { html } from 'hono/html'
import type { Html } from '../../../faces/portal/frame.ts'
import type { Reader } from '../../../faces/portal/reader.ts'
import type { CaseSummary } from '../../cases/contract.ts'

export function timeLeft(
  { say }: Reader,
  { light, dueAt }: Pick<CaseSummary, 'light' | 'dueAt'>,
  now: number,
): Html {
  if (dueAt === null || light === null || light === 'hold')
    return html`<span class="time hold"><i class="lt lt-hold" aria-hidden="true"></i>${say('field.no_clock')}</span>`
  const left = Date.parse(dueAt) - now
  const words = say(left < 0 ? 'field.over' : 'field.left', { span: span(say, Math.abs(left)) })
  return html`<span class="time ${light}"><i class="lt lt-${light}" aria-hidden="true"></i>${words}</span>`
}

/** Minutes under an hour, hours and minutes under two days, then days. */
function span(say: Reader['say'], milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 60) return say('field.minutes', { count: minutes })
  if (minutes < 2880) return say('field.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
  return say('field.days', { count: Math.floor(minutes / 1440) })
}
