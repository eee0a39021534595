// The form of a centre: a new one, or another name for one that is there.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { Centre } from '../contract.ts'
import { centreLevels, standsBelow } from '../rules.ts'
import { kindOf } from './centring.ts'

interface Props {
  /** The one that is renamed, or where the new one stands. */
  of: { one: Centre } | { axis: Centre['axis']; over: Centre | undefined }
  onClose(): void
  onDone(sentence: string): void
}

export function CentreForm({ of, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 60_000 }))
  const one = 'one' in of ? of.one : undefined
  const axis = 'one' in of ? of.one.axis : of.axis
  const over = 'one' in of ? undefined : of.over
  const offered = centreLevels.filter(level => standsBelow(level, over?.level))
  const [code, setCode] = useState('')
  const [name, setName] = useState(one?.name ?? { zh: '', en: '' })
  const [level, setLevel] = useState<Centre['level']>(one?.level ?? offered[0] ?? 'centre')
  const [region, setRegion] = useState<string>()
  const within = regions.filter(
    ({ path, level: at }) =>
      at !== 'province' && at !== 'city' && (over === undefined || path.startsWith(over.region.path)),
  )
  const place = region ?? within[0]?.code
  const keeping = useAction(
    async (
      given: { code: string; name: typeof name; level: Centre['level']; region: string },
      context: { key: string },
    ) => {
      if (one) await client.identity.renameCentre({ id: one.id, name: given.name }, { context })
      else await client.identity.openCentre({ ...given, axis, parent: over?.id ?? null }, { context })
      return true
    },
  )
  const submit = async (): Promise<void> => {
    const done = await keeping.act({ code, name, level, region: place ?? '' })
    if (done)
      onDone(say(one ? 'centres.told_renamed' : 'centres.told_opened', { name: named(name, language) }))
  }
  const title = one
    ? say('regions.rename_one', { name: named(one.name, language) })
    : over
      ? say('centres.open_below', { name: named(over.name, language) })
      : say('centres.open_centre', { name: say(kindOf({ axis, level: 'centre' })) })

  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {!one && (
          <>
            {offered.length > 1 && (
              <Field label={say('centres.kind')} for="centre-level">
                <Select
                  id="centre-level"
                  value={level}
                  options={offered.map(value => ({ value, label: say(kindOf({ axis, level: value })) }))}
                  onChange={chosen => setLevel(chosen)}
                />
              </Field>
            )}
            <Field label={say('centres.code')} for="centre-code" help={say('centres.code_help')}>
              <Input
                id="centre-code"
                required
                pattern="[A-Za-z0-9][A-Za-z0-9_\-]{0,19}"
                autoComplete="off"
                spellCheck={false}
                aria-describedby="centre-code-help"
                value={code}
                onChange={event => setCode(event.target.value)}
              />
            </Field>
          </>
        )}
        <Field label={say('regions.name_zh')} for="centre-zh">
          <Input
            id="centre-zh"
            required
            maxLength={80}
            value={name.zh}
            onChange={event => setName({ ...name, zh: event.target.value })}
          />
        </Field>
        <Field label={say('regions.name_en')} for="centre-en">
          <Input
            id="centre-en"
            required
            maxLength={80}
            value={name.en}
            onChange={event => setName({ ...name, en: event.target.value })}
          />
        </Field>
        {!one && (
          <Field label={say('centres.region')} for="centre-region">
            <Select
              id="centre-region"
              value={place ?? null}
              showSearch={{ optionFilterProp: 'label' }}
              options={within.map(each => ({
                value: each.code,
                label: `${named(each.name, language)} · ${each.code}`,
              }))}
              onChange={chosen => setRegion(chosen ?? undefined)}
            />
          </Field>
        )}
        {keeping.error !== undefined && <Refused error={keeping.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={keeping.busy}>
            {say(one ? 'regions.save' : 'centres.open')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
