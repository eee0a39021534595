// Where and of what one wants letters, the code that proves the address, and what became of the last letters.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Skeleton } from 'antd'
import { type FormEvent, useState } from 'react'
import { api, client } from '../../../client.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Letter, Mailbox } from '../contract.ts'
import { topics } from '../rules.ts'

interface Context {
  key: string
}

export function Letters() {
  const say = useSay()
  const box = useQuery(api.notifications.mailbox.queryOptions())
  return (
    <section className="letters" aria-labelledby="letters-title">
      <h2 id="letters-title">{say('mail.title')}</h2>
      {box.isError && <Refused error={box.error} onRetry={() => void box.refetch()} />}
      {box.isPending && <Skeleton active className="late-shown" />}
      {box.data && !box.data.offered && <p className="quiet">{say('mail.not_offered')}</p>}
      {box.data?.offered && <Settings key={box.data.address ?? ''} box={box.data} />}
      {box.data && box.data.letters.length > 0 && <Sent letters={box.data.letters} />}
    </section>
  )
}

function Settings({ box }: { box: Mailbox }) {
  const say = useSay()
  const [own] = useLanguage()
  const queries = useQueryClient()
  const [address, setAddress] = useState(box.address ?? '')
  const [language, setLanguage] = useState<'zh' | 'en'>(box.address === null ? own : box.language)
  const [wants, setWants] = useState(box.wants)
  const [told, setTold] = useState('')
  const set = useAction(
    (input: Pick<Mailbox, 'language' | 'wants'> & { address: string }, context: Context) =>
      client.notifications.setMailbox(input, { context }),
  )
  const remove = useAction((_: undefined, context: Context) =>
    client.notifications.removeMailbox(undefined, { context }),
  )
  const keep = (kept: Mailbox | undefined, sentence: string): void => {
    if (!kept) return
    queries.setQueryData(api.notifications.mailbox.queryKey(), kept)
    setTold(sentence)
  }
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTold('')
    keep(await set.act({ address, language, wants }), say('mail.saved'))
  }
  const forget = async (): Promise<void> => {
    if (!(await remove.act(undefined))) return
    setTold(say('mail.removed'))
    await queries.invalidateQueries({ queryKey: api.notifications.mailbox.key() })
  }
  return (
    <>
      <form onSubmit={event => void save(event)} className="letters-form">
        <Field label={say('mail.address')} for="mail-address" help={say('mail.address_help')}>
          <Input
            id="mail-address"
            type="email"
            autoComplete="email"
            required
            value={address}
            aria-describedby="mail-address-help"
            onChange={event => setAddress(event.target.value)}
          />
          {box.address !== null && (
            <span className="tag">{say(box.confirmed ? 'mail.confirmed' : 'mail.waits')}</span>
          )}
        </Field>
        <Choice
          plain
          label={say('mail.language')}
          options={[
            { value: 'zh', label: '\u4e2d\u6587' },
            { value: 'en', label: 'English' },
          ]}
          value={language}
          onChange={setLanguage}
        />
        <fieldset className="wants">
          <legend>{say('mail.wants')}</legend>
          {topics.map(topic => (
            <Checkbox
              key={topic}
              checked={wants.includes(topic)}
              onChange={({ target }) =>
                setWants(topics.filter(each => (each === topic ? target.checked : wants.includes(each))))
              }
            >
              {say(`notice.${topic}`)}
            </Checkbox>
          ))}
        </fieldset>
        {set.error !== undefined && <Refused error={set.error} />}
        {remove.error !== undefined && <Refused error={remove.error} />}
        <p className="letters-do">
          <Button type="primary" htmlType="submit" loading={set.busy}>
            {say('mail.save')}
          </Button>
          {box.address !== null && (
            <Button loading={remove.busy} onClick={() => void forget()}>
              {say('mail.remove')}
            </Button>
          )}
          <span role="status">{told}</span>
        </p>
      </form>
      {box.address !== null && !box.confirmed && <Proof onKept={keep} />}
    </>
  )
}

function Proof({ onKept }: { onKept(kept: Mailbox | undefined, sentence: string): void }) {
  const say = useSay()
  const [code, setCode] = useState('')
  const confirm = useAction((input: { code: string }, context: Context) =>
    client.notifications.confirmMailbox(input, { context }),
  )
  const again = useAction((_: undefined, context: Context) =>
    client.notifications.sendCode(undefined, { context }),
  )
  const prove = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    onKept(await confirm.act({ code }), say('mail.confirmed'))
  }
  return (
    <form onSubmit={event => void prove(event)} className="letters-form">
      <Field label={say('mail.code_label')} for="mail-code">
        <Input
          id="mail-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          maxLength={6}
          value={code}
          onChange={event => setCode(event.target.value)}
        />
      </Field>
      {confirm.error !== undefined && <Refused error={confirm.error} />}
      {again.error !== undefined && <Refused error={again.error} />}
      <p className="letters-do">
        <Button htmlType="submit" loading={confirm.busy}>
          {say('mail.confirm')}
        </Button>
        <Button loading={again.busy} onClick={() => void again.act(undefined).then(kept => onKept(kept, ''))}>
          {say('mail.again')}
        </Button>
      </p>
    </form>
  )
}

function Sent({ letters }: { letters: readonly Letter[] }) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  return (
    <>
      <h3>{say('mail.letters')}</h3>
      <ul className="lines">
        {letters.map(({ id, what, madeAt, state, tries, trouble, receipt }) => (
          <li key={id}>
            <span>{say(what === null ? 'mail.letter_code' : `notice.${what}`)}</span>
            <span className="quiet" title={receipt ?? undefined}>
              {moment(madeAt, language, district?.timeZone)} ·{' '}
              {say(`mail.state_${state}`, { tries, trouble: trouble ?? '' })}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
