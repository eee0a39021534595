// The drawn map: MapLibre with our own style, the marks in their sources, clicks, keys and the callout. It comes in a
// file of its own when a map is first wanted.
import * as maplibre from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import {
  Map as Canvas,
  type ErrorEvent,
  type MapEvent,
  type MapLayerMouseEvent,
  type MapRef,
  Popup,
  ScaleControl,
  type ViewStateChangeEvent,
} from '@vis.gl/react-maplibre'
import type { FeatureCollection } from 'geojson'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useMode } from '../Look.tsx'
import { areaFeatures, chosenFeature, circleFeatures, markFeatures } from './features.ts'
import { readPalette } from './palette.ts'
import type { Area, Bounds, Circle, Mark, MarkTiles, Position, Sight, View } from './showing.ts'
import { drawSign } from './signs.ts'
import { type BaseMap, mapStyle } from './sources.ts'
import { markLayers } from './style-marks.ts'
import { crowds } from './style-table.ts'
import { tiledMarkLayers } from './style-tiled.ts'

maplibre.setWorkerUrl(workerUrl)

/** What the buttons around the map ask of it. */
export interface Camera {
  zoom(by: 1 | -1): void
  goTo(view: View): void
  focus(): void
  reload(): void
}

export interface DrawnProps {
  /** What the canvas is called, with how it is worked by keys. */
  label: string
  base: BaseMap
  start: View
  marks: readonly Mark[]
  areas: readonly Area[]
  circles: readonly Circle[]
  tiles: MarkTiles | undefined
  chosen: Mark | undefined
  callout: ReactNode
  pick: boolean
  isNumbered: boolean
  camera: RefObject<Camera | null>
  onChoose(id: string | undefined): void
  onPick(place: Position): void
  onSight(sight: Sight): void
  /** A tile was asked for and did not come. */
  onLost(): void
}

export function Drawn(props: DrawnProps) {
  const { base, start, marks, areas, circles, tiles, chosen, pick, camera, label, isNumbered } = props
  const { mode } = useMode()
  const canvas = useRef<MapRef>(null)
  const [isOpen, setOpen] = useState(false)
  const palette = useMemo(() => readPalette(mode), [mode])
  const pigments = useRef(palette)
  useEffect(() => {
    pigments.current = palette
  }, [palette])
  const { url, names, stamp } = tiles ?? {}
  const style = useMemo(
    // Tiles of marks come once the signs can be drawn that they ask for.
    () => mapStyle(palette, base, { isNumbered, tiles: isOpen && url && names ? { url, names } : undefined }),
    [palette, base, isNumbered, url, names, isOpen],
  )
  const marked = useMemo(() => markFeatures(marks), [marks])
  const bordered = useMemo(() => areaFeatures(areas), [areas])
  const circled = useMemo(() => circleFeatures(circles), [circles])
  const ringed = useMemo(() => chosenFeature(chosen), [chosen])
  const data = useMemo(
    () => ({ ...marked, ...bordered, circles: circled, chosen: ringed }),
    [marked, bordered, circled, ringed],
  )

  useImperativeHandle(camera, () => ({
    zoom: by => void canvas.current?.getMap().zoomTo(canvas.current.getZoom() + by, { duration: 160 }),
    goTo: view => go(canvas.current?.getMap(), view),
    focus: () => canvas.current?.getMap().getCanvas().focus({ preventScroll: true }),
    reload: () => {
      const map = canvas.current?.getMap()
      for (const source of ['base', 'tiled']) if (map?.getSource(source)) map.refreshTiles(source)
    },
  }))

  // What has changed is asked for again; what has not comes back as a few bytes that say so.
  const asked = useRef(stamp)
  useEffect(() => {
    const map = isOpen ? canvas.current?.getMap() : undefined
    if (asked.current === stamp || !map?.getSource('tiled')) return
    asked.current = stamp
    map.refreshTiles('tiled')
  }, [isOpen, stamp])

  usePut(isOpen ? canvas.current?.getMap() : undefined, style, data)

  useEffect(() => {
    const map = isOpen ? canvas.current?.getMap() : undefined
    if (!map) return
    map.getCanvas().setAttribute('aria-label', label)
    // Arrow keys belong to the map: a reader passes them on.
    map.getCanvas().setAttribute('role', 'application')
  }, [isOpen, label])

  // Each view is gone to once: neither an equal one made anew nor one that comes back moves the map under the reader.
  const gone = useRef({ to: JSON.stringify(start), all: new WeakSet<View>([start]) })
  useEffect(() => {
    const next = JSON.stringify(start)
    if (!isOpen || next === gone.current.to || gone.current.all.has(start)) return
    gone.current.to = next
    gone.current.all.add(start)
    go(canvas.current?.getMap(), start)
  }, [isOpen, start])

  const click = (event: MapLayerMouseEvent): void => {
    const { lng, lat } = event.lngLat
    if (pick) props.onPick({ longitude: lng, latitude: lat })
    else chooseAt(event, props.onChoose, tiles?.idOf)
  }
  const fail = ({ error }: ErrorEvent): void => {
    // What MapLibre thinks of our style is a bug and belongs in the console.
    if ('status' in error || error instanceof TypeError || error.name === 'AJAXError') props.onLost()
    else console.error(error)
  }

  return (
    <Canvas
      ref={canvas}
      mapLib={maplibre}
      mapStyle={style}
      initialViewState={initial(start)}
      minZoom={8}
      maxZoom={21}
      maxPitch={0}
      dragRotate={false}
      touchPitch={false}
      pitchWithRotate={false}
      attributionControl={false}
      fadeDuration={matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200}
      renderWorldCopies={false}
      {...(pick && { cursor: 'crosshair' })}
      interactiveLayerIds={pick || !isOpen ? [] : [...markLayers, ...(tiles ? tiledMarkLayers : []), 'area']}
      onLoad={({ target: map }: MapEvent) => {
        map.setMissingStyleImageResolver((id: string) => {
          const sign = drawSign(id, pigments.current)
          if (sign) map.addImage(id, sign.image, { pixelRatio: sign.pixelRatio })
        })
        map.touchZoomRotate.disableRotation()
        map.keyboard.disableRotation()
        setOpen(true)
        props.onSight(sightOf(map))
      }}
      onMoveEnd={({ target: map }: ViewStateChangeEvent) => props.onSight(sightOf(map))}
      onClick={click}
      onError={fail}
    >
      <ScaleControl position="bottom-right" maxWidth={110} />
      {chosen && props.callout && (
        <Popup
          key={chosen.id}
          longitude={chosen.longitude}
          latitude={chosen.latitude}
          className="map-callout"
          closeButton={false}
          closeOnClick={false}
          focusAfterOpen={false}
          maxWidth="300px"
          offset={20}
        >
          {props.callout}
        </Popup>
      )}
    </Canvas>
  )
}

/** Puts what is shown into the sources of the style: what changed, and all of it after the style has changed. */
function usePut(
  map: maplibre.Map | undefined,
  style: maplibre.StyleSpecification,
  data: Readonly<Record<string, FeatureCollection>>,
): void {
  const put = useRef<{ style: unknown; data: Readonly<Record<string, FeatureCollection>> }>(undefined)
  useEffect(() => {
    if (!map) return
    const give = (all: boolean): void => {
      for (const [id, collection] of Object.entries(data)) {
        const source = map.getSource(id)
        if (!(source instanceof maplibre.GeoJSONSource)) continue
        if (!all && put.current?.data[id] === collection) continue
        if (isCrowded(id)) {
          const { above, maxzoom, radius } = crowds[id]
          const cluster = collection.features.length > above
          void source.setClusterOptions({ cluster, clusterMaxZoom: maxzoom, clusterRadius: radius })
        }
        void source.setData(collection)
      }
    }
    give(put.current?.style !== style)
    put.current = { style, data }
    const again = (): void => give(true)
    map.on('style.load', again)
    return () => void map.off('style.load', again)
  }, [map, style, data])
}

function isCrowded(id: string): id is keyof typeof crowds {
  return Object.hasOwn(crowds, id)
}

/** The topmost mark under the pointer, or the area; a crowd is looked into instead. */
async function chooseAt(
  { target: map, features, lngLat }: MapLayerMouseEvent,
  onChoose: (id: string | undefined) => void,
  idOf: MarkTiles['idOf'] | undefined,
): Promise<void> {
  const [top] = features ?? []
  const crowd: unknown = top?.properties.cluster_id
  const source = top && map.getSource(top.source)
  if (typeof crowd === 'number' && source instanceof maplibre.GeoJSONSource) {
    const zoom = await source.getClusterExpansionZoom(crowd)
    map.easeTo({ center: lngLat, zoom: zoom + 0.2 })
    return
  }
  const many: unknown = top?.properties.count
  if (typeof many === 'number' && many > 0) {
    map.easeTo({ center: lngLat, zoom: map.getZoom() + 2 })
    return
  }
  const id: unknown = top?.source === 'tiled' ? idOf?.(Number(top.id)) : top?.properties.id
  onChoose(typeof id === 'string' ? id : undefined)
}

function sightOf(map: maplibre.Map): Sight {
  const { lng, lat } = map.getCenter()
  const bounds = map.getBounds()
  return {
    longitude: lng,
    latitude: lat,
    zoom: map.getZoom(),
    bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
  }
}

const margin = 28

function initial(view: View) {
  if ('zoom' in view) return view
  return { bounds: corners(view.bounds), fitBoundsOptions: { padding: margin, maxZoom: 17 } }
}

function go(map: maplibre.Map | undefined, view: View): void {
  if ('zoom' in view) map?.easeTo({ center: [view.longitude, view.latitude], zoom: view.zoom, duration: 240 })
  else map?.fitBounds(corners(view.bounds), { padding: margin, maxZoom: 17, duration: 240 })
}

function corners([west, south, east, north]: Bounds): [[number, number], [number, number]] {
  return [
    [west, south],
    [east, north],
  ]
}
