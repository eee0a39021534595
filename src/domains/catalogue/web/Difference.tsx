// What a version says otherwise than the one before it; of the draft also what is wrong, and publishing it.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import type { Problem } from '../book.ts'
import { kindText } from '../rules.ts'
import { Changes, kindName } from './Changes.tsx'
import { type Shown, useEditing } from './drafting.ts'
import { fullMoment, instantOf, refusalText } from './values.ts'

interface Props {
  shown: Shown
  zone: string | undefined
  /** The draft is no more: what to tell, and where to go on. */
  onEnd(sentence: string, tab: string): void
}

export function Difference({ shown, zone, onEnd }: Props) {
  const say = useSay()
  const input = { version: shown.version }
  const found = useQuery(api.catalogue.difference.queryOptions({ input }))
  const kinds = useQuery(api.catalogue.listed.queryOptions({ input }))
  if (found.isError) return <Refused error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data || kinds.isPending) return <Skeleton active className="late-shown" />
  const { against, changes, problems } = found.data
  const names = new Map((kinds.data ?? []).map(kind => [kindText(kind), kind.name]))
  const blocking = problems.filter(({ blocks }) => blocks).length
  return (
    <>
      {problems.length > 0 && <Problems problems={problems} names={names} />}
      {shown.isDraft && <Publish zone={zone} changes={changes.length} problems={blocking} onEnd={onEnd} />}
      {against === null ? (
        <p className="quiet">{say('catalogue.first')}</p>
      ) : (
        <section aria-labelledby="changes-title">
          <h2 id="changes-title">{say('catalogue.difference_of', { version: against })}</h2>
          <Changes changes={changes} names={names} />
        </section>
      )}
    </>
  )
}

interface ProblemsProps {
  problems: readonly Problem[]
  names: ReadonlyMap<string, { zh: string; en: string }>
}

function Problems({ problems, names }: ProblemsProps) {
  const say = useSay()
  const [language] = useLanguage()
  return (
    <section aria-labelledby="problems-title" className="problems">
      <h2 id="problems-title">{say('catalogue.problems')}</h2>
      <ul>
        {problems.slice(0, 200).map(({ name, blocks, kind, seq }) => (
          <li
            key={`${name} ${kind ? kindText(kind) : ''} ${seq}`}
            className={blocks ? 'refused' : 'refused refused-soft'}
          >
            <p>
              <strong>{say(blocks ? 'catalogue.problem_blocks' : 'catalogue.problem_notice')}</strong>{' '}
              {kind && `${kindName(kind, names, language)}${seq === null ? '' : ` · ${seq}`}: `}
              {say(`catalogue.problem.${name}`)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface PublishProps {
  zone: string | undefined
  changes: number
  problems: number
  onEnd: Props['onEnd']
}

function Publish({ zone, changes, problems, onEnd }: PublishProps) {
  const say = useSay()
  const [language] = useLanguage()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [local, setLocal] = useState('')
  const [isDiscarding, setDiscarding] = useState(false)
  const moment = (at: string): string => fullMoment(at, language, zone)
  const publishing = useEditing(
    (input: { validFrom: string | null } & { revision: number }, context: { key: string }) =>
      client.catalogue.publish(input, { context }),
  )
  const discarding = useEditing((input: { revision: number }, context: { key: string }) =>
    client.catalogue.discard(input, { context }),
  )
  const later = zone === undefined ? undefined : instantOf(local, zone)
  const publish = async (): Promise<void> => {
    const done = await publishing.edit({ validFrom: when === 'now' ? null : (later ?? null) })
    if (!done) return
    const { version, validFrom } = done
    onEnd(say('catalogue.published_told', { version, at: moment(validFrom) }), 'history')
  }
  const discard = async (): Promise<void> => {
    if (await discarding.edit({})) onEnd(say('catalogue.discarded'), 'kinds')
  }
  const why =
    problems > 0
      ? say('catalogue.publish_why_not', { count: problems })
      : changes === 0
        ? say('catalogue.publish_nothing')
        : ''
  return (
    <form
      className="publish"
      onSubmit={event => {
        event.preventDefault()
        void publish()
      }}
    >
      <Choice
        plain
        label={say('catalogue.publish_when')}
        options={[
          { value: 'now', label: say('catalogue.publish_now') },
          { value: 'later', label: say('catalogue.publish_later') },
        ]}
        value={when}
        onChange={setWhen}
      />
      {when === 'later' && (
        <Field label={say('catalogue.publish_date')} for="valid-from">
          <Input
            id="valid-from"
            type="datetime-local"
            required
            value={local}
            onChange={event => setLocal(event.target.value)}
          />
        </Field>
      )}
      {publishing.error !== undefined && (
        <Refused error={publishing.error} says={refusalText(publishing.error, say, moment)} />
      )}
      <div className="form-buttons">
        {why !== '' && <span className="quiet">{why}</span>}
        <Button onClick={() => setDiscarding(true)}>{say('catalogue.discard')}</Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={why !== '' || (when === 'later' && zone === undefined)}
          loading={publishing.busy}
        >
          {say('catalogue.publish')}
        </Button>
      </div>
      <Modal
        open={isDiscarding}
        title={say('catalogue.discard')}
        okText={say('catalogue.discard')}
        confirmLoading={discarding.busy}
        onOk={() => void discard()}
        onCancel={() => setDiscarding(false)}
      >
        <p>{say('catalogue.discard_confirm', { count: changes })}</p>
        {discarding.error !== undefined && <Refused error={discarding.error} />}
      </Modal>
    </form>
  )
}
