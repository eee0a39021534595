// The form of one department or firm, new or to be changed.
import { Button, Input, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { Region } from '../../regions/contract.ts'
import type { Registered } from '../contract.ts'
import { organisationKinds } from '../rules.ts'

interface Props {
  /** Undefined for a new one. */
  one: Registered | undefined
  all: readonly Registered[]
  regions: readonly Region[]
  onClose(): void
  onDone(sentence: string): void
}

const nothing = ''

export function OrganisationForm({ one, all, regions, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const [code, setCode] = useState('')
  const [given, setGiven] = useState<Pick<Registered, 'name' | 'kind' | 'parent' | 'region' | 'contact'>>(
    one ?? { name: { zh: '', en: '' }, kind: 'department', parent: null, region: null, contact: '' },
  )
  const set = (change: Partial<typeof given>): void => setGiven(now => ({ ...now, ...change }))
  const { name, kind, parent, region, contact } = given
  const keeping = useAction(
    async (input: { code: string; given: typeof given }, context: { key: string }) => {
      const described = { name, kind, parent, region, contact }
      if (one) await client.organisations.change({ ...described, id: one.id }, { context })
      else await client.organisations.add({ ...described, code: input.code }, { context })
      return true
    },
  )
  const submit = async (): Promise<void> => {
    if (await keeping.act({ code, given }))
      onDone(say(one ? 'organisations.changed' : 'organisations.added', { name: named(name, language) }))
  }
  const departments = all.filter(
    each => each.kind === 'department' && each.closedAt === null && each.id !== one?.id,
  )
  const isContractor = kind === 'contractor'
  return (
    <Modal
      open
      title={
        one ? say('organisations.change_one', { name: named(one.name, language) }) : say('organisations.add')
      }
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
        {!one && (
          <Field
            label={say('organisations.code')}
            for="organisation-code"
            help={say('organisations.code_help')}
          >
            <Input
              id="organisation-code"
              required
              pattern="[A-Za-z0-9][A-Za-z0-9_\-]{0,19}"
              autoComplete="off"
              spellCheck={false}
              aria-describedby="organisation-code-help"
              value={code}
              onChange={event => setCode(event.target.value)}
            />
          </Field>
        )}
        <Field label={say('organisations.name_zh')} for="organisation-zh">
          <Input
            id="organisation-zh"
            required
            maxLength={80}
            value={name.zh}
            onChange={event => set({ name: { ...name, zh: event.target.value } })}
          />
        </Field>
        <Field label={say('organisations.name_en')} for="organisation-en">
          <Input
            id="organisation-en"
            required
            maxLength={80}
            value={name.en}
            onChange={event => set({ name: { ...name, en: event.target.value } })}
          />
        </Field>
        <Radio.Group
          aria-label={say('organisations.kind')}
          value={kind}
          options={organisationKinds.map(value => ({ value, label: say(`organisations.kind.${value}`) }))}
          onChange={event => {
            const chosen = organisationKinds.find(each => each === event.target.value)
            if (chosen) set({ kind: chosen })
          }}
        />
        <Field
          label={say(isContractor ? 'organisations.parent_contractor' : 'organisations.parent')}
          for="organisation-parent"
        >
          <Select
            id="organisation-parent"
            value={parent ?? (isContractor ? null : nothing)}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              ...(isContractor ? [] : [{ value: nothing, label: say('organisations.parent_none') }]),
              ...departments.map(each => ({ value: each.id, label: named(each.name, language) })),
            ]}
            onChange={chosen => set({ parent: chosen || null })}
          />
        </Field>
        <Field label={say('organisations.region')} for="organisation-region">
          <Select
            id="organisation-region"
            value={region ?? nothing}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: nothing, label: say('organisations.whole_district') },
              ...regions
                .filter(each => each.level === 'subdistrict' || each.level === 'community')
                .map(each => ({ value: each.code, label: `${named(each.name, language)} · ${each.code}` })),
            ]}
            onChange={chosen => set({ region: chosen || null })}
          />
        </Field>
        <Field
          label={say('organisations.contact')}
          for="organisation-contact"
          optional
          help={say('organisations.contact_help')}
        >
          <Input
            id="organisation-contact"
            maxLength={120}
            aria-describedby="organisation-contact-help"
            value={contact}
            onChange={event => set({ contact: event.target.value })}
          />
        </Field>
        {keeping.error !== undefined && <Refused error={keeping.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={keeping.busy}>
            {say('organisations.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
