// The versions of a layer, the newest first: looking at one, downloading it, and taking one back that has not begun.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { FileSave, type SavedFormat } from '../../../ui/FileSave.tsx'
import { handOut } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { KeptLayer, Version } from '../contract.ts'
import { useMoment } from './keeping.ts'

interface Props {
  layer: KeptLayer
  /** `draft`, the number of a version, or nothing for the one in force. */
  shown: string
  onShow(version: string): void
  onTold(sentence: string): void
}

export function VersionList({ layer, shown, onShow, onTold }: Props) {
  const say = useSay()
  const { moment } = useMoment()
  const versions = useQuery(api.grids.versions.queryOptions({ input: { layer: layer.code } }))
  const [asked, setAsked] = useState<Version>()
  const withdrawing = useAction((input: { layer: string; version: string }, context: { key: string }) =>
    client.grids.withdraw(input, { context }),
  )
  const loading = useAction((input: { layer: string; at: string; format: SavedFormat }) =>
    client.grids.export(input),
  )
  const download = async ({ version, validFrom }: Version, format: SavedFormat): Promise<void> => {
    const file = await loading.act({ layer: layer.code, at: validFrom, format })
    if (file) handOut(file.name.replace(/\./, `-${version}.`), file)
  }
  const withdraw = async (): Promise<void> => {
    if (!asked) return
    const { version } = asked
    if (!(await withdrawing.act({ layer: layer.code, version: String(version) }))) return
    setAsked(undefined)
    onTold(say('grids.withdrawn_told', { version }))
  }
  const isShown = ({ version, state }: Version): boolean =>
    shown === '' ? state === 'in_force' : shown === String(version)
  return (
    <section className="grids-versions" aria-labelledby="grids-versions">
      <h2 id="grids-versions">{say('grids.versions')}</h2>
      {versions.isError && <Refused error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.data?.length === 0 && <p className="quiet">{say('grids.version_none')}</p>}
      {loading.error !== undefined && <Refused error={loading.error} />}
      <ol>
        {layer.draft && (
          <li aria-current={shown === 'draft' ? 'true' : undefined}>
            <p>
              <strong>{say('grids.has_draft')}</strong>{' '}
              <span className="quiet">{say('grids.layer_grids', { grids: layer.draft.grids })}</span>
            </p>
            {shown !== 'draft' && (
              <Button size="small" onClick={() => onShow('draft')}>
                {say('grids.draft_look')}
              </Button>
            )}
          </li>
        )}
        {versions.data?.map(each => (
          <li key={each.version} aria-current={isShown(each) ? 'true' : undefined}>
            <p>
              <strong>{say('grids.version', { version: each.version })}</strong>{' '}
              <span className={each.state === 'in_force' ? 'tag tag-ink' : 'tag'}>
                {say(`grids.state.${each.state}`)}
              </span>{' '}
              <span className="quiet">{say('grids.layer_grids', { grids: each.grids })}</span>
            </p>
            <p className="quiet">
              {say('grids.since', { from: moment(each.validFrom) })}
              {each.publishedBy && ` · ${say('grids.published_by', { name: each.publishedBy })}`}
            </p>
            {each.state !== 'withdrawn' && (
              <p className="grids-acts">
                {!isShown(each) && (
                  <Button
                    size="small"
                    aria-label={say('grids.look_at', { version: each.version })}
                    onClick={() => onShow(String(each.version))}
                  >
                    {say('grids.look')}
                  </Button>
                )}
                <FileSave busy={loading.busy} onSave={format => void download(each, format)} />
                {each.state === 'coming' && (
                  <Button size="small" type="text" onClick={() => setAsked(each)}>
                    {say('grids.withdraw')}
                  </Button>
                )}
              </p>
            )}
          </li>
        ))}
      </ol>
      <Modal
        open={asked !== undefined}
        title={say('grids.withdraw')}
        okText={say('grids.withdraw')}
        confirmLoading={withdrawing.busy}
        onOk={() => void withdraw()}
        onCancel={() => {
          withdrawing.forget()
          setAsked(undefined)
        }}
      >
        <p>{say('grids.withdraw_confirm', { version: asked?.version ?? '' })}</p>
        {withdrawing.error !== undefined && <Refused error={withdrawing.error} />}
      </Modal>
    </section>
  )
}
