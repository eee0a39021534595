// What somebody in the field has seen otherwise than the register says: another state, another place, gone, or missing.
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { usePosition } from '../../../ui/usePosition.ts'
import type { Part } from '../contract.ts'
import { type PartState, partStates, spacedCode } from '../rules.ts'
import { usePartKinds } from './kinds.ts'

interface Props {
  /** Undefined: a part that the register does not have. */
  part?: Part
  onClose(): void
  onDone(sentence: string): void
}

type Proposed = Parameters<typeof client.parts.propose>[0]

export function Telling({ part, onClose, onDone }: Props) {
  const say = useSay()
  const { kinds, options } = usePartKinds()
  const [wants, setWants] = useState<'change' | 'gone'>('change')
  const [kind, setKind] = useState<string>()
  const [name, setName] = useState(part?.name ?? '')
  const [state, setState] = useState<PartState>(part?.state ?? 'intact')
  const [place, setPlace] = useState(part ? `${part.longitude}, ${part.latitude}` : '')
  const [note, setNote] = useState('')
  const where = usePosition(({ longitude, latitude }) =>
    setPlace(`${longitude.toFixed(7)}, ${latitude.toFixed(7)}`),
  )
  const telling = useAction((input: Proposed, context: { key: string }) =>
    client.parts.propose(input, { context }),
  )
  const chosen = kinds.find(({ code }) => code === kind)
  const point = pointIn(place)
  const isReady = wants === 'gone' || (point !== undefined && (part !== undefined || chosen !== undefined))
  const tell = async (): Promise<void> => {
    const input = asked({ part, wants, kind: chosen, name: name.trim(), state, point, note })
    if (input && (await telling.act(input))) onDone(say('parts.proposed'))
  }
  return (
    <Modal
      open
      title={part ? `${say('parts.tell')} ${spacedCode(part.code)}` : say('parts.tell_missing')}
      okText={say('parts.propose')}
      okButtonProps={{ disabled: !isReady }}
      onOk={() => void tell()}
      onCancel={onClose}
    >
      <p className="quiet">{say('parts.tell_help')}</p>
      {part && (
        <Choice
          label={say('parts.tell_what')}
          plain
          options={[
            { value: 'change', label: say('parts.wants.change') },
            { value: 'gone', label: say('parts.wants.gone') },
          ]}
          value={wants}
          onChange={setWants}
        />
      )}
      {!part && (
        <Field label={say('parts.kind')} for="tell-kind">
          <Select
            id="tell-kind"
            value={kind}
            options={options}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            onChange={setKind}
          />
        </Field>
      )}
      {wants === 'change' && (
        <>
          <Field label={say('parts.state')} for="tell-state">
            <Select
              id="tell-state"
              value={state}
              options={partStates.map(value => ({ value, label: say(`parts.state.${value}`) }))}
              onChange={setState}
            />
          </Field>
          <Field label={say('parts.name')} for="tell-name" optional>
            <Input
              id="tell-name"
              maxLength={120}
              value={name}
              onChange={event => setName(event.target.value)}
            />
          </Field>
          <Field
            label={`${say('parts.longitude')}, ${say('parts.latitude')}`}
            for="tell-place"
            help={where.told || say('parts.degrees_help')}
          >
            <div className="parts-decide">
              <Input
                id="tell-place"
                inputMode="decimal"
                value={place}
                aria-describedby="tell-place-help"
                onChange={event => setPlace(event.target.value)}
              />
              <Button onClick={where.ask}>{say('parts.use_position')}</Button>
            </div>
          </Field>
        </>
      )}
      <Field label={say('parts.note')} for="tell-note" optional>
        <Input.TextArea
          id="tell-note"
          maxLength={500}
          value={note}
          onChange={event => setNote(event.target.value)}
        />
      </Field>
      {telling.error !== undefined && <Refused error={telling.error} />}
    </Modal>
  )
}

interface Given {
  part: Part | undefined
  wants: 'change' | 'gone'
  kind: { edition: string; code: string } | undefined
  name: string
  state: PartState
  point: { longitude: number; latitude: number } | undefined
  note: string
}

function asked({ part, wants, kind, name, state, point, note }: Given): Proposed | undefined {
  if (!part) {
    if (!kind || !point) return undefined
    const { edition, code } = kind
    return {
      wants: 'add',
      kind: { edition, code },
      said: { place: point, state, ...(name && { name }) },
      note,
    }
  }
  if (wants === 'gone') return { wants, code: part.code, note }
  const isMoved = point && (point.longitude !== part.longitude || point.latitude !== part.latitude)
  return {
    wants,
    code: part.code,
    note,
    // Only what is otherwise than the register has it.
    said: {
      ...(name !== part.name && { name }),
      ...(state !== part.state && { state }),
      ...(isMoved && { place: point }),
    },
  }
}

function pointIn(text: string): { longitude: number; latitude: number } | undefined {
  const [longitude, latitude, more] = text
    .split(/[\s,\uff0c]+/u)
    .filter(Boolean)
    .map(Number)
  if (longitude === undefined || latitude === undefined || more !== undefined) return undefined
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? { longitude, latitude } : undefined
}
