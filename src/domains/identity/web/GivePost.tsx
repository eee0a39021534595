// The form that gives an account a post: which, where, in which centre, and for a department's clerk in which department.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import { mayStandAbove, type Role, roleNames, roles } from '../rules.ts'
import type { Account, Employing } from './Accounts.tsx'
import { useCentres } from './centring.ts'

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
  centre: string | null
}

export function GivePost({ account, employing, onClose, onGiven }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const { data: regions = [] } = useQuery(api.regions.tree.queryOptions({ staleTime: 60_000 }))
  const { data: centres = [] } = useCentres()
  // Whoever stands on a side already can only get another post there.
  const side = account.posts[0]?.axis
  const offered = roleNames.filter(role => side === undefined || roles[role].axis === side)
  const [role, setRole] = useState<Role | undefined>(offered[0])
  const [region, setRegion] = useState<string>()
  const [organisation, setOrganisation] = useState<string>()
  const [centre, setCentre] = useState<string>()
  const given = useRef<string>(undefined)

  const giving = useAction(async (wanted: Wanted, context: { key: string }) => {
    // A second try after the department was refused must not give the post twice.
    const { role: post, region: place } = wanted
    const input = { account: account.id, role: post, region: place, centre: wanted.centre }
    given.current ??= (await client.identity.givePost(input, { context })).id
    if (wanted.organisation !== undefined)
      await employing.employ(given.current, wanted.organisation, `${context.key}.e`)
    return wanted.role
  })
  const place = region ?? district?.code
  const isClerk = role !== undefined && roles[role].axis === 'handling'
  const submit = async (): Promise<void> => {
    if (role === undefined || place === undefined) return
    const done = await giving.act({
      role,
      region: place,
      organisation: isClerk ? organisation : undefined,
      centre: fitting.some(({ id }) => id === centre) ? (centre ?? null) : null,
    })
    if (done) onGiven(say('console.post_given', { name: account.name, role: say(`role.${done}`) }))
  }
  const isAbove = (level: string): boolean => level === 'province' || level === 'city'
  const reachable = regions.filter(
    ({ level, closedAt }) =>
      closedAt === null && (!isAbove(level) || (role !== undefined && mayStandAbove(role))),
  )
  const path = regions.find(({ code }) => code === place)?.path ?? ''
  const fitting = centres.filter(
    ({ axis, closedAt, region: of }) =>
      role !== undefined && axis === roles[role].axis && closedAt === null && path.startsWith(of.path),
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
        {fitting.length > 0 && (
          <Field label={say('people.centre')} for="post-centre" optional>
            <Select
              id="post-centre"
              value={fitting.some(({ id }) => id === centre) ? centre : ''}
              showSearch={{ optionFilterProp: 'label' }}
              options={[
                { value: '', label: say('people.centre_none') },
                ...fitting.map(({ id, name }) => ({ value: id, label: named(name, language) })),
              ]}
              onChange={chosen => setCentre(chosen || undefined)}
            />
          </Field>
        )}
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
