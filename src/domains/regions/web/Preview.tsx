// What publishing would change, in sentences, and publishing it.
import { Button, Modal } from 'antd'
import type { CalendarDescription, LocalSpan } from '../../../base/worktime.ts'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Language, Say } from '../../../ui/words/words.ts'
import { writeHours } from '../importing.ts'
import { type CalendarEdits, type Changes, changesBetween, isNothing } from '../rules.ts'
import type { CalendarNow } from './CalendarDraft.tsx'
import { dateName, todayIn, weekdayName } from './days.ts'

interface Props {
  now: CalendarNow
  edits: CalendarEdits
  description: CalendarDescription
  onClose(): void
  onPublished(version: number): void
  /** Somebody else was first. */
  onMoved(): void
}

const most = 60

export function Preview({ now, edits, description, onClose, onPublished, onMoved }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const changes = changesBetween(now.description, description)
  const today = todayIn(now.timeZone)
  const coming = changes.dates.filter(({ date }) => date >= today)
  const past = changes.dates.length - coming.length
  const publishing = useAction((input: { after: number; edits: CalendarEdits }, context: { key: string }) =>
    client.regions.publishCalendar(input, { context }).catch(error => {
      if (codeOf(error) === 'regions.calendar_moved') onMoved()
      throw error
    }),
  )
  const publish = async (): Promise<void> => {
    const published = await publishing.act({ after: now.version, edits })
    if (published) onPublished(published.version)
  }

  return (
    <Modal
      open
      title={say('calendar.preview_title')}
      onCancel={onClose}
      width={600}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {say('app.cancel')}
        </Button>,
        <Button key="publish" type="primary" loading={publishing.busy} onClick={() => void publish()}>
          {say('calendar.publish')}
        </Button>,
      ]}
    >
      <ul className="calendar-preview">
        {changes.week.map(name => (
          <li key={name}>
            {say('calendar.preview_week', {
              day: weekdayName(name, language, 'long'),
              before: hoursName(now.description.week[name], say),
              after: hoursName(description.week[name], say),
            })}
          </li>
        ))}
        {changes.dayMinutes && (
          <li>
            {say('calendar.preview_day_length', {
              before: now.description.dayMinutes,
              after: description.dayMinutes,
            })}
          </li>
        )}
        {changes.knownUntil && (
          <li>
            {say('calendar.preview_until', {
              before: untilName(now.description, say, language),
              after: untilName(description, say, language),
            })}
          </li>
        )}
        {coming.slice(0, most).map(change => (
          <li key={change.date}>{dateSentence(change, say, language)}</li>
        ))}
        {coming.length > most && <li>{say('calendar.preview_more', { count: coming.length - most })}</li>}
        {past > 0 && <li>{say('calendar.preview_past', { count: past })}</li>}
        {isNothing(changes) && <li>{say('calendar.preview_silent')}</li>}
      </ul>
      <p className="quiet">{say('calendar.preview_effect')}</p>
      {publishing.error !== undefined && <Refused error={publishing.error} />}
    </Modal>
  )
}

function dateSentence(
  { date, before, after }: Changes['dates'][number],
  say: Say,
  language: Language,
): string {
  const values = {
    date: dateName(date, language),
    before: hoursName(before, say),
    after: hoursName(after, say),
  }
  if (before.length === 0) return say('calendar.preview_opens', values)
  return after.length === 0 ? say('calendar.preview_closes', values) : say('calendar.preview_hours', values)
}

function hoursName(spans: readonly LocalSpan[], say: Say): string {
  return spans.length === 0 ? say('calendar.closed') : writeHours(spans)
}

function untilName({ knownUntil }: CalendarDescription, say: Say, language: Language): string {
  return knownUntil === null ? say('calendar.known_always') : dateName(knownUntil, language)
}
