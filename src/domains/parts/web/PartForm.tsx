// The form of one part, new or to be changed. Code and kind never change; a line or an area keeps its shape.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { Part } from '../contract.ts'
import { accuracies, partStates, spacedCode } from '../rules.ts'
import { usePartKinds } from './kinds.ts'
import { refusedSentence } from './sentences.ts'

interface Props {
  /** Undefined for a new one. */
  part?: Part
  onClose(): void
  onDone(sentence: string, code?: string): void
}

type Given = Omit<Parameters<typeof client.parts.change>[0], 'code' | 'version' | 'shape'> & {
  longitude: string
  latitude: string
}

const organisationFields = ['maintaining', 'supervising', 'owning'] as const

export function PartForm({ part, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { kinds, options } = usePartKinds()
  const { data: organisations = [] } = useQuery(api.organisations.list.queryOptions())
  const [kind, setKind] = useState(part?.kind.code)
  const [code, setCode] = useState('')
  const [given, setGiven] = useState(() => givenOf(part))
  const set = (change: Partial<Given>): void => setGiven(now => ({ ...now, ...change }))
  const isPoint = part === undefined || part.shape.type === 'Point'
  const keeping = useAction(
    async (
      input: { kind: string | undefined; code: string; given: Given; beside: boolean },
      context: { key: string },
    ) => {
      const { longitude, latitude, ...others } = input.given
      const point = { type: 'Point' as const, coordinates: [Number(longitude), Number(latitude)] }
      const described = { ...others, shape: part && !isPoint ? part.shape : point }
      if (part) {
        await client.parts.change({ ...described, code: part.code, version: part.version }, { context })
        return part.code
      }
      const { edition = '' } = kinds.find(each => each.code === input.kind) ?? {}
      const chosen = { edition, code: input.kind ?? '' }
      const added = { ...described, kind: chosen, code: input.code.trim() || null, beside: input.beside }
      return (await client.parts.add(added, { context })).code
    },
  )
  const isDuplicate = codeOf(keeping.error) === 'parts.duplicate'
  const submit = async (): Promise<void> => {
    const kept = await keeping.act({ kind, code, given, beside: isDuplicate })
    if (kept !== undefined)
      onDone(say(part ? 'parts.changed' : 'parts.added', { code: kept }), part ? undefined : kept)
  }
  const choices = [
    ...organisations,
    // Who is closed by now stays named.
    ...organisationFields.flatMap(name => {
      const found = part?.[name]
      return found && !organisations.some(({ id }) => id === found.id) ? [found] : []
    }),
  ].map(each => ({ value: each.id, label: named(each.name, language) }))
  const text = (name: 'name' | 'source' | 'note', most: number) => (
    <Field label={say(`parts.${name}`)} for={`part-${name}`} optional>
      <Input
        id={`part-${name}`}
        maxLength={most}
        value={given[name]}
        onChange={event => set({ [name]: event.target.value })}
      />
    </Field>
  )
  const date = (name: 'installedOn' | 'surveyedOn') => (
    <Field label={say(`parts.${name}`)} for={`part-${name}`} optional>
      <Input
        id={`part-${name}`}
        type="date"
        value={given[name] ?? ''}
        onChange={event => set({ [name]: event.target.value || null })}
      />
    </Field>
  )
  return (
    <Modal
      open
      width={680}
      title={part ? `${say('parts.change')} ${spacedCode(part.code)}` : say('parts.add')}
      footer={null}
      onCancel={onClose}
    >
      <form
        className="form parts-form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {!part && (
          <>
            <Field label={say('parts.kind')} for="part-kind">
              <Select
                id="part-kind"
                value={kind ?? null}
                options={options}
                showSearch={{ optionFilterProp: 'label' }}
                onChange={chosen => setKind(chosen ?? undefined)}
              />
            </Field>
            <Field label={say('parts.code')} for="part-code" optional help={say('parts.code_help')}>
              <Input
                id="part-code"
                autoComplete="off"
                inputMode="numeric"
                value={code}
                aria-describedby="part-code-help"
                onChange={event => setCode(event.target.value)}
              />
            </Field>
          </>
        )}
        {text('name', 120)}
        {isPoint ? (
          (['longitude', 'latitude'] as const).map(name => (
            <Field
              key={name}
              label={say(`parts.${name}`)}
              for={`part-${name}`}
              help={say('parts.degrees_help')}
            >
              <Input
                id={`part-${name}`}
                required
                inputMode="decimal"
                pattern="-?\d{1,3}(\.\d+)?"
                value={given[name]}
                aria-describedby={`part-${name}-help`}
                onChange={event => set({ [name]: event.target.value })}
              />
            </Field>
          ))
        ) : (
          <p className="quiet parts-form-wide">{say('parts.shape_kept')}</p>
        )}
        <Field label={say('parts.state')} for="part-state">
          <Select
            id="part-state"
            value={given.state}
            options={partStates.map(value => ({ value, label: say(`parts.state.${value}`) }))}
            onChange={state => set({ state })}
          />
        </Field>
        <Field label={say('parts.accuracy')} for="part-accuracy" optional>
          <Select
            id="part-accuracy"
            allowClear
            value={given.accuracy}
            placeholder={say('parts.accuracy.none')}
            options={accuracies.map(value => ({ value, label: say(`parts.accuracy.${value}`) }))}
            onChange={accuracy => set({ accuracy: accuracy ?? null })}
          />
        </Field>
        {organisationFields.map(name => (
          <Field key={name} label={say(`parts.${name}`)} for={`part-${name}`} optional>
            <Select
              id={`part-${name}`}
              allowClear
              value={given[name]}
              placeholder={say('parts.nobody')}
              options={choices}
              showSearch={{ optionFilterProp: 'label' }}
              onChange={chosen => set({ [name]: chosen ?? null })}
            />
          </Field>
        ))}
        {date('installedOn')}
        {date('surveyedOn')}
        {text('source', 120)}
        {text('note', 500)}
        <div className="parts-form-wide">
          {keeping.error !== undefined && (
            <Refused
              error={keeping.error}
              says={
                isDuplicate
                  ? say('parts.beside', { code: duplicateOf(keeping.error) })
                  : refusedSentence(keeping.error, say)
              }
            />
          )}
          <div className="form-buttons">
            <Button onClick={onClose}>{say('app.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={keeping.busy} disabled={!part && !kind}>
              {say('parts.save')}
            </Button>
          </div>
        </div>
      </form>
    </Modal>
  )
}

function givenOf(part: Part | undefined): Given {
  return {
    name: part?.name ?? '',
    accuracy: part?.accuracy ?? null,
    state: part?.state ?? 'intact',
    supervising: part?.supervising?.id ?? null,
    owning: part?.owning?.id ?? null,
    maintaining: part?.maintaining?.id ?? null,
    installedOn: part?.installedOn ?? null,
    surveyedOn: part?.surveyedOn ?? null,
    source: part?.source ?? '',
    note: part?.note ?? '',
    attributes: part?.attributes ?? {},
    longitude: part ? String(part.longitude) : '',
    latitude: part ? String(part.latitude) : '',
  }
}

function duplicateOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('data' in error)) return ''
  const { data } = error
  return typeof data === 'object' && data !== null && 'code' in data ? spacedCode(String(data.code)) : ''
}
