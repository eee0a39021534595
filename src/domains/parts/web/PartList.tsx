// Parts as a list: kind and name, code, community and state; the rest when it is asked for.
import { Button, Skeleton } from 'antd'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { spacedCode } from '../rules.ts'
import type { Found } from './finding.ts'

interface Props {
  found: Found
  isFiltered: boolean
  chosen: string | undefined
  onOpen(code: string): void
  onClear(): void
}

export function PartList({ found, isFiltered, chosen, onOpen, onClear }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  if (found.error !== undefined) return <Refused error={found.error} onRetry={found.retry} />
  if (found.isPending) return <Skeleton active className="late-shown parts-waits" />
  if (found.rows.length === 0) {
    return (
      <div className="empty">
        <p className="quiet">{say(isFiltered ? 'parts.none' : 'parts.none_yet')}</p>
        {isFiltered && <Button onClick={onClear}>{say('parts.clear')}</Button>}
      </div>
    )
  }
  return (
    <div className="parts-scroll">
      <ul className="parts-rows">
        {found.rows.map(row => (
          <li key={row.id}>
            <button
              type="button"
              aria-current={row.code === chosen ? 'true' : undefined}
              onClick={() => onOpen(row.code)}
            >
              <span className="parts-line">
                <span className="parts-name">
                  {named(row.kind.name, language)} {row.name && <span className="quiet">{row.name}</span>}
                </span>
                {row.state !== 'intact' && <span className="tag">{say(`parts.state.${row.state}`)}</span>}
                {row.retiredAt !== null && <span className="tag">{say('parts.retired')}</span>}
              </span>
              <span className="parts-line">
                <span className="parts-code">{spacedCode(row.code)}</span>
                <span className="parts-region">{named(row.region, language)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.hasMore && (
        <Button block type="text" onClick={found.more}>
          {say('parts.more')}
        </Button>
      )}
    </div>
  )
}
