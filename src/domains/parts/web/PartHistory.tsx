// What a part was before: every version, who made it or which file brought it, and what it changed.
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { api } from '../../../client.ts'
import { isWord } from '../../../ui/dictionary.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import type { Say } from '../../../ui/words/words.ts'
import type { PartVersion } from '../contract.ts'

export function PartHistory({ code, moment }: { code: string; moment(at: string): string }) {
  const say = useSay()
  const history = useQuery(api.parts.history.queryOptions({ input: { code } }))
  return (
    <section className="parts-history" aria-labelledby="part-history">
      <h3 id="part-history">{say('parts.history')}</h3>
      {history.isError && <Refused error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton active className="late-shown" />}
      <ol>
        {history.data?.map(version => (
          <li key={version.version}>
            <p>
              <strong>{say('parts.version', { version: version.version })}</strong>{' '}
              <span className="quiet">
                {moment(version.since)}
                {version.by && ` · ${version.by}`}
                {version.import?.file && ` · ${say('parts.by_import', { file: version.import.file })}`}
              </span>
            </p>
            {version.changes.length === 0 && <p className="quiet">{say('parts.first_version')}</p>}
            <ul>
              {version.changes.map(change => (
                <li key={change.field}>{changeSentence(change, say)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}

function changeSentence({ field, before, after }: PartVersion['changes'][number], say: Say): string {
  const name = say(`parts.${field}`)
  // Shapes and attributes are told by name: their values are no sentence.
  if (field === 'shape' || field === 'attributes') return say('parts.field_changed', { field: name })
  const told = (said: string | null): string => {
    if (said === null) return say('parts.nothing')
    if (field === 'retired') return say(said === 'true' ? 'parts.yes' : 'parts.no')
    const key = `parts.${field}.${said}`
    return isWord(key) ? say(key) : said
  }
  return say('parts.field_was', { field: name, before: told(before), after: told(after) })
}
