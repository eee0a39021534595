// The register's page: list, map and one part side by side; files and new parts by their buttons. What is looked for
// stands in the address, so that a link shows the same.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { api } from '../../../client.ts'
import { Key } from '../../../ui/Key.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { useWide } from '../../../ui/useWide.ts'
import { useFound, useFreshParts } from './finding.ts'
import { Imports } from './Imports.tsx'
import { PartFilters } from './PartFilters.tsx'
import { PartForm } from './PartForm.tsx'
import { PartImport } from './PartImport.tsx'
import { PartList } from './PartList.tsx'
import { PartPane } from './PartPane.tsx'
import { PartsMap } from './PartsMap.tsx'
import './parts.css'
import { Proposals } from './Proposals.tsx'
import { Telling } from './Telling.tsx'

interface Props {
  mayAdminister: boolean
  /** Whether the post may say what the register has wrong. */
  mayTell: boolean
  /** What the cases know of a part; it stands in the pane. */
  cases: ((code: string) => ReactNode) | undefined
}

export function PartsPage({ mayAdminister, mayTell, cases }: Props) {
  const say = useSay()
  const navigate = useNavigate()
  const fresh = useFreshParts()
  const { code } = useParams()
  const [search, setSearch] = useSearchParams()
  const found = useFound(search)
  const [open, setOpen] = useState<'add' | 'import' | 'imports' | 'proposals' | 'missing'>()
  const [told, setTold] = useState('')
  const [changes, setChanges] = useState(0)
  const [pane, setPane] = useState<'list' | 'map'>('list')
  const isWide = useWide(1280)
  const isPhone = !useWide(800)
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )

  const go = (to: string | undefined): void =>
    void navigate({ pathname: to === undefined ? '/parts' : `/parts/${to}`, search: search.toString() })
  const finish = (sentence: string, to?: string): void => {
    setOpen(undefined)
    setTold(sentence)
    fresh()
    setChanges(times => times + 1)
    if (to !== undefined) go(to)
  }
  const move = (by: number): void => {
    const rows = found.rows
    const at = rows.findIndex(row => row.code === code)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))]
    if (next) go(next.code)
    if (at + by >= rows.length - 3) found.more()
  }
  const seek = (): void => document.querySelector<HTMLInputElement>('#parts-search')?.focus()
  useKeys({
    '/': seek,
    // Where the bar has a search of its own, it takes the slash.
    f: seek,
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Escape: code === undefined ? undefined : () => go(undefined),
  })

  const showsList = isWide || (isPhone ? code === undefined && pane === 'list' : pane === 'list')
  const showsMap = isWide || (isPhone ? code === undefined && pane === 'map' : pane === 'map')
  return (
    <div className="parts">
      <header className="parts-head">
        <h1>{say('parts.title')}</h1>
        <p className="quiet">{found.total !== undefined && say('parts.count', { total: found.total })}</p>
        <p role="status" className="parts-told">
          {told}
        </p>
        {!isWide && (
          <Button size="small" onClick={() => setPane(pane === 'list' ? 'map' : 'list')}>
            {say(pane === 'list' ? 'parts.map_label' : 'parts.list_label')}
          </Button>
        )}
        <div className="parts-tools">
          {(mayTell || mayAdminister) && (
            <Button size="small" onClick={() => setOpen('proposals')}>
              {say('parts.proposals')}
            </Button>
          )}
          {mayTell && (
            <Button size="small" onClick={() => setOpen('missing')}>
              {say('parts.tell_missing')}
            </Button>
          )}
        </div>
        {mayAdminister && (
          <div className="parts-tools">
            <Button size="small" onClick={() => setOpen('imports')}>
              {say('parts.imports')}
            </Button>
            <Button size="small" onClick={() => setOpen('import')}>
              {say('parts.import')}
            </Button>
            <Button size="small" type="primary" onClick={() => setOpen('add')}>
              {say('parts.add')}
            </Button>
          </div>
        )}
      </header>
      {showsList && (
        <section className="parts-list" aria-label={say('parts.list_label')}>
          <PartFilters search={search} onSearch={setSearch} onCode={go} />
          <PartList
            found={found}
            isFiltered={[...search.keys()].length > 0}
            chosen={code}
            onOpen={go}
            onClear={() => setSearch({})}
          />
        </section>
      )}
      {showsMap && (
        <PartsMap
          kind={search.get('kind')}
          rows={found.first}
          chosen={code}
          district={district?.code}
          changes={changes}
          onOpen={go}
        />
      )}
      {(!isPhone || code !== undefined) && (
        <section className="parts-pane" aria-label={say('parts.detail_label')}>
          {code === undefined ? (
            <p className="empty quiet">{say('parts.choose_one')}</p>
          ) : (
            <PartPane
              key={code}
              code={code}
              zone={district?.timeZone}
              mayAdminister={mayAdminister}
              mayTell={mayTell}
              onTold={finish}
              onBack={isPhone ? () => go(undefined) : undefined}
            >
              {cases?.(code)}
            </PartPane>
          )}
        </section>
      )}
      <footer className="parts-foot quiet">
        <Key name="F" /> {say('parts.search')} <Key name="J" /> <Key name="K" /> {say('parts.list_label')}{' '}
        <Key name="M" /> {say('parts.map_label')}
      </footer>
      {open === 'proposals' && (
        <Proposals
          zone={district?.timeZone}
          mayDecide={mayAdminister}
          onOpen={to => {
            setOpen(undefined)
            go(to)
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'missing' && <Telling onClose={() => setOpen(undefined)} onDone={finish} />}
      {open === 'add' && <PartForm onClose={() => setOpen(undefined)} onDone={finish} />}
      {open === 'import' && <PartImport onClose={() => setOpen(undefined)} onDone={finish} />}
      {open === 'imports' && (
        <Imports zone={district?.timeZone} onClose={() => setOpen(undefined)} onDone={finish} />
      )}
    </div>
  )
}
