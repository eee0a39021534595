// All versions of the calendar: when, by whom, what each sets; any of them can be taken as a draft.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Skeleton } from 'antd'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { CalendarEntry } from '../contract.ts'
import type { CalendarEdits } from '../rules.ts'
import { dateName, instantName } from './days.ts'

interface Props {
  timeZone: string
  current: number
  nameOf(account: string): string | undefined
  onClose(): void
  onTake(edits: CalendarEdits, version: number): void
}

export function History({ timeZone, current, nameOf, onClose, onTake }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const versions = useQuery(api.regions.calendarVersions.queryOptions())
  const taking = useAction((version: number) => client.regions.calendarVersion({ version }))
  const take = async (version: number): Promise<void> => {
    const taken = await taking.act(version)
    if (taken) onTake(taken.edits, version)
  }
  return (
    <Modal open title={say('calendar.history')} footer={null} onCancel={onClose} width={720}>
      {versions.isError && <Refused error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.isPending && <Skeleton active className="late-shown" />}
      {versions.data?.length === 0 && <p>{say('calendar.history_none')}</p>}
      {versions.data && versions.data.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('calendar.history_version')}</th>
              <th scope="col">{say('calendar.history_when')}</th>
              <th scope="col">{say('calendar.history_who')}</th>
              <th scope="col">{say('calendar.history_what')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {versions.data.map(entry => (
              <tr key={entry.version}>
                <th scope="row">{say('calendar.version', { version: entry.version })}</th>
                <td>{instantName(Date.parse(entry.validFrom), language, timeZone)}</td>
                <td>
                  {entry.account === null
                    ? say('calendar.history_program')
                    : (nameOf(entry.account) ?? say('calendar.history_unknown'))}
                </td>
                <td>
                  <What entry={entry} />
                </td>
                <td className="table-act">
                  {entry.version !== current && (
                    <Button
                      size="small"
                      loading={taking.busy}
                      aria-label={`${say('calendar.history_take')}: ${say('calendar.version', { version: entry.version })}`}
                      onClick={() => void take(entry.version)}
                    >
                      {say('calendar.history_take')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {taking.error !== undefined && <Refused error={taking.error} />}
    </Modal>
  )
}

function What({ entry: { dates, hasOwnWeek, dayMinutes, knownUntil } }: { entry: CalendarEntry }) {
  const say = useSay()
  const [language] = useLanguage()
  const parts = [
    ...(dates > 0 ? [say('calendar.history_dates', { count: dates })] : []),
    ...(hasOwnWeek ? [say('calendar.history_week')] : []),
    ...(dayMinutes === null ? [] : [`${say('calendar.day_length')}: ${dayMinutes}`]),
    ...(knownUntil === null ? [] : [`${say('calendar.until')}: ${dateName(knownUntil, language)}`]),
  ]
  return parts.length === 0 ? say('calendar.history_shipped') : parts.join(' · ')
}
