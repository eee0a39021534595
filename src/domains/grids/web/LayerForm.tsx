// What a layer asks of its grids: a new one, or changed.
import { Button, Checkbox, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { KeptLayer, Settings } from '../contract.ts'

interface Props {
  /** Undefined for a new one. */
  layer: KeptLayer | undefined
  layers: readonly KeptLayer[]
  onClose(): void
  onDone(sentence: string): void
}

const usual: Settings = {
  name: { zh: '', en: '' },
  mustCover: false,
  mayOverlap: false,
  nestsIn: null,
  leastArea: null,
  mostArea: null,
  tolerance: 5,
}

export function LayerForm({ layer, layers, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const [code, setCode] = useState('')
  const [given, setGiven] = useState<Settings>(() => (layer ? settingsOf(layer) : usual))
  const set = (change: Partial<Settings>): void => setGiven(now => ({ ...now, ...change }))
  const keeping = useAction(async (input: { code: string; given: Settings }, context: { key: string }) => {
    if (layer) await client.grids.changeLayer({ ...input.given, layer: layer.code }, { context })
    else await client.grids.addLayer({ ...input.given, code: input.code }, { context })
    return true
  })
  const submit = async (): Promise<void> => {
    if (await keeping.act({ code, given })) onDone(say('grids.saved', { name: named(given.name, language) }))
  }
  const number = (name: 'leastArea' | 'mostArea', label: string) => (
    <Field label={label} for={`layer-${name}`} optional>
      <InputNumber
        id={`layer-${name}`}
        min={1}
        max={1_000_000_000}
        precision={0}
        value={given[name]}
        onChange={value => set({ [name]: value })}
      />
    </Field>
  )
  return (
    <Modal
      open
      title={layer ? say('grids.settings_of', { name: named(layer.name, language) }) : say('grids.add_layer')}
      footer={null}
      onCancel={onClose}
    >
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {!layer && (
          <Field label={say('grids.layer_code')} for="layer-code" help={say('grids.layer_code_help')}>
            <Input
              id="layer-code"
              required
              pattern="[a-z_]{2,40}"
              autoComplete="off"
              spellCheck={false}
              aria-describedby="layer-code-help"
              value={code}
              onChange={event => setCode(event.target.value)}
            />
          </Field>
        )}
        {(['zh', 'en'] as const).map(each => (
          <Field key={each} label={say(`grids.layer_${each}`)} for={`layer-${each}`}>
            <Input
              id={`layer-${each}`}
              required
              maxLength={40}
              value={given.name[each]}
              onChange={event => set({ name: { ...given.name, [each]: event.target.value } })}
            />
          </Field>
        ))}
        <Checkbox checked={given.mustCover} onChange={event => set({ mustCover: event.target.checked })}>
          {say('grids.setting_cover')}
        </Checkbox>
        <Checkbox checked={given.mayOverlap} onChange={event => set({ mayOverlap: event.target.checked })}>
          {say('grids.setting_overlap')}
        </Checkbox>
        <Field label={say('grids.setting_nests')} for="layer-nests" optional>
          <Select
            id="layer-nests"
            allowClear
            value={given.nestsIn}
            placeholder={say('grids.setting_nests_none')}
            options={layers
              .filter(each => each.code !== layer?.code)
              .map(each => ({ value: each.code, label: named(each.name, language) }))}
            onChange={nestsIn => set({ nestsIn: nestsIn ?? null })}
          />
        </Field>
        <div className="grids-properties">
          {number('leastArea', say('grids.setting_least'))}
          {number('mostArea', say('grids.setting_most'))}
          <Field
            label={say('grids.setting_tolerance')}
            for="layer-tolerance"
            help={say('grids.setting_tolerance_help')}
          >
            <InputNumber
              id="layer-tolerance"
              min={0}
              max={10_000}
              precision={0}
              aria-describedby="layer-tolerance-help"
              value={given.tolerance}
              onChange={value => set({ tolerance: value ?? 0 })}
            />
          </Field>
        </div>
        {keeping.error !== undefined && <Refused error={keeping.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={keeping.busy}>
            {say('grids.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function settingsOf({
  name,
  mustCover,
  mayOverlap,
  nestsIn,
  leastArea,
  mostArea,
  tolerance,
}: KeptLayer): Settings {
  return { name, mustCover, mayOverlap, nestsIn, leastArea, mostArea, tolerance }
}
