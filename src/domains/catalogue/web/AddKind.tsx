// A new extension: its class and its names; the number is given.
import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { ListedKind } from '../contract.ts'
import { classOf, nextExtension } from '../rules.ts'
import { useEditing } from './drafting.ts'

interface Props {
  edition: string
  type: ListedKind['type']
  kinds: readonly ListedKind[]
  onClose(): void
  onAdded(code: string, sentence: string): void
}

export function AddKind({ edition, type, kinds, onClose, onAdded }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const siblings = kinds.filter(kind => kind.edition === edition && kind.type === type)
  const classes = new Map(siblings.map(kind => [classOf(kind), kind.class]))
  const [given, setGiven] = useState({ class: [...classes.keys()][0] ?? '', zh: '', en: '' })
  const set = (change: Partial<typeof given>): void => setGiven(now => ({ ...now, ...change }))
  const adding = useEditing(
    (
      input: {
        edition: string
        type: ListedKind['type']
        class: string
        name: { zh: string; en: string }
      } & {
        revision: number
      },
      context: { key: string },
    ) => client.catalogue.addKind(input, { context }),
  )
  const next = nextExtension(
    siblings.map(({ code }) => code),
    given.class,
  )
  const submit = async (): Promise<void> => {
    const name = { zh: given.zh.trim(), en: given.en.trim() }
    const added = await adding.edit({ edition, type, class: given.class, name })
    if (added)
      onAdded(added.code, say('catalogue.extension_added', { code: added.code, name: named(name, language) }))
  }
  return (
    <Modal open title={say('catalogue.extension_add')} footer={null} onCancel={onClose}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field
          label={say('catalogue.extension_class')}
          for="extension-class"
          help={`${say('catalogue.extension_help')}${next === undefined ? '' : ` ${next}`}`}
        >
          <Select
            id="extension-class"
            value={given.class}
            options={[...classes].map(([value, name]) => ({
              value,
              label: `${value} ${named(name, language)}`,
            }))}
            onChange={value => set({ class: value })}
          />
        </Field>
        <Field label={say('catalogue.name_zh')} for="extension-zh">
          <Input
            id="extension-zh"
            required
            maxLength={120}
            value={given.zh}
            onChange={event => set({ zh: event.target.value })}
          />
        </Field>
        <Field label={say('catalogue.name_en')} for="extension-en">
          <Input
            id="extension-en"
            required
            maxLength={120}
            value={given.en}
            onChange={event => set({ en: event.target.value })}
          />
        </Field>
        {adding.error !== undefined && <Refused error={adding.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={adding.busy}>
            {say('catalogue.extension_add')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
