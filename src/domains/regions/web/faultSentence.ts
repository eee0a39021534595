// A fault of a calendar as a sentence: what is wrong where, and what to write instead.
import { weekdays } from '../../../base/worktime.ts'
import type { Language, Say } from '../../../ui/words/words.ts'
import { type Fault, faultsOfDate } from '../faults.ts'
import { dateName, weekdayName } from './days.ts'

export function faultSentence({ wrong, where, said }: Fault, say: Say, language: Language): string {
  return say(`calendar.wrong.${wrong}`, { where: placeName(where, say, language), said })
}

function placeName(where: string, say: Say, language: Language): string {
  const weekday = weekdays.find(name => name === where)
  if (weekday) return weekdayName(weekday, language, 'long')
  if (where === 'knownUntil') return say('calendar.until')
  return faultsOfDate(where, where).length === 0 ? dateName(where, language) : where
}
