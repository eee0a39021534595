// The page of grid layers: the layers and their versions on the left, the map in the middle, the draft with what is
// wrong in it on the right.
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { KeySheet } from '../../../ui/KeySheet.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Fault, KeptLayer } from '../contract.ts'
import { DraftPane } from './DraftPane.tsx'
import { GridsMap } from './GridsMap.tsx'
import { useFreshGrids, useRegister } from './keeping.ts'
import { LayerForm } from './LayerForm.tsx'
import { MovingPane } from './MovingPane.tsx'
import { toolKeys, tools } from './tools.ts'
import { VersionList } from './VersionList.tsx'
import './grids.css'

export function GridsPage() {
  const say = useSay()
  const [language] = useLanguage()
  const fresh = useFreshGrids()
  const register = useRegister()
  const [search, setSearch] = useSearchParams()
  const [form, setForm] = useState<'add' | 'change'>()
  const [told, setTold] = useState('')
  const [fault, setFault] = useState<Fault>()
  const [beside, setBeside] = useState<readonly string[]>([])
  const layers = register.data ?? []
  const layer = layers.find(({ code }) => code === search.get('layer')) ?? layers[0]
  const asked = search.get('version')
  const showsDraft = layer?.draft != null && asked === null
  const go = (to: Record<string, string>): void => {
    setTold('')
    setFault(undefined)
    setSearch(to)
  }
  const finish = (sentence: string): void => {
    setForm(undefined)
    setFault(undefined)
    setTold(sentence)
    if (layer) setSearch({ layer: layer.code })
    fresh()
  }
  return (
    <div className="grids">
      <section className="grids-layers" aria-labelledby="grids-title">
        <header>
          <h1 id="grids-title">{say('grids.title')}</h1>
          <Button size="small" onClick={() => setForm('add')}>
            {say('grids.add_layer')}
          </Button>
        </header>
        <p role="status" className="grids-told">
          {told}
        </p>
        {register.isError && <Refused error={register.error} onRetry={() => void register.refetch()} />}
        {register.isPending && <Skeleton active className="late-shown" />}
        {register.data && !layer && <p className="quiet empty">{say('grids.layer_none')}</p>}
        <ul className="grids-rows">
          {layers.map(each => (
            <li key={each.code}>
              <input
                type="checkbox"
                aria-label={say('grids.show_layer', { name: named(each.name, language) })}
                checked={each.code === layer?.code || beside.includes(each.code)}
                disabled={each.code === layer?.code}
                onChange={event =>
                  setBeside(
                    event.target.checked ? [...beside, each.code] : beside.filter(code => code !== each.code),
                  )
                }
              />
              <button
                type="button"
                aria-current={each.code === layer?.code ? 'true' : undefined}
                onClick={() => go({ layer: each.code })}
              >
                <strong>{named(each.name, language)}</strong>{' '}
                <span className="quiet">{say('grids.layer_grids', { grids: each.grids })}</span>{' '}
                {each.draft && <span className="tag tag-ink">{say('grids.has_draft')}</span>}
                <span className="grids-rules">
                  <Rules layer={each} layers={layers} />
                </span>
              </button>
            </li>
          ))}
        </ul>
        {layer && (
          <>
            <p className="grids-settings">
              <Button size="small" onClick={() => setForm('change')}>
                {say('grids.settings_of', { name: named(layer.name, language) })}
              </Button>
              <Link to={`/planner?layer=${layer.code}`}>{say('planner.link')}</Link>
            </p>
            <VersionList
              layer={layer}
              shown={showsDraft ? 'draft' : (asked ?? '')}
              onShow={version =>
                go(version === 'draft' ? { layer: layer.code } : { layer: layer.code, version })
              }
              onTold={finish}
            />
            {layer.draft && <MovingPane layer={layer.code} grids={layer.draft.grids} />}
          </>
        )}
      </section>
      {layer && (
        <>
          <GridsMap
            key={layer.code}
            layer={layer}
            showsDraft={showsDraft}
            version={asked}
            beside={beside.filter(code => code !== layer.code)}
            fault={fault}
            onFault={setFault}
          />
          {/* The right pane: what the draft is, what is wrong in it, publishing it. */}
          <DraftPane
            key={`draft ${layer.code}`}
            layer={layer}
            isShown={showsDraft}
            fault={fault}
            onFault={setFault}
            onTold={finish}
          />
        </>
      )}
      <footer className="grids-foot">
        <KeySheet
          lines={[
            ...tools.map(tool => ({ keys: [toolKeys[tool]], does: say(`grids.tool.${tool}`) })),
            { keys: ['Z'], does: say('grids.tool.undo') },
            { keys: ['Y'], does: say('grids.tool.redo') },
            { keys: ['Enter'], does: say('grids.key_enter') },
            { keys: ['Backspace'], does: say('grids.key_backspace') },
            { keys: ['Esc'], does: say('grids.key_escape') },
            { keys: ['M'], does: say('desks.pane_map') },
          ]}
        />
        <span className="quiet">{say('grids.datum')}</span>
      </footer>
      {form && (
        <LayerForm
          layer={form === 'change' ? layer : undefined}
          layers={layers}
          onClose={() => setForm(undefined)}
          onDone={finish}
        />
      )}
    </div>
  )
}

function Rules({ layer, layers }: { layer: KeptLayer; layers: readonly KeptLayer[] }) {
  const say = useSay()
  const [language] = useLanguage()
  const parent = layers.find(({ code }) => code === layer.nestsIn)
  return [
    say(layer.mustCover ? 'grids.must_cover' : 'grids.need_not_cover'),
    say(layer.mayOverlap ? 'grids.may_overlap' : 'grids.no_overlap'),
    ...(parent ? [say('grids.in_layer', { name: named(parent.name, language) })] : []),
  ].join(' · ')
}
