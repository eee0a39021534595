// Saved filters of a post: on the desk a dialog to pin, rename and delete them; the conditions themselves are set on the
// search page, which saves what it searches for.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, type InputRef, Modal } from 'antd'
import { type RefObject, useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { CaseFilter, CaseView } from '../desk-calls.ts'
import { isEmpty, paramsOf } from './filtering.ts'

interface Props {
  /** What is being searched for, where it can be saved. */
  filter?: CaseFilter
  onTell(told: string): void
}

export function SavedViews({ filter, onTell }: Props) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const name = useRef<InputRef>(null)
  useKeys({ '+': () => setOpen(true), '=': () => setOpen(true) })
  return (
    <>
      <button type="button" className="views-open" onClick={() => setOpen(true)}>
        ＋ {say('views.save')}
      </button>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        footer={null}
        title={say(filter ? 'views.save_title' : 'views.edit_title')}
        // Where nothing moves, the box takes the focus for its first button before the field can.
        afterOpenChange={shows => shows && name.current?.focus()}
        destroyOnHidden
      >
        {filter && !isEmpty(filter) && (
          <SaveForm
            filter={filter}
            field={name}
            onSaved={name => {
              onTell(say('views.saved', { name }))
              setOpen(false)
            }}
          />
        )}
        <ViewList onTell={onTell} onLeave={() => setOpen(false)} />
      </Modal>
    </>
  )
}

interface SaveProps {
  filter: CaseFilter
  field: RefObject<InputRef | null>
  onSaved(name: string): void
}

function SaveForm({ filter, field, onSaved }: SaveProps) {
  const say = useSay()
  const id = useId()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [pinned, setPinned] = useState(true)
  const saving = useAction(
    (input: { name: string; filter: CaseFilter; shared: boolean; pinned: boolean }, context) =>
      client.cases.saveView(input, { context }),
  )
  const save = async (): Promise<void> => {
    if (name.trim() === '') return
    if (await saving.act({ name: name.trim(), filter, shared, pinned })) {
      void queries.invalidateQueries({ queryKey: api.cases.views.key() })
      void queries.invalidateQueries({ queryKey: api.cases.counts.key() })
      onSaved(name.trim())
    }
  }
  return (
    <form
      className="form view-form"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      {saving.error !== undefined && <Refused error={saving.error} />}
      <Field label={say('views.name')} for={id} help={say('views.name_help')}>
        <Input
          id={id}
          value={name}
          maxLength={40}
          ref={field}
          onChange={event => setName(event.target.value)}
        />
      </Field>
      <Checkbox checked={pinned} onChange={event => setPinned(event.target.checked)}>
        {say('views.pinned')}
      </Checkbox>
      <Checkbox checked={shared} onChange={event => setShared(event.target.checked)}>
        {say('views.shared')}
      </Checkbox>
      <div className="form-buttons">
        {name.trim() === '' && <span className="quiet">{say('views.name_needs')}</span>}
        <Button type="primary" htmlType="submit" loading={saving.busy} disabled={name.trim() === ''}>
          {say('views.keep_this')}
        </Button>
      </div>
    </form>
  )
}

function ViewList({ onTell, onLeave }: { onTell(told: string): void; onLeave(): void }) {
  const say = useSay()
  const views = useQuery(api.cases.views.queryOptions())
  if (views.isError) return <Refused error={views.error} onRetry={() => void views.refetch()} />
  if (views.data?.length === 0) return <p className="quiet view-none">{say('views.none')}</p>
  return (
    <ul className="view-list" aria-label={say('views.edit_title')}>
      {views.data?.map(view => (
        <ViewRow key={view.id} view={view} onTell={onTell} onLeave={onLeave} />
      ))}
    </ul>
  )
}

type Change = 'pin' | 'rename' | 'end'

function ViewRow({ view, onTell, onLeave }: { view: CaseView; onTell(told: string): void; onLeave(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { id, name, filter, shared, pinned, own } = view
  const [asks, setAsks] = useState<'rename' | 'end'>()
  const [next, setNext] = useState(name)
  const acting = useAction(async ({ change, to }: { change: Change; to: string }, context) => {
    if (change === 'pin') return client.cases.pinView({ id, pinned: !pinned }, { context })
    if (change === 'end') return client.cases.endView({ id }, { context })
    return client.cases.changeView({ id, name: to }, { context })
  })
  const act = async (change: Change, told?: string): Promise<void> => {
    if (!(await acting.act({ change, to: next.trim() }))) return
    setAsks(undefined)
    for (const call of [api.cases.views, api.cases.counts])
      void queries.invalidateQueries({ queryKey: call.key() })
    if (told) onTell(told)
  }
  return (
    <li>
      <p>
        <strong>{name}</strong> {shared && <span className="tag">{say('views.shared_mark')}</span>}
      </p>
      {acting.error !== undefined && <Refused error={acting.error} />}
      {asks === 'rename' && (
        <form
          className="view-rename"
          onSubmit={event => {
            event.preventDefault()
            if (next.trim() !== '') void act('rename', say('views.renamed', { name: next.trim() }))
          }}
        >
          <Input
            aria-label={say('views.name')}
            value={next}
            maxLength={40}
            autoFocus
            onChange={event => setNext(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={next.trim() === ''} loading={acting.busy}>
            {say('views.rename')}
          </Button>
          <Button onClick={() => setAsks(undefined)}>{say('app.cancel')}</Button>
        </form>
      )}
      {asks === 'end' && (
        <div className="view-rename" role="alert">
          <p>
            {say('views.end_sure', { name })} {shared && say('views.end_shared')}
          </p>
          <Button
            danger
            autoFocus
            loading={acting.busy}
            onClick={() => void act('end', say('views.ended', { name }))}
          >
            {say('views.end')}
          </Button>
          <Button onClick={() => setAsks(undefined)}>{say('views.keep')}</Button>
        </div>
      )}
      {asks === undefined && (
        <div className="view-buttons">
          <Button
            size="small"
            onClick={() => {
              void navigate({ pathname: '/search', search: paramsOf(filter).toString() })
              onLeave()
            }}
          >
            {say('views.use')}
          </Button>
          <Button size="small" loading={acting.busy} onClick={() => void act('pin')}>
            {say(pinned ? 'views.unpin' : 'views.pin')}
          </Button>
          {own && (
            <>
              <Button size="small" onClick={() => setAsks('rename')}>
                {say('views.rename')}
              </Button>
              <Button size="small" onClick={() => setAsks('end')}>
                {say('views.end')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}
