// One region in the tree: folding, its code as it is written, and what can be done with it.
import { Button } from 'antd'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useDay } from '../../../ui/useDay.ts'
import { named } from '../../../ui/words/words.ts'
import { levels } from '../codes.ts'
import type { KeptRegion } from '../contract.ts'
import type { Open } from './RegionTree.tsx'

interface Props {
  region: KeptRegion
  /** How many open regions lie right below. */
  below: number
  isFolded: boolean
  isChosen: boolean
  canFold: boolean
  onFold(): void
  onChoose(): void
  onOpen(open: Open): void
  onReopen(): void
}

export function RegionRow({
  region,
  below,
  isFolded,
  isChosen,
  canFold,
  onFold,
  onChoose,
  onOpen,
  onReopen,
}: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const day = useDay()
  const { code, level, closedAt, isFixed, hasOutline } = region
  const name = named(region.name, language)
  const other = named(region.name, language === 'zh' ? 'en' : 'zh')
  return (
    <tr className={isChosen ? 'row-chosen' : undefined}>
      <th scope="row" className={`depth-${levels.indexOf(level)}`}>
        {canFold ? (
          <button
            type="button"
            className="fold"
            aria-expanded={!isFolded}
            aria-label={say(isFolded ? 'regions.unfold' : 'regions.fold', { name })}
            onClick={onFold}
          >
            <span aria-hidden="true">{isFolded ? '\u25b8' : '\u25be'}</span>
          </button>
        ) : (
          <span className="fold" />
        )}
        {hasOutline ? (
          <button type="button" className="opens" aria-pressed={isChosen} onClick={onChoose}>
            {name}
          </button>
        ) : (
          name
        )}{' '}
        {other !== name && <small className="quiet">{other}</small>}
        {closedAt !== null && <span className="tag">{say('regions.closed_on', { at: day(closedAt) })}</span>}
      </th>
      <td>
        <code>{code}</code>
      </td>
      <td>
        {say(`regions.level.${level}`)}
        {below > 0 && (
          <span className="quiet" title={say('regions.below')}>
            {' '}
            · {below}
          </span>
        )}
      </td>
      <td className="table-act">
        {closedAt === null && level === 'subdistrict' && (
          <Button
            size="small"
            type="text"
            aria-label={`${say('regions.add_community')}: ${name}`}
            onClick={() => onOpen({ form: 'add', over: region })}
          >
            {say('regions.add_community')}
          </Button>
        )}
        {closedAt === null && (!isFixed || level === 'district') && (
          <Button
            size="small"
            type="text"
            aria-label={say('regions.rename_one', { name })}
            onClick={() => onOpen({ form: 'rename', one: region })}
          >
            {say('regions.rename')}
          </Button>
        )}
        {closedAt === null && !isFixed && (
          <Button
            size="small"
            type="text"
            aria-label={say('regions.close_one', { name })}
            onClick={() => onOpen({ form: 'close', one: region })}
          >
            {say('regions.close')}
          </Button>
        )}
        {closedAt !== null && (
          <Button
            size="small"
            type="text"
            aria-label={say('regions.reopen_one', { name })}
            onClick={onReopen}
          >
            {say('regions.reopen')}
          </Button>
        )}
      </td>
    </tr>
  )
}
