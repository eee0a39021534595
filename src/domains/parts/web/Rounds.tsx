// Rounds of looking at parts: what is under way and how far, and one round as a list that is gone through, nearest part
// first, each answered by one press. Works on a phone as at a desk.
import { useQuery } from '@tanstack/react-query'
import { Button, Progress, Skeleton } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { Round } from '../contract/field.ts'
import { useFreshParts } from './finding.ts'
import { RoundForm } from './RoundForm.tsx'
import { RoundList } from './RoundList.tsx'
import './rounds.css'

interface Props {
  mayAdminister: boolean
  mayTell: boolean
}

export function Rounds({ mayAdminister, mayTell }: Props) {
  const say = useSay()
  const navigate = useNavigate()
  const fresh = useFreshParts()
  const { id } = useParams()
  const rounds = useQuery(api.parts.rounds.queryOptions())
  const [isOpening, setOpening] = useState(false)
  const [told, setTold] = useState('')
  const chosen = rounds.data?.find(each => each.id === id)
  return (
    <section className="page page-wide" aria-labelledby="rounds-title">
      <div className="rounds-bar">
        <h1 id="rounds-title">{say('rounds.title')}</h1>
        {mayAdminister && (
          <Button type="primary" onClick={() => setOpening(true)}>
            {say('rounds.open')}
          </Button>
        )}
      </div>
      <p className="quiet">{say('rounds.help')}</p>
      <p role="status" className="told">
        {told}
      </p>
      {rounds.isError && <Refused error={rounds.error} onRetry={() => void rounds.refetch()} />}
      {rounds.isPending && <Skeleton active className="late-shown" />}
      {rounds.data?.length === 0 && <p className="quiet">{say('rounds.none')}</p>}
      <div className="rounds">
        <ul className="rounds-list">
          {rounds.data?.map(each => (
            <li key={each.id}>
              <button
                type="button"
                aria-current={each.id === id ? 'true' : undefined}
                onClick={() => void navigate(`/rounds/${each.id}`)}
              >
                <RoundLine round={each} />
              </button>
            </li>
          ))}
        </ul>
        {chosen && (
          <section className="rounds-one" aria-labelledby="round-title">
            <h2 id="round-title">{chosen.name}</h2>
            <p className="quiet">
              {say('rounds.counts', { looked: chosen.looked, parts: chosen.parts, wrong: chosen.wrong })}
            </p>
            {mayAdminister && chosen.closedAt === null && (
              <Closing
                round={chosen}
                onDone={() => {
                  setTold(say('rounds.closed_told', { name: chosen.name }))
                  fresh()
                }}
              />
            )}
            <RoundList
              key={chosen.id}
              round={chosen}
              mayLook={mayTell && chosen.closedAt === null}
              onTold={setTold}
            />
          </section>
        )}
      </div>
      {isOpening && (
        <RoundForm
          onClose={() => setOpening(false)}
          onDone={made => {
            setOpening(false)
            fresh()
            void navigate(`/rounds/${made}`)
          }}
        />
      )}
    </section>
  )
}

function RoundLine({ round }: { round: Round }) {
  const say = useSay()
  const [language] = useLanguage()
  const { name, region, due, parts, looked, closedAt } = round
  return (
    <>
      <span className="rounds-name">{name}</span>
      {closedAt !== null && <span className="tag">{say('rounds.closed')}</span>}
      <span className="quiet">
        {named(region, language)} · {say('rounds.until', { due })}
      </span>
      <Progress
        percent={parts === 0 ? 0 : Math.floor((looked / parts) * 100)}
        size="small"
        aria-label={say('rounds.counts', { looked, parts, wrong: round.wrong })}
      />
    </>
  )
}

function Closing({ round: { id }, onDone }: { round: Round; onDone(): void }) {
  const say = useSay()
  const [isSure, setSure] = useState(false)
  const closing = useAction((input: { id: string }, context: { key: string }) =>
    client.parts.closeRound(input, { context }),
  )
  const close = async (): Promise<void> => {
    if (!isSure) return setSure(true)
    if (await closing.act({ id })) onDone()
  }
  return (
    <>
      <Button size="small" danger={isSure} onClick={() => void close()}>
        {say(isSure ? 'rounds.close_sure' : 'rounds.close')}
      </Button>
      {closing.error !== undefined && <Refused error={closing.error} />}
    </>
  )
}
