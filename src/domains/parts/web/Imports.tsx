// Which files parts came from, when and by whom; and taking one of them back.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Popconfirm, Skeleton } from 'antd'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { fullMoment } from '../../catalogue/web/values.ts'
import { refusedSentence } from './sentences.ts'

interface Props {
  zone: string | undefined
  onClose(): void
  onDone(sentence: string): void
}

export function Imports({ zone, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const imports = useQuery(api.parts.imports.queryOptions())
  const undoing = useAction((input: { id: string }, context: { key: string }) =>
    client.parts.undo(input, { context }),
  )
  const undo = async (id: string): Promise<void> => {
    const undone = await undoing.act({ id })
    if (undone) onDone(say('parts.undo_told', { retired: undone.retired, restored: undone.restored }))
    else void imports.refetch()
  }
  return (
    <Modal open width={760} title={say('parts.imports')} footer={null} onCancel={onClose}>
      {imports.isError && <Refused error={imports.error} onRetry={() => void imports.refetch()} />}
      {undoing.error !== undefined && (
        <Refused error={undoing.error} says={refusedSentence(undoing.error, say)} />
      )}
      {imports.isPending && <Skeleton active className="late-shown" />}
      {imports.data?.length === 0 && <p className="quiet">{say('parts.import_nothing_kept')}</p>}
      <ul className="parts-imports">
        {imports.data?.map(({ id, file, datum, at, by, added, changed, undone }) => (
          <li key={id}>
            <strong>{file}</strong>{' '}
            <span className="quiet">
              {fullMoment(at, language, zone)} {by && `· ${by}`}
              {datum !== 'wgs84' && ` · ${say(`formats.datum.${datum}`)}`}
            </span>
            <p>{say('parts.import_done', { added, changed })}</p>
            {undone ? (
              <p className="quiet">
                {say('parts.undone_by', { at: fullMoment(undone.at, language, zone) })}{' '}
                {undone.by && `· ${undone.by}`}
              </p>
            ) : (
              <Popconfirm
                title={say('parts.undo_ask', { file, added, changed })}
                okText={say('parts.undo_yes')}
                cancelText={say('app.cancel')}
                classNames={{ root: 'parts-undo' }}
                onConfirm={() => undo(id)}
              >
                <Button size="small" loading={undoing.busy}>
                  {say('parts.undo')}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  )
}
