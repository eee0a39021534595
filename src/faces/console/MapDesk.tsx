// The district on one map: open cases in their lights, parts, grids, subdistricts and communities, and finding any of
// them. What is looked at and what is chosen stand in the address of the page.
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useMe } from '../../domains/identity/web/me.ts'
import {
  type Bounds,
  Map as CityMap,
  type Layer,
  type Mark,
  type Sight,
  type View,
} from '../../ui/map/Map.tsx'
import { useSay } from '../../ui/say.ts'
import { type Found, MapFind } from './MapFind.tsx'
import { MapNames } from './MapNames.tsx'
import './map-desk.css'
import { type LayerName, layerNames, useMapShown } from './mapShown.ts'
import { NotHere } from './NotHere.tsx'

export function MapDesk() {
  const { data: me } = useMe()
  if (!me?.permissions.includes('cases.see')) return <NotHere />
  return <Whole key={me.post.id} seesParts={me.permissions.includes('parts.see')} />
}

function Whole({ seesParts }: { seesParts: boolean }) {
  const say = useSay()
  const [search, setSearch] = useSearchParams()
  const [bounds, setBounds] = useState<Bounds>()
  const [found, setFound] = useState<Found>()
  const [view, setView] = useState(() => viewOf(search.get('at')))
  const on = shownIn(search.get('layers'), seesParts)
  const chosen = search.get('chosen') ?? undefined
  const { marks, areas, more } = useMapShown({ bounds, on, chosen, found })

  // Two changes may follow one another before the page has its new address: the second must know of the first.
  const latest = useRef(search)
  const own = useRef(window.location.pathname)
  useEffect(() => {
    latest.current = search
  }, [search])
  const changed = (change: Readonly<Record<string, string | undefined>>): URLSearchParams => {
    const next = new URLSearchParams(latest.current)
    for (const [name, value] of Object.entries(change)) {
      if (value === undefined) next.delete(name)
      else next.set(name, value)
    }
    latest.current = next
    return next
  }
  /** What is chosen and shown is no step to go back to. */
  const keep = (change: Readonly<Record<string, string | undefined>>): void =>
    setSearch(changed(change), { replace: true })
  /**
   * Where the page looks is written past the router: it draws nothing anew, and a map that comes to rest while the
   * next page is on its way must not call the reader back.
   */
  const look = ({ longitude, latitude, zoom }: Sight): void => {
    const next = changed({ at: [longitude.toFixed(5), latitude.toFixed(5), zoom.toFixed(1)].join() })
    if (window.location.pathname === own.current)
      window.history.replaceState(window.history.state, '', `?${next}`)
  }
  const layers = useMemo(
    (): Layer[] =>
      layerNames
        .filter(id => id !== 'parts' || seesParts)
        .map(id => ({ id, name: say(`city_map.${id}`), shown: on.includes(id) })),
    [on, seesParts, say],
  )

  return (
    <div className="map-desk">
      <header className="map-desk-head">
        <h1>{say('city_map.title')}</h1>
        <MapFind
          seesParts={seesParts}
          onFound={next => {
            setFound(next)
            setView({ longitude: next.mark.longitude, latitude: next.mark.latitude, zoom: next.zoom })
            keep({ chosen: next.mark.id })
          }}
        />
        {more !== undefined && (
          <p className="quiet" role="status">
            {say('city_map.more', { count: more })}
          </p>
        )}
      </header>
      <CityMap
        label={say('city_map.label')}
        marks={marks}
        areas={areas}
        chosen={chosen}
        onChoose={id => keep({ chosen: id })}
        onLeave={() => keep({ chosen: undefined })}
        callout={mark => <Callout mark={mark} />}
        view={view}
        onView={(next, sight) => {
          setBounds(next)
          look(sight)
        }}
        layers={layers}
        onLayer={(id, isShown) =>
          keep({ layers: layerNames.filter(name => (name === id ? isShown : on.includes(name))).join() })
        }
        isNumbered={on.includes('addresses')}
        legend={['ok', 'soon', 'late', 'hold', ...(on.includes('parts') ? (['part'] as const) : [])]}
        ownsKeys
        more={<MapNames bounds={bounds} onFound={setFound} onGo={setView} />}
      />
    </div>
  )
}

/** Beside the chosen mark: what it is, and the way to its page. */
function Callout({ mark }: { mark: Mark }): ReactNode {
  const say = useSay()
  const [sort, rest] = [mark.id.split(':')[0], mark.id.slice(mark.id.indexOf(':') + 1)]
  return (
    <>
      <strong>{mark.title}</strong>
      {mark.detail && <span>{mark.detail}</span>}
      {sort === 'case' && <Link to={`/cases/${rest}`}>{say('city_map.open_case')}</Link>}
      {sort === 'part' && <Link to={`/parts/${rest}`}>{say('city_map.open_part')}</Link>}
    </>
  )
}

function viewOf(said: string | null): View | undefined {
  const [longitude = Number.NaN, latitude = Number.NaN, zoom = Number.NaN] = (said ?? '')
    .split(',')
    .map(Number)
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22)) return undefined
  return { longitude, latitude, zoom }
}

/** Everything but the parts, of which there are many, until somebody chooses. */
function shownIn(said: string | null, seesParts: boolean): readonly LayerName[] {
  if (said === null) return layerNames.filter(name => name !== 'parts')
  const wanted = said.split(',')
  return layerNames.filter(name => wanted.includes(name) && (name !== 'parts' || seesParts))
}
