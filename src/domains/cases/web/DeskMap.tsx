// The middle of a desk: the map with the cases of the list in their lights, the chosen one with its grid, what is near it
// and the distance of duplicates; under it the table of the same. The map's code comes when it is wanted; the desk works
// without it.
import { useQuery } from '@tanstack/react-query'
import { Component, lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useLocation } from 'react-router'
import { api } from '../../../client.ts'
import type { Area, Circle, Mark } from '../../../ui/map/Map.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useNow } from '../../../ui/time.ts'
import { type Language, named, type Say } from '../../../ui/words/words.ts'
import type { CaseSummary } from '../contract.ts'
import { useAround, usePartsNear } from './around.ts'
import { lightNow, timeLeft } from './Light.tsx'
import { Nearby } from './Nearby.tsx'
import { shortNumber } from './QueueRow.tsx'

const MapView = lazy(async () => ({ default: (await import('../../../ui/map/Map.tsx')).Map }))

interface Props {
  chosen: string | undefined
  rows: readonly CaseSummary[]
  timeZone: string | undefined
  onOpen(id: string): void
}

export function DeskMap({ chosen, rows, timeZone, onOpen }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const now = useNow()
  const { pathname, search } = useLocation()
  const asked = useQuery(
    api.cases.show.queryOptions({ input: { id: chosen ?? '' }, enabled: chosen !== undefined }),
  )
  const shown = chosen === undefined ? undefined : asked.data
  const around = useAround(shown)
  const parts = usePartsNear(shown)
  const areas = useAreas(shown?.grid?.code)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const layers = (['cases', 'parts', 'grids'] as const).map(id => ({
    id,
    name: say(`desks.layer_${id}`),
    shown: !hidden.has(id),
  }))

  const marks = useMemo(() => {
    const cases = new Map([...rows, ...around.near, ...(shown ? [shown] : [])].map(row => [row.id, row]))
    return [
      ...(hidden.has('parts') ? [] : parts).map(
        (part): Mark => ({
          id: `part-${part.code}`,
          longitude: part.longitude,
          latitude: part.latitude,
          look: 'part',
          title: part.name,
          detail: part.code,
        }),
      ),
      ...[...cases.values()]
        // The chosen one stays: the desk is about it.
        .filter(({ id }) => id === shown?.id || !hidden.has('cases'))
        .map(row => markOf(row, now, say, language)),
    ]
    // `say` is made anew with each render; the language stands for it.
  }, [rows, around.near, shown, parts, hidden, now, language])
  const circles = useMemo((): Circle[] => {
    if (!shown || !around.alikeWithin || shown.place.precision === 'region') return []
    const { longitude, latitude } = shown.place
    return [
      {
        longitude,
        latitude,
        metres: around.alikeWithin,
        title: say('desks.near_radius', { metres: around.alikeWithin }),
      },
    ]
  }, [shown, around.alikeWithin, language])
  const view = useMemo(
    () =>
      shown && {
        longitude: shown.place.longitude,
        latitude: shown.place.latitude,
        zoom: shown.place.precision === 'region' ? 15 : 16.5,
      },
    [shown],
  )
  const base = pathname.startsWith('/search') ? '/search' : '/cases'

  return (
    <div className="desk-map">
      <div className="desk-map-map">
        <WithoutMap>
          <Suspense fallback={<div className="map-waits" aria-hidden="true" />}>
            <MapView
              label={say('desks.map')}
              marks={marks}
              areas={hidden.has('grids') ? areas.filter(({ chosen: is }) => is) : areas}
              layers={layers}
              onLayer={(id, isShown) =>
                setHidden(now => new Set(isShown ? [...now].filter(each => each !== id) : [...now, id]))
              }
              callout={callout}
              ownsKeys
              circles={circles}
              {...(chosen !== undefined && { chosen })}
              {...(view && { view })}
              onChoose={id => {
                if (!id.startsWith('part-')) onOpen(id)
              }}
            />
          </Suspense>
        </WithoutMap>
        <Legend />
      </div>
      <Nearby shown={shown} around={around} timeZone={timeZone} to={id => `${base}/${id}${search}`} />
    </div>
  )
}

function markOf(row: CaseSummary, now: number, say: Say, language: Language): Mark {
  const light = lightNow(row, now)
  const left = light === null ? say(`state.${row.state}`) : timeLeft(row, light, now, say)
  return {
    id: row.id,
    longitude: row.place.longitude,
    latitude: row.place.latitude,
    look: light ?? 'hold',
    title: named(row.kind.name, language),
    detail: [row.address || named(row.region, language), left, shortNumber(row.number)].join(' · '),
  }
}

function callout({ title, detail }: Mark): ReactNode {
  return (
    <span className="desk-callout">
      <strong>{title}</strong>
      {detail && <span>{detail}</span>}
    </span>
  )
}

/** What the signs mean, as everywhere else. */
function Legend() {
  const say = useSay()
  return (
    <p className="map-legend" aria-hidden="true">
      {lights.map(light => (
        <span key={light}>
          <span className={`lt lt-${light}`} /> {say(`light.${light}`)}
        </span>
      ))}
      <span>
        <span className="lt-part" /> {say('desks.layer_parts')}
      </span>
    </p>
  )
}

const lights = ['ok', 'soon', 'late', 'hold'] as const

/** The grids that cases are filed by; that of the chosen case is tinted. */
function useAreas(chosen: string | undefined): Area[] {
  const { data } = useQuery(
    api.grids.layer.queryOptions({ input: { layer: 'unit' }, staleTime: Number.POSITIVE_INFINITY }),
  )
  return useMemo(
    () =>
      (data?.features ?? []).map(({ id, geometry, properties: { code, name } }) => ({
        id,
        shape: geometry,
        name,
        code,
        border: 'grid',
        chosen: code === chosen,
      })),
    [data, chosen],
  )
}

/** A browser without WebGL, or a chunk that cannot be fetched: the desk goes on, and the table says the same. */
class WithoutMap extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }
  override render(): ReactNode {
    return this.state.failed ? <MapOff /> : this.props.children
  }
}

function MapOff() {
  const say = useSay()
  return <p className="map-off quiet">{say('desks.map_off')}</p>
}
