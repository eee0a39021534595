// The draft of a layer: what it would change, what is wrong with it, bringing a file in, and publishing it.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Fault, KeptLayer } from '../contract.ts'
import { CheckingPane } from './CheckingPane.tsx'
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
      <CheckingPane
        layer={layer}
        revision={revision}
        isShown={isShown}
        fault={fault}
        onFault={onFault}
        onTold={onTold}
      />
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
