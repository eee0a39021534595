// One kind of a version: what the district decides of it, its conditions, and what the other edition calls it.
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, InputNumber, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { type KindChoices, type KindKey, proofs } from '../book.ts'
import type { ListedKind } from '../contract.ts'
import { Conditions } from './Conditions.tsx'
import { type Shown, useEditing } from './drafting.ts'

interface Props {
  shown: Shown
  kind: ListedKind
  onTold(sentence: string): void
  /** It was removed from the draft. */
  onGone(): void
}

export function KindPane({ shown, kind, onTold, onGone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { edition, type, code } = kind
  const one = useQuery(
    api.catalogue.one.queryOptions({ input: { version: shown.version, edition, type, code } }),
  )
  return (
    <article aria-labelledby="kind-title">
      <h2 id="kind-title">
        {code} {named(kind.name, language)}
      </h2>
      <p className="quiet">
        {named(kind.class, language)}
        {kind.extension && ` · ${say(kind.own ? 'catalogue.own' : 'catalogue.extension')}`}
        {kind.retired && ` · ${say('catalogue.retired')}`}
      </p>
      {shown.isDraft ? (
        <ChoicesForm kind={kind} onTold={onTold} onGone={onGone} />
      ) : (
        <dl className="kind-facts">
          <dt>{say('catalogue.proof')}</dt>
          <dd>{say(`catalogue.proof.${kind.proof}`)}</dd>
          <dt>{say('catalogue.near')}</dt>
          <dd>{kind.nearMetres}</dd>
          <dt>{say('catalogue.check')}</dt>
          <dd>{kind.checkMetres}</dd>
        </dl>
      )}
      {one.isError && <Refused error={one.error} onRetry={() => void one.refetch()} />}
      {one.isPending && <Skeleton active className="late-shown" />}
      {one.data && (
        <>
          <Conditions shown={shown} kind={kind} rows={one.data.conditions} onTold={onTold} />
          {one.data.elsewhere.length > 0 && (
            <section aria-labelledby="elsewhere-title">
              <h3 id="elsewhere-title">{say('catalogue.elsewhere')}</h3>
              <ul className="elsewhere">
                {one.data.elsewhere.map(other => (
                  <li key={`${other.edition} ${other.code}`}>
                    <span className="kinds-code">{other.code}</span> {named(other.name, language)}{' '}
                    <span className="tag">{say(`catalogue.basis.${other.basis}`)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </article>
  )
}

type Given = KindKey & KindChoices & { name: { zh: string; en: string } | null }

function ChoicesForm({ kind, onTold, onGone }: Omit<Props, 'shown'>) {
  const say = useSay()
  // What was typed; nothing while the form shows what is kept.
  const [typed, setTyped] = useState<Partial<Given>>({})
  const saving = useEditing((input: Given & { revision: number }, context: { key: string }) =>
    client.catalogue.setKind(input, { context }),
  )
  const dropping = useEditing((input: KindKey & { revision: number }, context: { key: string }) =>
    client.catalogue.dropKind(input, { context }),
  )
  const { edition, type, code, retired, offered, proof, nearMetres, checkMetres } = kind
  const key = { edition, type, code }
  const now: Given = {
    ...key,
    ...{ retired, offered, proof, nearMetres, checkMetres },
    name: kind.own ? kind.name : null,
    ...typed,
  }
  const set = (change: Partial<Given>): void => setTyped(before => ({ ...before, ...change }))
  const isChanged = Object.keys(typed).length > 0
  const save = async (): Promise<void> => {
    // A retired kind leaves the residents' list by itself.
    if (!(await saving.edit({ ...now, offered: now.retired ? null : now.offered }))) return
    setTyped({})
    onTold(say('catalogue.saved'))
  }
  const drop = async (): Promise<void> => {
    if (await dropping.edit(key)) onGone()
  }
  return (
    <form
      className="kind-form"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      {now.name && (
        <>
          <Field label={say('catalogue.name_zh')} for="kind-zh">
            <Input
              id="kind-zh"
              required
              maxLength={120}
              value={now.name.zh}
              onChange={event => set({ name: { zh: event.target.value, en: now.name?.en ?? '' } })}
            />
          </Field>
          <Field label={say('catalogue.name_en')} for="kind-en">
            <Input
              id="kind-en"
              required
              maxLength={120}
              value={now.name.en}
              onChange={event => set({ name: { zh: now.name?.zh ?? '', en: event.target.value } })}
            />
          </Field>
        </>
      )}
      <Field label={say('catalogue.proof')} for="kind-proof">
        <Select
          id="kind-proof"
          value={now.proof}
          options={proofs.map(value => ({ value, label: say(`catalogue.proof.${value}`) }))}
          onChange={value => set({ proof: value })}
        />
      </Field>
      <Field label={say('catalogue.near')} for="kind-near">
        <InputNumber
          id="kind-near"
          min={0}
          max={5000}
          precision={0}
          value={now.nearMetres}
          onChange={metres => metres !== null && set({ nearMetres: metres })}
        />
      </Field>
      <Field label={say('catalogue.check')} for="kind-check">
        <InputNumber
          id="kind-check"
          min={1}
          max={5000}
          precision={0}
          value={now.checkMetres}
          onChange={metres => metres !== null && set({ checkMetres: metres })}
        />
      </Field>
      <Checkbox checked={now.retired} onChange={event => set({ retired: event.target.checked })}>
        {say('catalogue.retired_label')}
      </Checkbox>
      {saving.error !== undefined && <Refused error={saving.error} />}
      {dropping.error !== undefined && <Refused error={dropping.error} />}
      <div className="form-buttons">
        {kind.own && (
          <Button loading={dropping.busy} onClick={() => void drop()}>
            {say('catalogue.extension_drop')}
          </Button>
        )}
        {isChanged && <Button onClick={() => setTyped({})}>{say('catalogue.undo')}</Button>}
        <Button type="primary" htmlType="submit" loading={saving.busy} disabled={!isChanged}>
          {say('catalogue.save')}
        </Button>
      </div>
    </form>
  )
}
