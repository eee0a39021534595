// The filing conditions of a kind, with their limits and closing conditions: read as a table, changed as a form.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { KindKey, LimitRow } from '../book.ts'
import { ConditionsForm } from './ConditionsForm.tsx'
import type { Shown } from './drafting.ts'
import { isOneLimit, limitText } from './values.ts'

interface Props {
  shown: Shown
  kind: KindKey
  rows: readonly LimitRow[]
  onTold(sentence: string): void
}

export function Conditions({ shown, kind, rows, onTold }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: rules } = useQuery(api.catalogue.rules.queryOptions({ input: { version: shown.version } }))
  const [isEditing, setEditing] = useState(false)
  return (
    <section aria-labelledby="conditions-title">
      <header className="page-head">
        <h3 id="conditions-title">{say('catalogue.conditions')}</h3>
        {shown.isDraft && !isEditing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {say('catalogue.conditions_edit')}
          </Button>
        )}
      </header>
      {isEditing ? (
        <ConditionsForm kind={kind} rows={rows} onTold={onTold} onClose={() => setEditing(false)} />
      ) : (
        <>
          {rows.length === 0 && rules && (
            <p className="quiet">
              {say('catalogue.no_conditions', { limit: limitText(rules.fallback, say) })}
            </p>
          )}
          {rows.length > 0 && (
            <table className="table conditions">
              <thead>
                <tr>
                  <th scope="col">{say('catalogue.seq')}</th>
                  <th scope="col">{say('catalogue.filing')}</th>
                  <th scope="col">{say('catalogue.limits')}</th>
                  <th scope="col">{say('catalogue.closing')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <tr key={row.seq}>
                    <td>{row.seq}</td>
                    <th scope="row">
                      {named(row.name, language)}{' '}
                      <span className="quiet condition-code">{row.condition}</span>
                    </th>
                    <td>
                      <Limits limits={row.limits} />
                    </td>
                    <td>{named(row.closing, language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </section>
  )
}

function Limits({ limits }: Pick<LimitRow, 'limits'>) {
  const say = useSay()
  if (isOneLimit(limits)) return <span className="nowrap">{limitText(limits.A, say)}</span>
  return (
    <ul>
      {(['A', 'B', 'C'] as const).map(area => (
        <li key={area} className="nowrap">
          <strong>{area}</strong> {limitText(limits[area], say)}
        </li>
      ))}
    </ul>
  )
}
