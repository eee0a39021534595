// A map with what lies on it: marks, areas, circles. The same things stand in a table beside it (M), everything works
// by keyboard, and where no map can be drawn the table alone remains.
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../client.ts'
import { useSay } from '../say.ts'
import { useKeys } from '../useKeys.ts'
import { Buttons } from './Buttons.tsx'
import type { Camera } from './Drawn.tsx'
import './map.css'
import { LookSign, lookWord } from './LookSign.tsx'
import { Missing } from './Missing.tsx'
import type {
  Area,
  Border,
  Bounds,
  Circle,
  Layer,
  Look,
  Mark,
  MarkTiles,
  Position,
  Sight,
  View,
} from './showing.ts'
import { TwinList } from './TwinList.tsx'
import { useHere } from './useHere.ts'

export type {
  Area,
  Border,
  Bounds,
  Circle,
  Layer,
  Look,
  Mark,
  MarkTiles,
  Position,
  Sight,
  View,
} from './showing.ts'

const Drawn = lazy(async () => ({ default: (await import('./Drawn.tsx')).Drawn }))

export interface MapProps {
  /** What the map shows, for who does not see it. */
  label: string
  marks?: readonly Mark[]
  areas?: readonly Area[]
  circles?: readonly Circle[]
  /** Marks that are too many to be given one by one: drawn from tiles, named in `listed`. */
  tiles?: MarkTiles | undefined
  /** What the list names and the map draws from its tiles. */
  listed?: readonly Mark[]
  /** Whether the list is shown: what it names need not be asked for before. */
  onListed?: ((shown: boolean) => void) | undefined
  /** The id of the chosen mark or area. */
  chosen?: string | undefined
  /** Something was chosen, on the map or in its list. */
  onChoose?: ((id: string) => void) | undefined
  /** The place beside marks and areas was clicked, or Escape pressed. */
  onLeave?: (() => void) | undefined
  /** What stands beside the chosen mark; its title and detail without one. */
  callout?: ((mark: Mark) => ReactNode) | undefined
  /** Where to look, at first and whenever it changes; without one the whole district. */
  view?: View | undefined
  /** The map asks for a point: a click, or Enter at the cross in the middle. */
  pick?: boolean | undefined
  onPick?: ((place: Position) => void) | undefined
  /** After each movement. */
  onView?: ((bounds: Bounds, sight: Sight) => void) | undefined
  /** Switches in the corner. */
  layers?: readonly Layer[] | undefined
  onLayer?: ((id: string, shown: boolean) => void) | undefined
  /** Whether house numbers are written; yes by default. */
  isNumbered?: boolean | undefined
  /** M works wherever the focus is, not only within the map. For pages whose letters are free. */
  ownsKeys?: boolean | undefined
  /** The signs explained in the corner. */
  legend?: readonly (Look | Border)[] | undefined
  /** Beside the list of what is shown: what else is there in words, as the names of the base map. */
  more?: ReactNode
}

const noMarks: readonly Mark[] = []
const noAreas: readonly Area[] = []
const noCircles: readonly Circle[] = []

/** To others it is `Map`; here that is the name of JavaScript's own. */
export { MapWithTwin as Map }

function MapWithTwin({
  label,
  marks = noMarks,
  areas = noAreas,
  circles = noCircles,
  tiles,
  listed = noMarks,
  onListed,
  chosen,
  onChoose,
  onLeave,
  callout = plainCallout,
  view,
  pick = false,
  onPick,
  onView,
  layers = [],
  onLayer,
  isNumbered = true,
  ownsKeys = false,
  legend = [],
  more,
}: MapProps) {
  const say = useSay()
  const base = useQuery(api.places.map.queryOptions({ staleTime: 60_000 }))
  const camera = useRef<Camera>(null)
  const [isListed, setListed] = useState(false)
  const [isByKey, setByKey] = useState(false)
  const [sight, setSight] = useState<Sight>()
  const [isLost, setLost] = useState(false)
  const [isMissing, setMissing] = useState(false)
  const knowsWebGl = useMemo(hasWebGl, [])
  const canDraw = knowsWebGl && !isMissing
  const here = useHere(camera)
  const showsList = isListed || !canDraw
  useEffect(() => onListed?.(showsList), [showsList, onListed])

  const shown = useMemo(() => (here.mark ? [...marks, here.mark] : marks), [marks, here.mark])
  const ranges = useMemo(() => (here.circle ? [...circles, here.circle] : circles), [circles, here.circle])
  const told = useMemo(
    () => [...shown, ...listed.filter(({ id }) => !shown.some(mark => mark.id === id))],
    [shown, listed],
  )
  const chosenMark = useMemo(() => shown.find(({ id }) => id === chosen), [shown, chosen])
  const tinted = useMemo(
    () => areas.map(area => (area.id === chosen ? { ...area, chosen: true } : area)),
    [areas, chosen],
  )
  const districtWhole = base.data?.bounds
  const start = useMemo(
    () => view ?? { bounds: districtWhole ?? extentOf(marks, areas) },
    // The first marks that come decide; later ones do not move the map under the reader.
    [view, districtWhole, marks.length === 0 && areas.length === 0],
  )

  const toggle = (byKey: boolean): void => {
    setByKey(byKey)
    setListed(!isListed)
    if (byKey && isListed) camera.current?.focus()
  }
  useKeys(ownsKeys ? { m: () => toggle(true) } : {})
  // What does not arrive this time either says so again.
  const reload = useCallback((): void => {
    setLost(false)
    camera.current?.reload()
  }, [])
  useEffect(() => {
    window.addEventListener('online', reload)
    return () => window.removeEventListener('online', reload)
  }, [reload])

  const press = (event: React.KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLInputElement
    const isOnCanvas = event.target instanceof HTMLCanvasElement
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping) return
    if (event.key.toLowerCase() === 'm') toggle(true)
    else if (event.key === 'Escape' && showsList && canDraw) {
      setListed(false)
      camera.current?.focus()
    } else if (event.key === 'Escape' && chosen !== undefined && onLeave) onLeave()
    else if (event.key === 'Enter' && isOnCanvas && pick && sight)
      onPick?.({ longitude: sight.longitude, latitude: sight.latitude })
    else return
    event.preventDefault()
  }

  const choose = (id: string | undefined): void => {
    if (id === undefined) onLeave?.()
    else if (id !== here.mark?.id) onChoose?.(id)
  }

  return (
    <section className={`map ${showsList ? 'map-listed' : ''}`} aria-label={label} onKeyDown={press}>
      <div className="map-sheet">
        {canDraw && base.data && (
          <Missing onMissing={() => setMissing(true)}>
            <Suspense fallback={<p className="map-waits unseen">{say('map.loading')}</p>}>
              <Drawn
                label={say(pick ? 'map.canvas_pick' : 'map.canvas', { label })}
                base={base.data}
                start={start}
                marks={shown}
                areas={tinted}
                circles={ranges}
                tiles={tiles}
                chosen={chosenMark}
                callout={chosenMark && callout(chosenMark)}
                pick={pick}
                isNumbered={isNumbered}
                camera={camera}
                onChoose={choose}
                onPick={place => onPick?.(place)}
                onSight={next => {
                  setSight(next)
                  onView?.(next.bounds, next)
                }}
                onLost={() => setLost(true)}
              />
            </Suspense>
          </Missing>
        )}
        {!canDraw && <p className="map-off">{say(knowsWebGl ? 'map.no_chunk' : 'map.no_canvas')}</p>}
        {pick && canDraw && <span className="map-cross" aria-hidden="true" />}
        <Buttons
          canDraw={canDraw}
          camera={camera}
          here={here}
          isListed={showsList}
          onList={() => toggle(false)}
          layers={layers}
          onLayer={onLayer}
        />
        <p className="map-told" role="status">
          {here.told || (pick ? say('map.pick_help') : '')}
        </p>
        {isLost && (
          <p className="map-lost" role="status">
            {say('map.lost')}{' '}
            <button type="button" className="map-link" onClick={reload}>
              {say('app.retry')}
            </button>
          </p>
        )}
        {legend.length > 0 && (
          <ul className="map-legend" aria-label={say('map.legend')}>
            {legend.map(look => (
              <li key={look}>
                <LookSign look={look} /> {lookWord(look, say)}
              </li>
            ))}
          </ul>
        )}
        <p className="map-source">
          {base.data?.version === 'none' ? say('map.no_base') : credited(base.data?.attribution ?? '')}
        </p>
      </div>
      {showsList && (
        <TwinList
          marks={told}
          areas={areas}
          sight={sight}
          chosen={chosen}
          onChoose={onChoose}
          takesFocus={isByKey}
          onClose={canDraw ? () => setListed(false) : undefined}
        >
          {more}
        </TwinList>
      )}
    </section>
  )
}

/** Whose data it is, with the address of its licence as a link. */
function credited(attribution: string): ReactNode {
  const [, said, address] = attribution.match(/^(.*?)[,\s]*(https:\/\/\S+)$/) ?? []
  if (!address) return attribution
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {said || address}
    </a>
  )
}

function plainCallout({ title, detail }: Mark): ReactNode {
  return (
    <>
      <strong>{title}</strong>
      {detail && <span>{detail}</span>}
    </>
  )
}

/** What there is, with some room around it; the whole of the land where there is nothing. */
function extentOf(marks: readonly Mark[], areas: readonly Area[]): Bounds {
  const points = [
    ...marks.map(({ longitude, latitude }) => [longitude, latitude]),
    ...areas.flatMap(({ shape }) => shape.coordinates.flatMap(rings => rings[0] ?? [])),
  ]
  if (points.length === 0) return [73, 18, 135, 54]
  const [longitudes, latitudes] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  const least = (all: number[]): number => all.reduce((a, b) => Math.min(a, b))
  const most = (all: number[]): number => all.reduce((a, b) => Math.max(a, b))
  return [least(longitudes) - 1e-4, least(latitudes) - 1e-4, most(longitudes) + 1e-4, most(latitudes) + 1e-4]
}

function hasWebGl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}
