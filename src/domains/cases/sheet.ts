// A list of cases as a table for a spreadsheet: CSV with a byte order mark, times of the district, nothing of reporters.
import type { Instant } from '../../base/clock.ts'
import { openWords } from '../../ui/words/open.ts'
import { type Language, named } from '../../ui/words/words.ts'
import type { CaseSummary } from './contract.ts'

interface Told {
  language: Language
  now: Instant
  timeZone: string
}

export function sheetOf(cases: readonly CaseSummary[], { language, now, timeZone }: Told): File {
  const words = openWords(language)
  const at = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const instant = (moment: string | null): string => (moment === null ? '' : at.format(new Date(moment)))
  const head = [
    words.t('search.number'),
    words.t('search.kind'),
    words.t('search.state'),
    words.t('search.light'),
    words.t('search.due'),
    words.t('search.region'),
    words.t('search.address'),
    words.t('search.source'),
    words.t('search.department'),
    words.t('search.reported_at'),
    words.t('search.longitude'),
    words.t('search.latitude'),
  ]
  const lines = cases.map(row => [
    row.number,
    named(row.kind.name, language),
    words.t(`state.${row.state}`),
    row.light === null ? '' : words.t(`light.${row.light}`),
    instant(row.dueAt),
    named(row.region, language),
    row.address,
    words.t(`source.${row.source}`),
    row.department === null ? '' : named(row.department, language),
    instant(row.reportedAt),
    String(row.place.longitude),
    String(row.place.latitude),
  ])
  const text = [head, ...lines].map(line => line.map(cell).join(',')).join('\r\n')
  return new File([`\uFEFF${text}\r\n`], `gangmu-${now.slice(0, 10)}.csv`, { type: 'text/csv;charset=utf-8' })
}

/** A spreadsheet would run what begins like a formula: residents write addresses. */
function cell(said: string): string {
  const harmless = /^[=+\-@\t\r]/.test(said) && !/^-?[\d.]+$/.test(said) ? `'${said}` : said
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
