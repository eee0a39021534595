// One part: what it is, where, who answers for it, its cases and its history; and changing it for whoever keeps the
// register.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import { fullMoment } from '../../catalogue/web/values.ts'
import type { Part } from '../contract.ts'
import { spacedCode } from '../rules.ts'
import { PartForm } from './PartForm.tsx'
import { PartHistory } from './PartHistory.tsx'
import { wrongCode } from './sentences.ts'
import { Telling } from './Telling.tsx'

interface Props {
  code: string
  zone: string | undefined
  mayAdminister: boolean
  mayTell: boolean
  onTold(sentence: string): void
  onBack: (() => void) | undefined
  children: ReactNode
}

export function PartPane({ code, zone, mayAdminister, mayTell, onTold, onBack, children }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const query = useQuery(api.parts.byCode.queryOptions({ input: { code } }))
  const [open, setOpen] = useState<'change' | 'retire' | 'tell'>()
  const retiring = useAction((input: { code: string }, context: { key: string }) =>
    client.parts.retire(input, { context }),
  )
  const reinstating = useAction((input: { code: string }, context: { key: string }) =>
    client.parts.reinstate(input, { context }),
  )
  const part = query.data
  const retire = async (): Promise<void> => {
    if (!(await retiring.act({ code }))) return
    setOpen(undefined)
    onTold(say('parts.retired_told', { code }))
  }
  const reinstate = async (): Promise<void> => {
    if (await reinstating.act({ code })) onTold(say('parts.reinstated_told', { code }))
  }
  const finish = (sentence: string): void => {
    setOpen(undefined)
    onTold(sentence)
  }
  return (
    <>
      {onBack && <Button onClick={onBack}>{say('app.back')}</Button>}
      {query.isError && (
        <Refused
          error={query.error}
          says={wrongCode(query.error, code, say)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <Skeleton active className="late-shown" />}
      {part && (
        <>
          <p className="parts-code">{spacedCode(part.code)}</p>
          <h2>
            {named(part.kind.name, language)} {part.name}
          </h2>
          <p className="parts-tags">
            <span className="tag">{say(`parts.state.${part.state}`)}</span>{' '}
            {part.retiredAt !== null && <span className="tag">{say('parts.retired')}</span>}
          </p>
          {mayTell && part.retiredAt === null && (
            <div className="parts-acts">
              <Button size="small" onClick={() => setOpen('tell')}>
                {say('parts.tell')}
              </Button>
            </div>
          )}
          {mayAdminister && (
            <div className="parts-acts">
              <Button size="small" onClick={() => setOpen('change')}>
                {say('parts.change')}
              </Button>
              {part.retiredAt === null ? (
                <Button size="small" type="text" onClick={() => setOpen('retire')}>
                  {say('parts.retire')}
                </Button>
              ) : (
                <Button size="small" type="text" loading={reinstating.busy} onClick={() => void reinstate()}>
                  {say('parts.reinstate')}
                </Button>
              )}
            </div>
          )}
          {reinstating.error !== undefined && <Refused error={reinstating.error} />}
          {part.retiredAt === null && children}
          <Facts part={part} />
          <PartHistory code={code} moment={at => fullMoment(at, language, zone)} />
          {open === 'tell' && <Telling part={part} onClose={() => setOpen(undefined)} onDone={finish} />}
          {open === 'change' && <PartForm part={part} onClose={() => setOpen(undefined)} onDone={finish} />}
          <Modal
            open={open === 'retire'}
            title={`${say('parts.retire')} ${part.code}`}
            okText={say('parts.retire')}
            confirmLoading={retiring.busy}
            onOk={() => void retire()}
            onCancel={() => setOpen(undefined)}
          >
            <p>{say('parts.retire_confirm')}</p>
            {retiring.error !== undefined && <Refused error={retiring.error} />}
          </Modal>
        </>
      )}
    </>
  )
}

function Facts({ part }: { part: Part }) {
  const say = useSay()
  const [language] = useLanguage()
  const region = [part.quarter, part.region].flatMap(each => (each ? [named(each, language)] : [])).join(' ')
  const organisation = (name: 'supervising' | 'owning' | 'maintaining'): string => {
    const found = part[name]
    return found ? named(found.name, language) : say('parts.nobody')
  }
  const facts: [string, string][] = [
    [say('parts.region'), region],
    [say('parts.grid'), part.grid ? `${part.grid.name} · ${part.grid.code}` : say('parts.no_grid')],
    [say('parts.place'), `${part.longitude.toFixed(6)}, ${part.latitude.toFixed(6)}`],
    [say('parts.accuracy'), say(`parts.accuracy.${part.accuracy ?? 'none'}`)],
    [say('parts.maintaining'), organisation('maintaining')],
    [say('parts.supervising'), organisation('supervising')],
    [say('parts.owning'), organisation('owning')],
    ...(['installedOn', 'surveyedOn', 'source', 'note', 'origin'] as const).flatMap(
      (name): [string, string][] => {
        const said = part[name]
        return said ? [[say(`parts.${name}`), said]] : []
      },
    ),
    ...Object.entries(part.attributes),
  ]
  return (
    <dl className="parts-facts">
      {facts.map(([name, said]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  )
}
