// What the cases know of a part: reporting one about it, and those that are open or were.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import { endStates } from '../states.ts'
import { word } from './movedOn.ts'

export function PartCases({ code, mayReport }: { code: string; mayReport: boolean }) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const cases = useQuery(api.cases.ofPart.queryOptions({ input: { code } }))
  const all = cases.data ?? []
  const hasEnded = (state: string): boolean => endStates.some(each => each === state)
  const groups = [
    { title: say('parts.cases_open'), rows: all.filter(({ state }) => !hasEnded(state)) },
    { title: say('parts.cases_ended'), rows: all.filter(({ state }) => hasEnded(state)) },
  ]
  return (
    <>
      {mayReport && <Reporting code={code} />}
      <section className="parts-cases" aria-labelledby="part-cases">
        <h3 id="part-cases">{say('parts.cases')}</h3>
        {cases.isError && <Refused error={cases.error} onRetry={() => void cases.refetch()} />}
        {cases.data?.length === 0 && <p className="quiet">{say('parts.cases_none')}</p>}
        {groups
          .filter(({ rows }) => rows.length > 0)
          .map(({ title, rows }) => (
            <div key={title}>
              <h4>{title}</h4>
              <ul>
                {rows.map(row => (
                  <li key={row.id}>
                    <Link to={`/cases/${row.id}`}>{row.number}</Link> {named(row.kind.name, language)}{' '}
                    <span className="tag">{word(say, `state.${row.state}`) ?? row.state}</span>{' '}
                    <span className="quiet">{moment(row.reportedAt, language, district?.timeZone)}</span>
                  </li>
                ))}
              </ul>
            </div>
          ))}
      </section>
    </>
  )
}

function Reporting({ code }: { code: string }) {
  const say = useSay()
  const [language] = useLanguage()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [description, setDescription] = useState('')
  const [told, setTold] = useState('')
  const reporting = useAction(
    (input: { part: string; description: string; language: 'zh' | 'en' }, context: { key: string }) =>
      client.cases.report(input, { context }),
  )
  const send = async (): Promise<void> => {
    const filed = await reporting.act({ part: code, description, language })
    if (!filed) return
    setOpen(false)
    setDescription('')
    setTold(say('parts.reported', { number: filed.number }))
    void queries.invalidateQueries({ queryKey: api.cases.key() })
  }
  return (
    <div className="parts-report">
      {!isOpen && (
        <Button type="primary" onClick={() => setOpen(true)}>
          {say('parts.report')}
        </Button>
      )}
      {isOpen && (
        <form
          onSubmit={event => {
            event.preventDefault()
            void send()
          }}
        >
          <h3>{say('parts.report_title')}</h3>
          <p className="quiet">{say('parts.report_help')}</p>
          <Field label={say('parts.report_what')} for="part-report">
            <Input.TextArea
              id="part-report"
              required
              autoFocus
              rows={3}
              maxLength={2000}
              value={description}
              onChange={event => setDescription(event.target.value)}
            />
          </Field>
          {reporting.error !== undefined && <Refused error={reporting.error} />}
          <div className="form-buttons">
            <Button onClick={() => setOpen(false)}>{say('app.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={reporting.busy}>
              {say('parts.report_send')}
            </Button>
          </div>
        </form>
      )}
      <p role="status">{told}</p>
    </div>
  )
}
