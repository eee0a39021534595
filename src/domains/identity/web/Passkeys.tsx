// One's own passkeys: each with its name, when it was added and last used; adding, renaming and removing.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'
import { hindered, makePasskey } from './ceremony.ts'
import { deviceName } from './device.ts'
import type { Part } from './Ways.tsx'

interface Passkey {
  id: string
  name: string
  site: string
  synced: boolean
  addedAt: string
  usedAt: string | null
  doubtedAt: string | null
}

type Open = { form: 'name' | 'remove'; passkey: Passkey }

export function Passkeys({ passkeys, ...part }: Part & { passkeys: readonly Passkey[] }) {
  const say = useSay()
  const [why] = useState(hindered)
  const [open, setOpen] = useState<Open>()
  const close = (): void => setOpen(undefined)
  const onDone = (sentence: string): void => {
    close()
    part.onDone(sentence)
  }
  return (
    <section aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{say('ways.passkeys')}</h2>
      {passkeys.length === 0 && why === undefined && <p className="quiet">{say('ways.none')}</p>}
      {passkeys.length > 0 && (
        <ul className="lines">
          {passkeys.map(passkey => (
            <Line key={passkey.id} passkey={passkey} onOpen={form => setOpen({ form, passkey })} />
          ))}
        </ul>
      )}
      {why === undefined ? (
        <Add {...part} />
      ) : (
        <p className="refused refused-soft passkey-why">{say(`ways.${why}`)}</p>
      )}
      {open?.form === 'name' && <Name passkey={open.passkey} onClose={close} onDone={onDone} />}
      {open?.form === 'remove' && (
        <Remove passkey={open.passkey} sure={part.sure} onClose={close} onDone={onDone} />
      )}
    </section>
  )
}

function Line({ passkey, onOpen }: { passkey: Passkey; onOpen(form: Open['form']): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const { name, site, synced, addedAt, usedAt, doubtedAt } = passkey
  const at = (instant: string): string => moment(instant, language, district?.timeZone)
  return (
    <li>
      <div>
        <p>
          <strong className="device">{name}</strong>{' '}
          {synced && <span className="tag">{say('ways.synced')}</span>}{' '}
          {site !== location.hostname && <span className="tag">{say('ways.elsewhere', { site })}</span>}
        </p>
        <p className="quiet">
          {say('ways.added_at', { at: at(addedAt) })} ·{' '}
          {usedAt === null ? say('ways.used_never') : say('ways.used_at', { at: at(usedAt) })}
        </p>
        {doubtedAt !== null && <p className="refused">{say('ways.doubted')}</p>}
      </div>
      <span className="line-acts">
        <Button size="small" aria-label={`${say('ways.rename')}: ${name}`} onClick={() => onOpen('name')}>
          {say('ways.rename')}
        </Button>
        <Button size="small" aria-label={`${say('ways.remove')}: ${name}`} onClick={() => onOpen('remove')}>
          {say('ways.remove')}
        </Button>
      </span>
    </li>
  )
}

function Add({ sure, onDone }: Part) {
  const say = useSay()
  const [name, setName] = useState(() => deviceName(navigator.userAgent).slice(0, 60))
  const adding = useAction((given: string, context: { key: string }) =>
    sure(async () => {
      const attestation = await makePasskey(await client.identity.offerPasskey())
      return client.identity.addPasskey({ name: given, attestation }, { context })
    }),
  )
  const add = async (): Promise<void> => {
    if (await adding.act(name)) onDone(say('ways.added', { name }))
  }
  return (
    <form
      className="form passkey-add"
      onSubmit={event => {
        event.preventDefault()
        void add()
      }}
    >
      <Field label={say('ways.name')} for="passkey-name" help={say('ways.name_help')}>
        <Input
          id="passkey-name"
          required
          maxLength={60}
          autoComplete="off"
          aria-describedby="passkey-name-help"
          value={name}
          onChange={event => setName(event.target.value)}
        />
      </Field>
      {adding.error !== undefined && <Refused error={adding.error} />}
      <div>
        {/* What goes on meanwhile is said by the dialog over it, the browser's or our own; a second click does nothing. */}
        <Button type="primary" htmlType="submit">
          {say('ways.add')}
        </Button>
      </div>
    </form>
  )
}

interface Dialog {
  passkey: Passkey
  onClose(): void
  onDone(sentence: string): void
}

function Name({ passkey, onClose, onDone }: Dialog) {
  const say = useSay()
  const [name, setName] = useState(passkey.name)
  const naming = useAction((input: { id: string; name: string }, context: { key: string }) =>
    client.identity.renamePasskey(input, { context }),
  )
  const submit = async (): Promise<void> => {
    if (await naming.act({ id: passkey.id, name })) onDone(say('ways.renamed'))
  }
  return (
    <Modal open title={say('ways.rename_of', { name: passkey.name })} footer={null} onCancel={onClose}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={say('ways.name')} for="passkey-rename">
          <Input
            id="passkey-rename"
            required
            autoFocus
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={event => setName(event.target.value)}
          />
        </Field>
        {naming.error !== undefined && <Refused error={naming.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={naming.busy}>
            {say('ways.rename')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function Remove({ passkey: { id, name }, sure, onClose, onDone }: Dialog & Pick<Part, 'sure'>) {
  const say = useSay()
  const removing = useAction((_: undefined, context: { key: string }) =>
    sure(() => client.identity.removePasskey({ id }, { context })),
  )
  const remove = async (): Promise<void> => {
    if (await removing.act(undefined)) onDone(say('ways.removed', { name }))
  }
  return (
    <Modal
      open
      title={say('ways.remove_of', { name })}
      okText={say('ways.remove')}
      okButtonProps={{ danger: true }}
      confirmLoading={removing.busy}
      onOk={() => void remove()}
      onCancel={onClose}
    >
      <p>{say('ways.remove_confirm')}</p>
      {removing.error !== undefined && <Refused error={removing.error} />}
    </Modal>
  )
}
