// Changes between two versions, item by item: what it was and what it is.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Change, KindKey } from '../book.ts'
import { kindText } from '../rules.ts'
import { valueText } from './values.ts'

/** More than a person reads through; files compare the rest. */
const most = 200

interface Props {
  changes: readonly Change[]
  names: ReadonlyMap<string, { zh: string; en: string }>
}

export function Changes({ changes, names }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  if (changes.length === 0) return <p className="quiet">{say('catalogue.no_difference')}</p>
  return (
    <>
      <ul className="changes">
        {changes.slice(0, most).map(({ what, kind, seq, change, fields }) => (
          <li key={`${what} ${kind ? kindText(kind) : ''} ${seq}`}>
            <p>
              <span className={`tag change-${change}`}>{say(`catalogue.change.${change}`)}</span>{' '}
              <strong>
                {kind ? kindName(kind, names, language) : say('catalogue.rules_item')}
                {seq !== null && ` · ${say('catalogue.filing')} ${seq}`}
              </strong>
            </p>
            <dl>
              {fields.map(({ field, before, after }) => (
                <div key={field}>
                  <dt>
                    {what === 'condition' && field === 'name'
                      ? say('catalogue.filing')
                      : say(`catalogue.field.${field}`)}
                  </dt>
                  <dd>
                    {change !== 'added' && <del>{valueText(field, before, say, language)}</del>}
                    {change === 'changed' && ' → '}
                    {change !== 'removed' && <ins>{valueText(field, after, say, language)}</ins>}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {changes.length > most && (
        <p className="quiet">{say('catalogue.more', { count: changes.length - most })}</p>
      )}
    </>
  )
}

/** Its code and, where it is known, its name. */
export function kindName(
  kind: KindKey,
  names: Props['names'],
  language: Parameters<typeof named>[1],
): string {
  const name = names.get(kindText(kind))
  return name ? `${kind.code} ${named(name, language)}` : kind.code
}
