// The parts of a round that are still to look at, nearest first where the position is known, and those that were.
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { type Position, usePosition } from '../../../ui/usePosition.ts'
import { named } from '../../../ui/words/words.ts'
import type { Round, RoundPart } from '../contract/field.ts'
import { type PartState, partStates, spacedCode } from '../rules.ts'
import { useFreshParts } from './finding.ts'
import { refusedSentence } from './sentences.ts'

interface Props {
  round: Round
  mayLook: boolean
  onTold(sentence: string): void
}

export function RoundList({ round: { id }, mayLook, onTold }: Props) {
  const say = useSay()
  const [here, setHere] = useState<Position>()
  const where = usePosition(setHere)
  const [looked, setLooked] = useState(false)
  const list = useQuery(
    api.parts.roundParts.queryOptions({
      input: { id, ...here, ...(looked && { looked: 'true' as const }) },
      placeholderData: before => before,
    }),
  )
  return (
    <>
      <div className="rounds-bar">
        <Button size="small" onClick={where.ask}>
          {say('rounds.nearest')}
        </Button>
        <Checkbox checked={looked} onChange={event => setLooked(event.target.checked)}>
          {say('rounds.looked')}
        </Checkbox>
      </div>
      <p role="status" className="quiet">
        {where.told}
      </p>
      {list.isError && <Refused error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active className="late-shown" />}
      {list.data?.length === 0 && (
        <p className="quiet">{say(looked ? 'rounds.none_looked' : 'rounds.all_looked')}</p>
      )}
      <ul className="rounds-parts">
        {list.data?.map(part => (
          <li key={part.code}>
            <Line part={part} />
            {mayLook && <Looking id={id} part={part} onTold={onTold} />}
          </li>
        ))}
      </ul>
    </>
  )
}

function Line({ part: { code, kind, name, metres, looked } }: { part: RoundPart }) {
  const say = useSay()
  const [language] = useLanguage()
  return (
    <p>
      <b>{named(kind, language)}</b> {name} <code>{spacedCode(code)}</code>{' '}
      {metres !== null && (
        <span className="quiet">{say('rounds.metres', { metres: Math.round(metres) })}</span>
      )}
      {looked && (
        <span>
          {' '}
          <span className="tag">{say(`parts.state.${looked.found}`)}</span> {looked.note}
        </span>
      )}
    </p>
  )
}

/** One press where all is well; what is not well may be said in a word. */
function Looking({ id, part, onTold }: { id: string; part: RoundPart; onTold(sentence: string): void }) {
  const say = useSay()
  const fresh = useFreshParts()
  const [note, setNote] = useState('')
  const [isWrong, setWrong] = useState(false)
  const looking = useAction(
    (input: { id: string; code: string; found: PartState; note: string }, context: { key: string }) =>
      client.parts.look(input, { context }),
  )
  const look = async (found: PartState): Promise<void> => {
    if (!(await looking.act({ id, code: part.code, found, note }))) return
    onTold(say('rounds.looked_told', { code: spacedCode(part.code), state: say(`parts.state.${found}`) }))
    fresh()
  }
  return (
    <>
      <div className="rounds-answers">
        <Button onClick={() => void look('intact')}>{say('parts.state.intact')}</Button>
        <Button aria-expanded={isWrong} onClick={() => setWrong(!isWrong)}>
          {say('rounds.not_intact')}
        </Button>
      </div>
      {isWrong && (
        <div className="rounds-answers">
          <Input
            maxLength={200}
            value={note}
            placeholder={say('parts.note')}
            aria-label={say('parts.note')}
            onChange={event => setNote(event.target.value)}
          />
          {partStates
            .filter(state => state !== 'intact')
            .map(state => (
              <Button key={state} onClick={() => void look(state)}>
                {say(`parts.state.${state}`)}
              </Button>
            ))}
        </div>
      )}
      {looking.error !== undefined && (
        <Refused error={looking.error} says={refusedSentence(looking.error, say)} />
      )}
    </>
  )
}
