// What a letter says: a number, what happened, where to look. No address, no name, no free text: mail is read by others.
import { openWords } from '../../ui/words/open.ts'
import type { Say } from '../../ui/words/words.ts'
import type { Written } from './mailing.ts'
import type { Outgoing } from './store/letters.ts'

const words = { zh: openWords('zh'), en: openWords('en') }

/** `origin` is the public address of this server, where it is known. */
export function written(
  { id, address, language, code, notice }: Outgoing,
  { origin, timeZone }: { origin: string | undefined; timeZone: string },
): Written {
  const say: Say = (key, values) => words[language].t(key, { ...values })
  const at = (instant: string): string => dayAndTime(instant, timeZone)
  const letter = { messageId: id, to: address }
  const foot = say('mail.foot')
  if (!notice) {
    const text = `${say('mail.code', { code: code ?? '' })}\n\n${foot}`
    return { ...letter, subject: say('mail.code_subject'), text }
  }
  const { what, subject: about, said, toldAt } = notice
  const kind = said.kind[language]
  const lines = [
    say(`notice.${what}`),
    `${said.number} · ${kind}`,
    ...(said.due ? [say('notice.due', { at: at(said.due) })] : []),
    say('mail.told_at', { at: at(toldAt) }),
    ...(origin ? [`${origin}/console/cases/${about}`] : []),
  ]
  return {
    ...letter,
    subject: `${say(`notice.${what}`)} ${said.number}`,
    text: `${lines.join('\n')}\n\n${foot}`,
  }
}

/** A letter is read on another day than it was written: 2026-04-01 09:30. */
function dayAndTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  )
}
