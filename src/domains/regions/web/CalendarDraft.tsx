// A calendar being changed: what is in force, what is typed on top of it, and where both are shown.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useMemo, useState } from 'react'
import type { CalendarDescription, LocalDate } from '../../../base/worktime.ts'
import { api } from '../../../client.ts'
import { KeySheet } from '../../../ui/KeySheet.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { faultsOf, isSound } from '../faults.ts'
import { type CalendarEdits, combine, isSameEdits, type Published, rebased } from '../rules.ts'
import { Calculator } from './Calculator.tsx'
import { DayPanel } from './DayPanel.tsx'
import { DraftState } from './DraftState.tsx'
import { dateName, todayIn, withDates } from './days.ts'
import { ExceptionList } from './ExceptionList.tsx'
import { History } from './History.tsx'
import { ImportDays } from './ImportDays.tsx'
import { Legend } from './Legend.tsx'
import { Preview } from './Preview.tsx'
import { WeekPanel } from './WeekPanel.tsx'
import { type Selection, YearGrid } from './YearGrid.tsx'

export interface CalendarNow {
  version: number
  timeZone: string
  edits: CalendarEdits
  description: CalendarDescription
  published: Published
  festivals: { name: { zh: string; en: string }; dates: string[] }[]
}

interface Props {
  now: CalendarNow
  nameOf(account: string): string | undefined
}

/** What was typed, and on which version. */
interface Typed {
  version: number
  base: CalendarEdits
  edits: CalendarEdits
}

type Open = 'import' | 'preview' | 'history' | 'discard' | undefined

export function CalendarDraft({ now, nameOf }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const queries = useQueryClient()
  const { timeZone, published, version } = now
  const [typed, setTyped] = useState<Typed>()
  const [selection, setSelection] = useState<Selection>(() => {
    const today = todayIn(timeZone)
    return { anchor: today, focus: today }
  })
  const [year, setYear] = useState(() => Number(selection.focus.slice(0, 4)))
  const [open, setOpen] = useState<Open>()
  const [told, setTold] = useState('')

  // What somebody else published in the meantime goes below what was typed here.
  const isMoved = typed !== undefined && typed.version !== version
  const edits = !typed ? now.edits : isMoved ? rebased(typed.base, typed.edits, now.edits) : typed.edits
  const change = (part: Partial<CalendarEdits>): void => {
    setTyped({ version, base: now.edits, edits: { ...edits, ...part } })
  }
  const faults = useMemo(() => faultsOf(edits), [edits])
  const isChanged = !isSameEdits(edits, now.edits)
  // What is still being typed is left out of what is shown, as if it had not been changed.
  const sound = useMemo(() => soundOf(edits, now.edits), [edits, now.edits])
  const description = useMemo(() => combine(timeZone, published, sound), [timeZone, published, sound])
  const shipped = useMemo(
    () => combine(timeZone, published, { ...sound, exceptions: {} }),
    [timeZone, published, sound],
  )
  const festivals = useMemo(() => {
    return new Map(
      now.festivals.flatMap(({ name, dates }) => dates.map(date => [date, name[language]] as const)),
    )
  }, [now.festivals, language])

  const select = (next: Selection): void => {
    setSelection(next)
    setYear(Number(next.focus.slice(0, 4)))
  }
  const note = (changes: Parameters<typeof withDates>[2], part: Partial<CalendarEdits> = {}): void => {
    const exceptions = withDates(edits.exceptions, shipped, changes)
    const isSame = isSameEdits({ ...edits, exceptions, ...part }, edits)
    if (!isSame) change({ exceptions, ...part })
    const count = Object.keys(changes).length
    setTold(isSame ? say('calendar.day_same') : say('calendar.day_noted', { count }))
  }
  const finish = (sentence: string): void => {
    setTyped(undefined)
    setTold(sentence)
    setOpen(undefined)
    void queries.invalidateQueries({ queryKey: api.regions.key() })
  }

  return (
    <>
      <header className="calendar-head">
        <div>
          <h1 id="calendar-title">{say('calendar.title')}</h1>
          <p className="quiet">
            {say('calendar.help', { zone: timeZone })}{' '}
            {description.knownUntil
              ? say('calendar.known_until', { date: dateName(description.knownUntil, language) })
              : say('calendar.known_always')}
          </p>
        </div>
        <div className="calendar-acts">
          <span className="tag">
            {version === 0 ? say('calendar.version_shipped') : say('calendar.version', { version })}
          </span>
          <Button onClick={() => setOpen('history')}>{say('calendar.history')}</Button>
          <Button onClick={() => setOpen('import')}>{say('calendar.import')}</Button>
        </div>
      </header>
      <div className="calendar-body">
        <div className="calendar-main">
          <YearGrid
            year={year}
            onYear={setYear}
            description={description}
            before={now.description}
            edits={edits}
            festivals={festivals}
            selection={selection}
            onSelect={select}
          />
          <Legend />
          <ExceptionList
            year={year}
            description={description}
            edits={edits}
            festivals={festivals}
            onSelect={(date: LocalDate) => select({ anchor: date, focus: date })}
            onUndo={date => note({ [date]: undefined })}
          />
        </div>
        <div className="calendar-side">
          <DraftState
            faults={faults}
            isChanged={isChanged}
            moved={isMoved && isChanged ? version : undefined}
            told={told}
            onPreview={() => setOpen('preview')}
            onDiscard={() => setOpen('discard')}
          />
          <DayPanel
            selection={selection}
            onSelect={select}
            description={description}
            edits={edits}
            shipped={shipped}
            onChange={note}
          />
          <WeekPanel edits={edits} published={published} faults={faults} onChange={change} />
          <Calculator now={now} draft={isChanged && faults.length === 0 ? description : undefined} />
          <KeySheet
            lines={[
              { keys: ['←', '→', '↑', '↓'], does: say('calendar.keys_move') },
              { keys: ['⇧', '←', '→'], does: say('calendar.keys_range') },
              { keys: ['PgUp', 'PgDn'], does: say('calendar.keys_month') },
              { keys: ['1', '2', '3'], does: say('calendar.keys_mode') },
            ]}
          />
        </div>
      </div>
      {open === 'import' && (
        <ImportDays
          week={description.week}
          knownUntil={description.knownUntil}
          onClose={() => setOpen(undefined)}
          onTake={(dates, knownUntil) => {
            note(dates, knownUntil === undefined ? {} : { knownUntil })
            setOpen(undefined)
            const [first] = Object.keys(dates).sort()
            if (first) select({ anchor: first, focus: first })
          }}
        />
      )}
      {open === 'preview' && (
        <Preview
          now={now}
          edits={edits}
          description={description}
          onClose={() => setOpen(undefined)}
          onPublished={next => finish(say('calendar.published', { version: next }))}
          onMoved={() => void queries.invalidateQueries({ queryKey: api.regions.key() })}
        />
      )}
      {open === 'history' && (
        <History
          timeZone={timeZone}
          current={version}
          nameOf={nameOf}
          onClose={() => setOpen(undefined)}
          onTake={(taken, from) => {
            change(taken)
            setTold(say('calendar.history_taken', { version: from }))
            setOpen(undefined)
          }}
        />
      )}
      <Modal
        open={open === 'discard'}
        title={say('calendar.discard')}
        okText={say('calendar.discard')}
        onCancel={() => setOpen(undefined)}
        onOk={() => {
          setTyped(undefined)
          setTold('')
          setOpen(undefined)
        }}
      >
        <p>{say('calendar.discard_confirm')}</p>
      </Modal>
    </>
  )
}

/** The edits with those parts as they were that have a fault. */
function soundOf(edits: CalendarEdits, before: CalendarEdits): CalendarEdits {
  const { week, dayMinutes, knownUntil, exceptions } = edits
  return {
    week: isSound({ week }) ? week : before.week,
    dayMinutes: isSound({ dayMinutes }) ? dayMinutes : before.dayMinutes,
    knownUntil: isSound({ knownUntil }) ? knownUntil : before.knownUntil,
    exceptions: isSound({ exceptions }) ? exceptions : before.exceptions,
  }
}
