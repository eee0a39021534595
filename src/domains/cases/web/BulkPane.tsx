// Instead of one case: the several that were picked, the step for all of them, and afterwards how many were moved
// and which were not, each with the reason.
import { Button } from 'antd'
import { useState } from 'react'
import { isWord } from '../../../ui/dictionary.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { CaseSummary } from '../contract.ts'
import type { BulkStep, Many } from './bulk.ts'

interface Props {
  bulk: BulkStep
  picked: readonly CaseSummary[]
  onDone(result: Many): void
  onClose(): void
}

export function BulkPane({ bulk, picked, onDone, onClose }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  // The list behind changes when they move; what was refused is still to be named.
  const [done, setDone] = useState<{ result: Many; cases: readonly CaseSummary[] }>()
  if (done) {
    const named = (id: string) => done.cases.find(each => each.id === id)?.number ?? id
    return (
      <article className="case" aria-label={say('desk.bulk_result')}>
        <div className="bulk-result" role="status">
          <h2>
            {say('desk.bulk_moved', { count: done.result.moved.length, step: say(`step.${bulk.step}`) })}
          </h2>
          {done.result.refused.length > 0 && (
            <>
              <p>{say('desk.bulk_refused', { count: done.result.refused.length })}</p>
              <ul>
                {done.result.refused.map(({ id, code }) => (
                  <li key={id}>
                    <strong>{named(id)}</strong>{' '}
                    {isWord(code) && code !== 'cases.moved_on' ? say(code) : say('desk.bulk_moved_on')}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        <Button onClick={onClose} autoFocus>
          {say('desk.bulk_close')}
        </Button>
      </article>
    )
  }
  return (
    <article className="case" aria-label={say('desk.bulk_picked', { count: picked.length })}>
      <h2 className="unseen">{say('desk.bulk_picked', { count: picked.length })}</h2>
      <bulk.Panel
        ids={picked.map(({ id }) => id)}
        onDone={result => {
          setDone({ result, cases: picked })
          onDone(result)
        }}
        onCancel={onClose}
      />
      <ul className="bulk-list" aria-label={say('desk.bulk_picked', { count: picked.length })}>
        {picked.map(({ id, number, kind, address, region }) => (
          <li key={id}>
            <span>{number}</span>
            <strong>{named(kind.name, language)}</strong>
            <span className="quiet">{address || named(region, language)}</span>
          </li>
        ))}
      </ul>
    </article>
  )
}
