// The administrator's page of regions, and of the centres and stations that stand in them: the tree from regions, the
// centres from identity.
import { Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Centres } from '../../domains/identity/web/Centres.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { CodeList } from '../../domains/regions/web/CodeList.tsx'
import { RegionTree } from '../../domains/regions/web/RegionTree.tsx'
import { useSay } from '../../ui/say.ts'
import { NotHere } from './NotHere.tsx'

const parts = ['tree', 'centres', 'list'] as const

export function RegionDesk() {
  const { data: me } = useMe()
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const [told, setTold] = useState('')
  const part = parts.find(name => name === search.get('part')) ?? 'tree'
  if (!me?.permissions.includes('regions.administer')) return <NotHere />
  return (
    <section className="page page-wide regions" aria-labelledby="regions-title">
      <h1 id="regions-title">{say('regions.title')}</h1>
      <p className="quiet">{say('regions.help')}</p>
      <Tabs
        activeKey={part}
        destroyOnHidden
        onChange={next => {
          setTold('')
          setSearch(next === 'tree' ? {} : { part: next })
        }}
        items={parts.map(key => ({ key, label: say(`regions.tab_${key}`) }))}
      />
      <p role="status" className="told">
        {told}
      </p>
      {part === 'tree' && <RegionTree onTold={setTold} />}
      {part === 'centres' && <Centres onTold={setTold} />}
      {part === 'list' && <CodeList onTold={setTold} />}
    </section>
  )
}
