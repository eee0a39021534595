// What the national code list has otherwise than the district: chosen and taken over, or left as it is.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { RegionReport } from '../contract.ts'

export function ListCompared({ onTold }: { onTold(sentence: string): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const queries = useQueryClient()
  const told = useQuery(api.regions.compareList.queryOptions())
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [report, setReport] = useState<RegionReport>()
  const adopting = useAction((input: { codes: string[] }, context: { key: string }) =>
    client.regions.adoptListed(input, { context }),
  )
  if (told.isError) return <Refused error={told.error} onRetry={() => void told.refetch()} />
  if (!told.data) return null
  const { edition, missing, renamed, notListed, same } = told.data
  if (edition === null) return <p className="quiet">{say('regions.list_no_district')}</p>
  const offered = [...missing, ...renamed].map(({ code }) => code)
  const codes = offered.filter(code => chosen.has(code))
  const choose = (code: string): void => {
    const next = new Set(chosen)
    if (!next.delete(code)) next.add(code)
    setChosen(next)
  }
  const adopt = async (): Promise<void> => {
    const kept = await adopting.act({ codes })
    setReport(kept?.kept ? undefined : kept)
    if (!kept?.kept) return
    setChosen(new Set())
    onTold(say('regions.list_adopted', { added: kept.added.length, renamed: kept.renamed.length }))
    void queries.invalidateQueries({ queryKey: api.regions.key() })
  }
  return (
    <section className="listed-beside" aria-labelledby="list-beside">
      <h2 id="list-beside">{say('regions.list_compare')}</h2>
      <p>{say('regions.list_same', { count: same })}</p>
      {offered.length > 0 && (
        <div className="tools">
          <Checkbox
            checked={codes.length === offered.length}
            indeterminate={codes.length > 0 && codes.length < offered.length}
            onChange={event => setChosen(new Set(event.target.checked ? offered : []))}
          >
            {say('regions.list_all')}
          </Checkbox>
          <Button
            type="primary"
            disabled={codes.length === 0}
            loading={adopting.busy}
            onClick={() => void adopt()}
          >
            {say('regions.list_adopt', { count: codes.length })}
          </Button>
        </div>
      )}
      {adopting.error !== undefined && <Refused error={adopting.error} />}
      {report && report.refused.length > 0 && (
        <p role="alert" className="refused">
          {say('regions.list_refused', {
            count: report.refused.length,
            said: report.refused
              .slice(0, 3)
              .map(({ code, why, said }) => `${code} ${say(`regions.row.${why}`, { said })}`)
              .join('; '),
          })}
        </p>
      )}
      {missing.length > 0 && (
        <details open>
          <summary>{say('regions.list_missing', { count: missing.length })}</summary>
          <ul className="listed">
            {missing.map(({ code, name }) => (
              <li key={code}>
                <Checkbox checked={chosen.has(code)} onChange={() => choose(code)}>
                  {named(name, language)} <code>{code}</code>
                </Checkbox>
              </li>
            ))}
          </ul>
        </details>
      )}
      {renamed.length > 0 && (
        <details open>
          <summary>{say('regions.list_renamed', { count: renamed.length })}</summary>
          <ul className="listed">
            {renamed.map(({ code, name, now }) => (
              <li key={code}>
                <Checkbox checked={chosen.has(code)} onChange={() => choose(code)}>
                  {name.zh} <code>{code}</code>{' '}
                  <small className="quiet">{say('regions.list_now', { now })}</small>
                </Checkbox>
              </li>
            ))}
          </ul>
        </details>
      )}
      {notListed.length > 0 && (
        <details>
          <summary>{say('regions.list_not_listed', { count: notListed.length })}</summary>
          <p className="quiet">{say('regions.list_not_listed_help')}</p>
          <ul className="listed">
            {notListed.map(({ code, name }) => (
              <li key={code}>
                {named(name, language)} <code>{code}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
