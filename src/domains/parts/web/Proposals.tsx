// What the field proposes to change in the register: whoever keeps it decides, whoever proposed sees what became of it.
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import { fullMoment } from '../../catalogue/web/values.ts'
import type { Proposal } from '../contract/field.ts'
import { spacedCode } from '../rules.ts'
import { useFreshParts } from './finding.ts'
import { refusedSentence } from './sentences.ts'

interface Props {
  zone: string | undefined
  mayDecide: boolean
  onOpen(code: string): void
  onClose(): void
}

export function Proposals({ zone, mayDecide, onOpen, onClose }: Props) {
  const say = useSay()
  const [decided, setDecided] = useState(false)
  const list = useQuery(
    api.parts.proposals.queryOptions({ input: decided ? { decided: 'true' as const } : {} }),
  )
  return (
    <Modal open width={760} title={say('parts.proposals')} footer={null} onCancel={onClose}>
      <Checkbox checked={decided} onChange={event => setDecided(event.target.checked)}>
        {say('parts.proposals_decided')}
      </Checkbox>
      {list.isError && <Refused error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active className="late-shown" />}
      {list.data?.proposals.length === 0 && <p className="quiet">{say('parts.proposals_none')}</p>}
      {list.data && list.data.total > list.data.proposals.length && (
        <p className="quiet">{say('parts.proposals_first', { count: list.data.total })}</p>
      )}
      <ul className="parts-imports">
        {list.data?.proposals.map(each => (
          <li key={each.id}>
            <One one={each} zone={zone} onOpen={onOpen} />
            {mayDecide && each.decision === null && <Deciding one={each} />}
          </li>
        ))}
      </ul>
    </Modal>
  )
}

function One({ one, zone, onOpen }: { one: Proposal; zone: string | undefined; onOpen(code: string): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const { part, kind, said, decision } = one
  const what = part?.kind ?? kind?.name
  const wanted = [
    said.name !== undefined && `${say('parts.name')}: ${said.name}`,
    said.state !== undefined && `${say('parts.state')}: ${say(`parts.state.${said.state}`)}`,
    said.place &&
      `${say('parts.place')}: ${said.place.longitude.toFixed(6)}, ${said.place.latitude.toFixed(6)}`,
    one.note,
  ].filter(each => typeof each === 'string' && each !== '')
  return (
    <>
      <strong>{say(`parts.wants.${one.wants}`)}</strong> {what && named(what, language)} {part?.name}{' '}
      {part && (
        <Button type="link" size="small" onClick={() => onOpen(part.code)}>
          {spacedCode(part.code)}
        </Button>
      )}
      <p>{wanted.join(' · ')}</p>
      <p className="quiet">
        {[named(one.region, language), one.proposedBy, fullMoment(one.proposedAt, language, zone)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {decision && (
        <p>
          <span className="tag">{say(decision.adopted ? 'parts.adopted' : 'parts.not_adopted')}</span>{' '}
          {[decision.reason, decision.by, fullMoment(decision.at, language, zone)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </>
  )
}

function Deciding({ one: { id } }: { one: Proposal }) {
  const say = useSay()
  const fresh = useFreshParts()
  const [reason, setReason] = useState('')
  const deciding = useAction(
    (input: { id: string; adopt: boolean; reason: string }, context: { key: string }) =>
      client.parts.decide(input, { context }),
  )
  const decide = async (adopt: boolean): Promise<void> => {
    if (await deciding.act({ id, adopt, reason })) fresh()
  }
  return (
    <>
      <div className="parts-decide">
        <Button size="small" type="primary" onClick={() => void decide(true)}>
          {say('parts.adopt')}
        </Button>
        <Input
          size="small"
          maxLength={200}
          value={reason}
          placeholder={say('parts.reason')}
          aria-label={say('parts.reason')}
          onChange={event => setReason(event.target.value)}
        />
        <Button size="small" disabled={reason.trim() === ''} onClick={() => void decide(false)}>
          {say('parts.refuse')}
        </Button>
      </div>
      {deciding.error !== undefined && (
        <Refused error={deciding.error} says={refusedSentence(deciding.error, say)} />
      )}
    </>
  )
}
