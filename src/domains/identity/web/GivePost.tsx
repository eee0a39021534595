// The form that gives an account a post: which, where, and for a department's clerk in which department.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import { type Role, roleNames, roles } from '../rules.ts'
import type { Account, Employing } from './Accounts.tsx'

interface Props {
  account: Account
  employing: Employing
  onClose(): void
  onGiven(sentence: string): void
}

interface Wanted {
  role: Role
  region: string
  organisation: string | undefined
}

export function GivePost({ account, employing, onClose, onGiven }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 300_000 }))
  // Whoever stands on a side already can only get another post there.
  const side = account.posts[0]?.axis
  const offered = roleNames.filter(role => side === undefined || roles[role].axis === side)
  const [role, setRole] = useState<Role | undefined>(offered[0])
  const [region, setRegion] = useState<string>()
  const [organisation, setOrganisation] = useState<string>()
  const given = useRef<string>(undefined)

  const giving = useAction(async (wanted: Wanted, context: { key: string }) => {
    // A second try after the department was refused must not give the post twice.
    const { role: post, region: place } = wanted
    const input = { account: account.id, role: post, region: place }
    given.current ??= (await client.identity.givePost(input, { context })).id
    if (wanted.organisation !== undefined)
      await employing.employ(given.current, wanted.organisation, `${context.key}.e`)
    return wanted.role
  })
  const place = region ?? district?.code
  const isClerk = role !== undefined && roles[role].axis === 'handling'
  const submit = async (): Promise<void> => {
    if (role === undefined || place === undefined) return
    const done = await giving.act({ role, region: place, organisation: isClerk ? organisation : undefined })
    if (done) onGiven(say('console.post_given', { name: account.name, role: say(`role.${done}`) }))
  }
  const reachable = regions.filter(
    ({ level }) => level === 'district' || level === 'subdistrict' || level === 'community',
  )

  return (
    <Modal open title={say('console.post_give_to', { name: account.name })} footer={null} onCancel={onClose}>
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={say('console.post_role')} for="post-role">
          <Select
            id="post-role"
            value={role ?? null}
            options={offered.map(value => ({
              value,
              label: `${say(`role.${value}`)} · ${say(`axis.${roles[value].axis}`)}`,
            }))}
            onChange={chosen => setRole(chosen ?? undefined)}
          />
        </Field>
        <Field label={say('console.post_region')} for="post-region">
          <Select
            id="post-region"
            value={place ?? null}
            showSearch={{ optionFilterProp: 'label' }}
            options={reachable.map(({ code, name }) => ({
              value: code,
              label: `${named(name, language)} · ${code}`,
            }))}
            onChange={chosen => setRegion(chosen ?? undefined)}
          />
        </Field>
        {isClerk && <employing.Field value={organisation} onChange={setOrganisation} />}
        {giving.error !== undefined && <Refused error={giving.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button
            type="primary"
            htmlType="submit"
            loading={giving.busy}
            disabled={isClerk && organisation === undefined}
          >
            {say('console.post_give')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
