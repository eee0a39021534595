// Which files parts came from, when and by whom.
import { useQuery } from '@tanstack/react-query'
import { Modal, Skeleton } from 'antd'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { fullMoment } from '../../catalogue/web/values.ts'

export function Imports({ zone, onClose }: { zone: string | undefined; onClose(): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const imports = useQuery(api.parts.imports.queryOptions())
  return (
    <Modal open width={760} title={say('parts.imports')} footer={null} onCancel={onClose}>
      {imports.isError && <Refused error={imports.error} onRetry={() => void imports.refetch()} />}
      {imports.isPending && <Skeleton active className="late-shown" />}
      {imports.data?.length === 0 && <p className="quiet">{say('parts.import_nothing_kept')}</p>}
      <ul className="parts-imports">
        {imports.data?.map(each => (
          <li key={each.id}>
            <strong>{each.file}</strong>{' '}
            <span className="quiet">
              {fullMoment(each.at, language, zone)} {each.by && `· ${each.by}`}
              {each.datum !== 'wgs84' && ` · ${say(`formats.datum.${each.datum}`)}`}
            </span>
            <p>{say('parts.import_done', { added: each.added, changed: each.changed })}</p>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
