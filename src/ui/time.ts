// Times and spans in words, and the minute as it passes.
import { useEffect, useState } from 'react'
import type { Language, Say } from './words/words.ts'

/** How long since, in words: the two largest units. */
export function spanSince(instant: string, now: number, say: Say): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(instant)) / 60_000))
  if (minutes < 1) return say('console.span_now')
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)]
  if (hours < 1) return say('console.span_minutes', { minutes })
  if (days < 1) return say('console.span_hours', { hours, minutes: minutes % 60 })
  return say('console.span_days', { days, hours: hours % 24 })
}

/** A moment as people of the district read it; the day is left out for today. */
export function moment(
  instant: string,
  language: Language,
  timeZone: string | undefined,
  now = Date.now(),
): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const zone = timeZone === undefined ? {} : { timeZone }
  const day = new Intl.DateTimeFormat(locale, { ...zone, month: 'numeric', day: 'numeric' })
  const clock = new Intl.DateTimeFormat(locale, {
    ...zone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  const date = new Date(instant)
  const isToday = day.format(date) === day.format(new Date(now))
  return isToday ? clock.format(date) : `${day.format(date)} ${clock.format(date)}`
}

/** The present, renewed every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
