// The form of one region: a new one below another, or another name.
import { ORPCError } from '@orpc/client'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { isWord } from '../../../ui/dictionary.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named, type Say } from '../../../ui/words/words.ts'
import type { KeptRegion } from '../contract.ts'

interface Props {
  of: { form: 'add'; over: KeptRegion } | { form: 'rename' | 'close'; one: KeptRegion }
  onClose(): void
  onDone(sentence: string): void
}

export function RegionForm({ of, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const over = of.form === 'add' ? of.over : undefined
  const one = of.form === 'add' ? undefined : of.one
  const digits = over?.level === 'district' ? 9 : 12
  const [code, setCode] = useState(over?.code ?? '')
  const [name, setName] = useState(one?.name ?? { zh: '', en: '' })
  const keeping = useAction(async (given: { code: string; name: typeof name }, context: { key: string }) => {
    if (one) await client.regions.rename({ ...given, code: one.code }, { context })
    else await client.regions.add(given, { context })
    return true
  })
  const submit = async (): Promise<void> => {
    if (await keeping.act({ code: code.trim(), name }))
      onDone(say(one ? 'regions.told_renamed' : 'regions.told_added', { name: named(name, language) }))
  }
  const title = one
    ? say('regions.rename_one', { name: named(one.name, language) })
    : say('regions.add_in', { name: over ? named(over.name, language) : '' })
  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {over && (
          <Field
            label={say('regions.code')}
            for="region-code"
            help={say(digits === 9 ? 'regions.code_help_9' : 'regions.code_help_12', { parent: over.code })}
          >
            <Input
              id="region-code"
              required
              inputMode="numeric"
              pattern={`\\d{${digits}}`}
              maxLength={digits}
              autoComplete="off"
              aria-describedby="region-code-help"
              value={code}
              onChange={event => setCode(event.target.value)}
            />
          </Field>
        )}
        <Field label={say('regions.name_zh')} for="region-zh">
          <Input
            id="region-zh"
            required
            maxLength={80}
            value={name.zh}
            onChange={event => setName({ ...name, zh: event.target.value })}
          />
        </Field>
        <Field label={say('regions.name_en')} for="region-en">
          <Input
            id="region-en"
            required
            maxLength={80}
            value={name.en}
            onChange={event => setName({ ...name, en: event.target.value })}
          />
        </Field>
        {keeping.error !== undefined && <Refused error={keeping.error} says={whyNot(keeping.error, say)} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={keeping.busy}>
            {say('regions.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** The same sentence that the row of a sheet would get. */
function whyNot(error: unknown, say: Say): string | undefined {
  if (!(error instanceof ORPCError) || error.code !== 'regions.wrong') return undefined
  const data: unknown = error.data
  if (typeof data !== 'object' || data === null || !('why' in data) || !('said' in data)) return undefined
  const key = `regions.row.${String(data.why)}`
  return isWord(key) ? say(key, { said: String(data.said) }) : undefined
}
