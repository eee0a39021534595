// replay-311: takes a real city's published requests and walks each through every post, then compares the program's
// verdict of each with the city's own. Goes on where it was cut off; a file that is there already changes nothing.
import { createWriteStream } from 'node:fs'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { writeCsv } from '../base/csv.ts'
import { names } from '../domains/intake/columns.ts'
import { holidaysFor } from '../domains/intake/grounding.ts'
import { bring, type Outcome, type Surveyed, surveyed, type ToldRow } from '../domains/intake/importing.ts'
import { reasonsApart, refusals } from '../domains/intake/rules.ts'
import { asOf } from '../domains/intake/surveying.ts'
import { openWords } from '../ui/words/open.ts'
import { withDatabase } from './database.ts'
import { type Asked, asked } from './replay-options.ts'
import { verdictLines } from './replay-verdicts.ts'

/** To be printed wherever these cases are shown. */
export const attribution = '311 service requests: City of Boston (Analyze Boston), ODC PDDL'

export async function replay311(config: Config, args: readonly string[]): Promise<void> {
  const options = asked(args)
  const { file, district, limit } = options
  // On the embedded database everybody waits for the one transaction that runs.
  const batch = options.batch ?? (config.databaseUrl ? 1000 : 100)
  const say = (line: string): void => console.log(line)
  const report = openReport(options.report)
  const now = (): string => instant(Date.now())
  const words = { zh: openWords('zh'), en: openWords('en') }
  const given = {
    ...{ file, district, limit, now, say, attribution },
    names: {
      unitLayer: { zh: words.zh.t('places.unit_layer'), en: words.en.t('places.unit_layer') },
      edition: {
        zh: words.zh.t('intake.edition', { name: district.name.zh }),
        en: words.en.t('intake.edition', { name: district.name.en }),
      },
    },
    tell: report.tell,
  }
  say(`Reading ${file}`)
  const known = await surveyed(given)
  tellSurvey(known, options)
  if (options.dryRun) say('Nothing was kept: dry run.')
  else
    await withDatabase(config, async door => {
      const outcome = await bring(door, { ...given, batch }, known)
      for (const { number, row, case: id, flag, due, ended } of outcome.disagreements)
        report.add([
          String(row),
          number,
          'disagrees',
          id,
          flag,
          `due ${due ?? '–'}, ended ${ended ?? '–'}`,
          '',
        ])
      tellOutcome(outcome, options)
    })
  await report.close()
  say(`Source: ${attribution}`)
}

function tellSurvey({ rows, survey, founded, refused, apart }: Surveyed, { district, limit }: Asked): void {
  const said = (count: number): string => count.toLocaleString('en')
  const communities = founded.regions.filter(({ level }) => level === 'community').length
  const of = Number.isFinite(limit) && limit < rows ? `; of the first ${said(limit)} of them` : ''
  console.log(
    `${said(rows)} rows: ${founded.kinds.length} kinds, ${founded.departments.length} departments, ${said(founded.grids.length)} squares in ${communities} communities${of}`,
  )
  for (const [why, count] of refused) console.log(`  refused ${said(count).padStart(8)}  ${refusals[why]}`)
  for (const [why, count] of apart) console.log(`  apart   ${said(count).padStart(8)}  ${reasonsApart[why]}`)
  const { at, after, until } = asOf(survey)
  const window = [after, until].map(each => (each === null ? '…' : instant(each)))
  console.log(
    `The flags of open requests fit an export between ${window[0]} and ${window[1]}; ${instant(at)} is taken.`,
  )
  const holidays = holidaysFor(district.timeZone, survey).length
  console.log(
    `Calendar: Monday to Friday, ${district.timeZone}${holidays > 0 ? `, ${holidays} federal holidays closed` : ', no holidays known'}`,
  )
}

function tellOutcome(outcome: Outcome, { district: { code, name }, limit, report }: Asked): void {
  const { before, brought, seconds, wasWhole, rows } = outcome
  const said = (count: number): string => Math.round(count).toLocaleString('en')
  if (wasWhole) console.log(`District ${code} holds all of this file already: nothing was changed.`)
  else {
    const memory = Math.round(process.resourceUsage().maxRSS / 1024)
    const resumed = before > 0 ? ` after row ${said(before)}` : ''
    console.log(
      `${said(brought)} requests were walked through${resumed} into ${code} ${name.en}: ${seconds.toFixed(1)} s, ${said(brought / Math.max(seconds, 0.001))} rows/s, ${memory} MB`,
    )
    if (limit < rows) console.log('The same command without --limit, or with a higher one, brings the rest.')
  }
  for (const line of verdictLines(outcome)) console.log(line)
  if (report === undefined) console.log('--report FILE.csv names every row that was refused or kept apart.')
}

interface Report {
  tell: (line: ToldRow) => void
  add: (line: string[]) => void
  close: () => Promise<void>
}

function openReport(path: string | undefined): Report {
  if (path === undefined) return { tell: () => {}, add: () => {}, close: async () => {} }
  const stream = createWriteStream(path)
  let trouble: Error | undefined
  stream.on('error', error => {
    trouble = error
  })
  stream.write(writeCsv([['row', 'number', 'outcome', 'column', 'reason', 'value', 'what to do']]))
  const add = (line: string[]): void => void stream.write(writeCsv([line]).slice(1))
  return {
    add,
    tell: ({ row, number, outcome, field, why, value }) => {
      const meaning = { ...refusals, ...reasonsApart }[why]
      add([String(row), number, outcome, names[field], why, value, meaning])
    },
    close: () =>
      new Promise((done, failed) => {
        stream.end(() => (trouble ? failed(new Error(`${path} cannot be written.`)) : done()))
      }),
  }
}
