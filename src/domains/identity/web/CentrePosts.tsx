// Which posts belong to a centre: taken out, or put in from those that fit.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { Centre } from '../contract.ts'

interface Props {
  centre: Centre
  onClose(): void
  onChanged(): void
}

export function CentrePosts({ centre, onClose, onChanged }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const accounts = useQuery(api.identity.accounts.queryOptions())
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 60_000 }))
  const [chosen, setChosen] = useState<string>()
  const placing = useAction(
    async (given: { post: string; centre: string | null }, context: { key: string }) => {
      await client.identity.placePost(given, { context })
      await accounts.refetch()
      onChanged()
      return true
    },
  )
  const posts = (accounts.data ?? []).flatMap(({ name, posts: held }) =>
    held.map(post => ({ ...post, holder: name })),
  )
  const inside = posts.filter(post => post.centre?.id === centre.id)
  const pathOf = new Map(regions.map(({ code, path }) => [code, path]))
  const fitting = posts.filter(
    post =>
      post.axis === centre.axis &&
      post.centre === null &&
      pathOf.get(post.region.code)?.startsWith(centre.region.path),
  )
  const put = async (post: string, into: string | null): Promise<void> => {
    if (await placing.act({ post, centre: into })) setChosen(undefined)
  }
  const name = named(centre.name, language)
  return (
    <Modal open title={say('centres.posts_of', { name })} footer={null} onCancel={onClose}>
      {accounts.isPending && <Skeleton active className="late-shown" />}
      {accounts.isError && <Refused error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.data && inside.length === 0 && <p className="quiet">{say('centres.posts_none')}</p>}
      {inside.length > 0 && (
        <ul className="lines">
          {inside.map(({ id, holder, role, region }) => (
            <li key={id}>
              <span>
                <strong>{holder}</strong> {say(`role.${role}`)} · {named(region.name, language)}
              </span>
              <Button
                size="small"
                type="text"
                disabled={placing.busy}
                aria-label={say('centres.post_take_out_one', { name: holder, role: say(`role.${role}`) })}
                onClick={() => void put(id, null)}
              >
                {say('centres.post_take_out')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          if (chosen) void put(chosen, centre.id)
        }}
      >
        {accounts.data && fitting.length === 0 ? (
          <p className="quiet">{say('centres.post_none_fit')}</p>
        ) : (
          <Field label={say('centres.post_add')} for="centre-post">
            <Select
              id="centre-post"
              value={chosen ?? null}
              placeholder={say('centres.post_pick')}
              showSearch={{ optionFilterProp: 'label' }}
              options={fitting.map(({ id, holder, role, region }) => ({
                value: id,
                label: `${holder} · ${say(`role.${role}`)} · ${named(region.name, language)}`,
              }))}
              onChange={next => setChosen(next ?? undefined)}
            />
          </Field>
        )}
        {placing.error !== undefined && <Refused error={placing.error} />}
        <div className="form-buttons">
          <Button onClick={onClose}>{say('people.done')}</Button>
          {fitting.length > 0 && (
            <Button type="primary" htmlType="submit" loading={placing.busy} disabled={chosen === undefined}>
              {say('centres.post_add')}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  )
}
