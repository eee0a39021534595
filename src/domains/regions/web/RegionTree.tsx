// The tree of regions as a table that folds, with the outlines beside it; everything that keeps it starts here.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { handOut } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { KeptRegion } from '../contract.ts'
import { CloseRegion } from './CloseRegion.tsx'
import { RegionForm } from './RegionForm.tsx'
import { RegionImport } from './RegionImport.tsx'
import { RegionRow } from './RegionRow.tsx'
import { RegionsMap } from './RegionsMap.tsx'
import './regions.css'

export type Open =
  | { form: 'import' }
  | { form: 'add'; over: KeptRegion }
  | { form: 'rename' | 'close'; one: KeptRegion }

export function RegionTree({ onTold }: { onTold(sentence: string): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const queries = useQueryClient()
  const tree = useQuery(api.regions.tree.queryOptions())
  const [text, setText] = useState('')
  const [showsClosed, setShowsClosed] = useState(false)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<string>()
  const [open, setOpen] = useState<Open>()
  const reopening = useAction((input: { code: string }, context: { key: string }) =>
    client.regions.reopen(input, { context }),
  )
  const all = tree.data ?? []
  const closed = all.filter(({ closedAt }) => closedAt !== null)
  const there = all.filter(({ closedAt }) => closedAt === null)
  const district = all.find(({ level }) => level === 'district')
  const shown = shownOf(all, { text, showsClosed, folded })
  const finish = (sentence: string): void => {
    setOpen(undefined)
    onTold(sentence)
    void queries.invalidateQueries({ queryKey: api.regions.key() })
  }
  const reopen = async ({ code, name }: KeptRegion): Promise<void> => {
    if (await reopening.act({ code })) finish(say('regions.told_reopened', { name: named(name, language) }))
  }
  const fold = (code: string): void => {
    const next = new Set(folded)
    if (!next.delete(code)) next.add(code)
    setFolded(next)
  }
  const countOf = (level: KeptRegion['level']): number => there.filter(each => each.level === level).length
  const download = async (): Promise<void> => handOut('regions.csv', await client.regions.sheet())

  return (
    <>
      <div className="tools">
        <Input
          className="tools-filter"
          allowClear
          value={text}
          placeholder={say('regions.filter')}
          aria-label={say('regions.filter')}
          onChange={event => setText(event.target.value)}
        />
        <div className="tools-buttons">
          <Button onClick={() => void download()}>{say('regions.export')}</Button>
          <Button onClick={() => setOpen({ form: 'import' })}>{say('regions.import')}</Button>
          <Button
            type="primary"
            disabled={!district}
            onClick={() => district && setOpen({ form: 'add', over: district })}
          >
            {say('regions.add_subdistrict')}
          </Button>
        </div>
      </div>
      {tree.isError && <Refused error={tree.error} onRetry={() => void tree.refetch()} />}
      {reopening.error !== undefined && <Refused error={reopening.error} />}
      <div className="regions-split">
        <div className="regions-list">
          {tree.isPending && <Skeleton active className="late-shown" />}
          {tree.data && (
            <p className="quiet counted">
              {say('regions.counts', {
                subdistricts: countOf('subdistrict'),
                communities: countOf('community'),
              })}{' '}
              {closed.length > 0 && (
                <Checkbox checked={showsClosed} onChange={event => setShowsClosed(event.target.checked)}>
                  {say('regions.show_closed', { count: closed.length })}
                </Checkbox>
              )}
            </p>
          )}
          {shown.length > 0 && (
            <table className="table region-table">
              <thead>
                <tr>
                  <th scope="col">{say('regions.name')}</th>
                  <th scope="col">{say('regions.code')}</th>
                  <th scope="col">{say('regions.level')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {shown.map(region => (
                  <RegionRow
                    key={region.code}
                    region={region}
                    below={there.filter(({ parent }) => parent === region.code).length}
                    isFolded={folded.has(region.code)}
                    isChosen={chosen === region.code}
                    canFold={text === '' && all.some(({ parent }) => parent === region.code)}
                    onFold={() => fold(region.code)}
                    onChoose={() => setChosen(chosen === region.code ? undefined : region.code)}
                    onOpen={setOpen}
                    onReopen={() => void reopen(region)}
                  />
                ))}
              </tbody>
            </table>
          )}
          {tree.data && shown.length === 0 && <p className="quiet">{say('regions.none_found')}</p>}
          {tree.data && countOf('subdistrict') === 0 && <p className="quiet">{say('regions.empty')}</p>}
        </div>
        <RegionsMap chosen={chosen} onChoose={setChosen} />
      </div>
      {open?.form === 'import' && <RegionImport onClose={() => setOpen(undefined)} onDone={finish} />}
      {(open?.form === 'add' || open?.form === 'rename') && (
        <RegionForm of={open} onClose={() => setOpen(undefined)} onDone={finish} />
      )}
      {open?.form === 'close' && (
        <CloseRegion one={open.one} onClose={() => setOpen(undefined)} onDone={finish} />
      )}
    </>
  )
}

/** What is found with all that it lies in, so that it can be told where it is; without a search what is unfolded. */
function shownOf(
  all: readonly KeptRegion[],
  { text, showsClosed, folded }: { text: string; showsClosed: boolean; folded: ReadonlySet<string> },
): KeptRegion[] {
  const there = all.filter(({ closedAt }) => showsClosed || closedAt === null)
  const wanted = text.trim().toLowerCase()
  if (wanted === '')
    return there.filter(({ code }) => ![...folded].some(each => each !== code && code.startsWith(each)))
  const found = there.filter(({ code, name }) =>
    `${code} ${name.zh} ${name.en}`.toLowerCase().includes(wanted),
  )
  return there.filter(({ code }) => found.some(each => each.code.startsWith(code)))
}
