// Changing one's own password.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { hindered } from './ceremony.ts'
import { useProving } from './Prove.tsx'
import './identity.css'

const nothing = { old: '', fresh: '', again: '' }

export function Password() {
  const say = useSay()
  const [given, setGiven] = useState(nothing)
  const [isDone, setDone] = useState(false)
  const [differ, setDiffer] = useState(false)
  const ways = useQuery(api.identity.ways.queryOptions())
  const queries = useQueryClient()
  // Whoever has none proves himself by passkey instead.
  const hasOld = ways.data?.hasPassword ?? true
  const { sure, dialog } = useProving({ password: hasOld, passkey: hindered() === undefined })
  const changing = useAction((input: { old: string; new: string }, context: { key: string }) =>
    sure(() => client.identity.changePassword(input, { context })),
  )
  const set = (change: Partial<typeof nothing>): void => {
    setDone(false)
    setDiffer(false)
    setGiven(now => ({ ...now, ...change }))
  }
  const submit = async (): Promise<void> => {
    const isSame = given.fresh === given.again
    setDiffer(!isSame)
    if (!isSame || !(await changing.act({ old: given.old, new: given.fresh }))) return
    setGiven(nothing)
    setDone(true)
    void queries.invalidateQueries({ queryKey: api.identity.ways.key() })
  }
  return (
    <section className="page" aria-labelledby="password-title">
      <h1 id="password-title">{say('password.title')}</h1>
      <p className="quiet">{say('password.help')}</p>
      <form
        className="form password"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        {hasOld && (
          <Field label={say('password.old')} for="password-old">
            <Input
              id="password-old"
              type="password"
              required
              maxLength={200}
              autoComplete="current-password"
              value={given.old}
              onChange={event => set({ old: event.target.value })}
            />
          </Field>
        )}
        <Field label={say('password.new')} for="password-new" help={say('password.new_help')}>
          <Input
            id="password-new"
            type="password"
            required
            minLength={10}
            maxLength={200}
            autoComplete="new-password"
            aria-describedby="password-new-help"
            value={given.fresh}
            onChange={event => set({ fresh: event.target.value })}
          />
        </Field>
        <Field label={say('password.again')} for="password-again">
          <Input
            id="password-again"
            type="password"
            required
            maxLength={200}
            autoComplete="new-password"
            aria-invalid={differ}
            value={given.again}
            onChange={event => set({ again: event.target.value })}
          />
        </Field>
        {differ && (
          <div role="alert" className="refused">
            <p>{say('password.differ')}</p>
          </div>
        )}
        {changing.error !== undefined && !differ && (
          <Refused
            error={changing.error}
            says={codeOf(changing.error) === 'identity.wrong_password' ? say('password.wrong') : undefined}
          />
        )}
        <p role="status">{isDone && say('password.done')}</p>
        <div>
          <Button type="primary" htmlType="submit" loading={changing.busy}>
            {say('password.save')}
          </Button>
        </div>
      </form>
      {dialog}
    </section>
  )
}
