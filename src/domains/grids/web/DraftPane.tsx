// The draft of a layer: what it would change, what is wrong with it, bringing a file in, and publishing it.
import { Button, Modal, Skeleton } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Fault, KeptLayer } from '../contract.ts'
import { GridImport } from './GridImport.tsx'
import { useDraft, useFaults, useFreshGrids, useMoment } from './keeping.ts'
import { Publishing } from './Publishing.tsx'

interface Props {
  layer: KeptLayer
  isShown: boolean
  fault: Fault | undefined
  onFault(fault: Fault): void
  onTold(sentence: string): void
}

export function DraftPane({ layer, isShown, fault, onFault, onTold }: Props) {
  const say = useSay()
  const fresh = useFreshGrids()
  const { moment } = useMoment()
  const hasDraft = layer.draft !== null
  const draft = useDraft(layer.code, hasDraft)
  const faults = useFaults(layer.code, hasDraft)
  const [open, setOpen] = useState<'import' | 'publish' | 'discard'>()
  const opening = useAction((input: { layer: string }, context: { key: string }) =>
    client.grids.openDraft(input, { context }),
  )
  const discarding = useAction((input: { layer: string; revision: number }, context: { key: string }) =>
    client.grids.discard(input, { context }),
  )
  const begin = async (): Promise<void> => {
    if (await opening.act({ layer: layer.code })) fresh()
  }
  const discard = async (): Promise<void> => {
    if (!layer.draft) return
    if (await discarding.act({ layer: layer.code, revision: layer.draft.revision }))
      finish(say('grids.discarded'))
  }
  const finish = (sentence: string): void => {
    setOpen(undefined)
    onTold(sentence)
  }
  if (!layer.draft) {
    return (
      <section className="grids-draft" aria-label={say('grids.has_draft')}>
        <h2>{say('grids.has_draft')}</h2>
        <p className="quiet">{say('grids.publish_help')}</p>
        {opening.error !== undefined && <Refused error={opening.error} />}
        <Button type="primary" loading={opening.busy} onClick={() => void begin()}>
          {say('grids.draft_open')}
        </Button>
      </section>
    )
  }
  const { revision, changedAt, changedBy } = layer.draft
  const isChanged = draft.data && draft.data.added + draft.data.changed + draft.data.removed > 0
  const mayPublish = isChanged && faults.data?.blocking === 0
  return (
    <section className="grids-draft" aria-label={say('grids.has_draft')}>
      <h2>{say('grids.has_draft')}</h2>
      <p className="quiet">{[moment(changedAt), changedBy].filter(Boolean).join(' · ')}</p>
      {draft.isError && <Refused error={draft.error} onRetry={() => void draft.refetch()} />}
      {draft.data && (
        <p>
          {isChanged
            ? say('grids.draft_changes', {
                added: draft.data.added,
                changed: draft.data.changed,
                removed: draft.data.removed,
              })
            : say('grids.draft_same')}
        </p>
      )}
      <div className="grids-acts">
        <Button size="small" onClick={() => setOpen('import')}>
          {say('grids.import')}
        </Button>
        <Button size="small" type="text" onClick={() => setOpen('discard')}>
          {say('grids.discard')}
        </Button>
      </div>
      <h3>{say('grids.check')}</h3>
      {faults.isError && <Refused error={faults.error} onRetry={() => void faults.refetch()} />}
      {faults.isPending && <Skeleton active className="late-shown" />}
      {faults.data && (
        <p className="grids-counts">
          {faults.data.faults.length === 0 && <span className="quiet">{say('grids.faults_none')}</span>}
          {faults.data.blocking > 0 && (
            <span className="tag grids-blocking">
              {say('grids.faults_blocking', { count: faults.data.blocking })}
            </span>
          )}{' '}
          {faults.data.noise > 0 && (
            <span className="tag">{say('grids.faults_noise', { count: faults.data.noise })}</span>
          )}
        </p>
      )}
      {isShown && (
        <ol className="grids-faults">
          {faults.data?.faults.map((each, at) => (
            <li key={`${each.fault} ${each.codes.join()} ${each.longitude} ${each.latitude}`}>
              <button
                type="button"
                aria-current={each === fault ? 'true' : undefined}
                title={say('grids.fault_show')}
                onClick={() => onFault(each)}
              >
                <span className={each.noise ? 'grids-number grids-noise' : 'grids-number'}>{at + 1}</span>
                <span>
                  <strong>{say(`grids.fault.${each.fault}`)}</strong>{' '}
                  <span className="quiet">{each.codes.join(' / ')}</span>
                  <span className="grids-mend">{say(`grids.mend.${each.fault}`)}</span>
                </span>
                <span className="figure">{each.squareMetres.toLocaleString('en-US')} m²</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <footer className="grids-publish">
        {faults.data && faults.data.blocking > 0 && (
          <p className="quiet">{say('grids.has_faults', { faults: faults.data.blocking })}</p>
        )}
        {!isChanged && draft.data && <p className="quiet">{say('grids.nothing_changed')}</p>}
        <Button type="primary" disabled={!mayPublish} onClick={() => setOpen('publish')}>
          {say('grids.publish')}
        </Button>
      </footer>
      {open === 'import' && (
        <GridImport
          layer={layer.code}
          revision={revision}
          onClose={() => setOpen(undefined)}
          onDone={finish}
        />
      )}
      {open === 'publish' && (
        <Publishing
          layer={layer.code}
          revision={revision}
          onClose={() => setOpen(undefined)}
          onDone={finish}
        />
      )}
      <Modal
        open={open === 'discard'}
        title={say('grids.discard')}
        okText={say('grids.discard')}
        confirmLoading={discarding.busy}
        onOk={() => void discard()}
        onCancel={() => setOpen(undefined)}
      >
        <p>{say('grids.discard_confirm')}</p>
        {discarding.error !== undefined && <Refused error={discarding.error} />}
      </Modal>
    </section>
  )
}
