// The centres of the two axes side by side: each axis its own tree, because neither stands below the other.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { useDay } from '../../../ui/useDay.ts'
import { named } from '../../../ui/words/words.ts'
import type { Centre } from '../contract.ts'
import { centreAxes } from '../rules.ts'
import { CentreForm } from './CentreForm.tsx'
import { CentrePosts } from './CentrePosts.tsx'
import { asTree, kindOf, useCentres } from './centring.ts'
import './identity.css'

type Open =
  | { form: 'open'; axis: Centre['axis']; over: Centre | undefined }
  | { form: 'rename' | 'posts' | 'close'; one: Centre }

export function Centres({ onTold }: { onTold(sentence: string): void }) {
  const say = useSay()
  const queries = useQueryClient()
  const centres = useCentres()
  const [showsClosed, setShowsClosed] = useState(false)
  const [open, setOpen] = useState<Open>()
  const all = centres.data ?? []
  const closed = all.filter(({ closedAt }) => closedAt !== null).length
  const shown = all.filter(({ closedAt }) => showsClosed || closedAt === null)
  const close = (): void => setOpen(undefined)
  const refresh = (): void => {
    void queries.invalidateQueries({ queryKey: api.identity.centres.key() })
    void queries.invalidateQueries({ queryKey: api.identity.accounts.key() })
    void queries.invalidateQueries({ queryKey: api.identity.me.key() })
  }
  const finish = (sentence: string): void => {
    close()
    refresh()
    onTold(sentence)
  }
  return (
    <>
      <p className="quiet prose">{say('centres.help')}</p>
      {centres.isError && <Refused error={centres.error} onRetry={() => void centres.refetch()} />}
      {centres.isPending && <Skeleton active className="late-shown" />}
      {closed > 0 && (
        <Checkbox checked={showsClosed} onChange={event => setShowsClosed(event.target.checked)}>
          {say('centres.show_closed', { count: closed })}
        </Checkbox>
      )}
      {centres.data && (
        <div className="axes">
          {centreAxes.map(axis => (
            <Axis
              key={axis}
              axis={axis}
              centres={shown.filter(centre => centre.axis === axis)}
              onOpen={setOpen}
            />
          ))}
        </div>
      )}
      {open?.form === 'open' && <CentreForm of={open} onClose={close} onDone={finish} />}
      {open?.form === 'rename' && <CentreForm of={{ one: open.one }} onClose={close} onDone={finish} />}
      {open?.form === 'posts' && <CentrePosts centre={open.one} onClose={close} onChanged={refresh} />}
      {open?.form === 'close' && <CloseCentre one={open.one} onClose={close} onDone={finish} />}
    </>
  )
}

interface AxisProps {
  axis: Centre['axis']
  centres: readonly Centre[]
  onOpen(open: Open): void
}

function Axis({ axis, centres, onOpen }: AxisProps) {
  const say = useSay()
  const [language] = useLanguage()
  const day = useDay()
  const hasCentre = centres.some(({ level, closedAt }) => level === 'centre' && closedAt === null)
  return (
    <section aria-labelledby={`axis-${axis}`}>
      <h2 id={`axis-${axis}`}>{say(`centres.axis.${axis}`)}</h2>
      {centres.length === 0 && <p className="quiet">{say('centres.none')}</p>}
      <ul className="lines centres">
        {asTree(centres).map(({ centre, depth }) => {
          const name = named(centre.name, language)
          return (
            <li key={centre.id} className={`depth-${Math.min(depth, 2)}`}>
              <div>
                <p>
                  <strong>{name}</strong> <code>{centre.code}</code>
                </p>
                <p className="quiet">
                  {say(kindOf(centre))} · {named(centre.region.name, language)}
                  {centre.closedAt !== null && (
                    <>
                      {' '}
                      <span className="tag">{say('centres.closed_on', { at: day(centre.closedAt) })}</span>
                    </>
                  )}
                </p>
              </div>
              {centre.closedAt === null && (
                <div className="line-acts">
                  <Button
                    size="small"
                    aria-label={`${say('centres.posts_of', { name })} ${centre.posts}`}
                    onClick={() => onOpen({ form: 'posts', one: centre })}
                  >
                    {say('centres.posts')} {centre.posts}
                  </Button>
                  {centre.level !== 'station' && (
                    <Button
                      size="small"
                      type="text"
                      aria-label={`${say('centres.below')}: ${name}`}
                      onClick={() => onOpen({ form: 'open', axis, over: centre })}
                    >
                      {say('centres.below')}
                    </Button>
                  )}
                  <Button
                    size="small"
                    type="text"
                    aria-label={say('regions.rename_one', { name })}
                    onClick={() => onOpen({ form: 'rename', one: centre })}
                  >
                    {say('regions.rename')}
                  </Button>
                  <Button
                    size="small"
                    type="text"
                    aria-label={say('centres.close_one', { name })}
                    onClick={() => onOpen({ form: 'close', one: centre })}
                  >
                    {say('centres.close')}
                  </Button>
                </div>
              )}
            </li>
          )
        })}
      </ul>
      {!hasCentre && (
        <Button className="more" onClick={() => onOpen({ form: 'open', axis, over: undefined })}>
          {say('centres.open_centre', { name: say(kindOf({ axis, level: 'centre' })) })}
        </Button>
      )}
    </section>
  )
}

interface CloseProps {
  one: Centre
  onClose(): void
  onDone(sentence: string): void
}

function CloseCentre({ one, onClose, onDone }: CloseProps) {
  const say = useSay()
  const [language] = useLanguage()
  const name = named(one.name, language)
  const closing = useAction((input: { id: string }, context: { key: string }) =>
    client.identity.closeCentre(input, { context }),
  )
  const close = async (): Promise<void> => {
    if (await closing.act({ id: one.id })) onDone(say('centres.told_closed', { name }))
  }
  return (
    <Modal
      open
      title={say('centres.close_one', { name })}
      okText={say('centres.close')}
      confirmLoading={closing.busy}
      onOk={() => void close()}
      onCancel={onClose}
    >
      <p>{say('centres.close_confirm')}</p>
      {closing.error !== undefined && <Refused error={closing.error} />}
    </Modal>
  )
}
