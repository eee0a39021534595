// Parts on the map: drawn from tiles, counted where they are too many; the chosen one by itself. The list beside it
// names what is in view.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { api } from '../../../client.ts'
import { useNews } from '../../../ui/Live.tsx'
import { type Bounds, Map as CityMap, type Mark, type MarkTiles, type View } from '../../../ui/map/Map.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { PartLine } from '../contract.ts'
import { spacedCode } from '../rules.ts'
import { usePartKinds } from './kinds.ts'

interface Props {
  kind: string | null
  /** What the list shows first: the map begins there. */
  rows: readonly PartLine[]
  chosen: string | undefined
  district: string | undefined
  /** Counts the changes made on this page. */
  changes: number
  onOpen(code: string): void
}

export function PartsMap({ kind, rows, chosen, district, changes, onOpen }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const [bounds, setBounds] = useState<Bounds>()
  const [zoomed, setZoomed] = useState<View>()
  const [isListed, setListed] = useState(false)
  const [heard, setHeard] = useState(0)
  const { kinds } = usePartKinds()
  useNews(news => {
    if (news.kind === 'missed' || news.happened.startsWith('parts.')) setHeard(times => times + 1)
  })
  const names = useMemo(
    () => kinds.map(({ code, name }) => [code, named(name, language)] as const),
    [kinds, language],
  )
  const idOf = useCallback((point: number) => `${district}${String(point).padStart(10, '0')}`, [district])
  const wanted = kind === null ? undefined : kinds.filter(({ code }) => code.startsWith(kind))
  const query = wanted && `?kinds=${wanted.map(({ code }) => code).join(',')}`
  const tiles: MarkTiles | undefined =
    district === undefined || wanted?.length === 0
      ? undefined
      : { url: `/api/parts-tiles/{z}/{x}/{y}${query ?? ''}`, names, stamp: heard + changes, idOf }
  const [west, south, east, north] = bounds ?? [0, 0, 0, 0]
  const { data } = useQuery({
    ...api.parts.inView.queryOptions({
      input: { west, south, east, north, ...(kind?.length === 4 && { kinds: kind }) },
    }),
    enabled: bounds !== undefined && isListed,
    placeholderData: keepPreviousData,
  })
  const part = useQuery({
    ...api.parts.byCode.queryOptions({ input: { code: chosen ?? '' } }),
    enabled: chosen !== undefined,
  }).data
  const markOf = useCallback(
    ({ code, longitude, latitude, kind: of, name, state }: Placed): Mark => ({
      id: code,
      longitude,
      latitude,
      look: 'part',
      title: [named(of.name, language), name].filter(Boolean).join(' '),
      detail: `${spacedCode(code)} · ${say(`parts.state.${state}`)}`,
    }),
    [language, say],
  )
  const marks = useMemo(() => (part ? [markOf(part)] : []), [part, markOf])
  const listed = useMemo((): Mark[] => {
    return [
      ...(data?.parts ?? []).map(markOf),
      ...(data?.clusters ?? []).map(
        ({ longitude, latitude, parts: count }, at): Mark => ({
          id: `cluster ${at}`,
          longitude,
          latitude,
          look: 'part',
          title: say('parts.cluster', { count }),
          count,
        }),
      ),
    ]
  }, [data, markOf, say])
  // The part that was chosen from the list is brought into sight; one chosen on the map is in sight already.
  const isSeen =
    part !== undefined &&
    part.longitude > west &&
    part.longitude < east &&
    part.latitude > south &&
    part.latitude < north
  const view = useMemo(
    (): View | undefined =>
      part && !isSeen ? { longitude: part.longitude, latitude: part.latitude, zoom: 17 } : undefined,
    [part, isSeen],
  )
  const first = useMemo(() => extentOf(rows), [rows])
  const choose = (id: string): void => {
    const cluster = listed.find(mark => mark.id === id && mark.count !== undefined)
    if (!cluster) {
      onOpen(id)
      return
    }
    const [wide, high] = [(east - west) / 6, (north - south) / 6]
    const { longitude, latitude } = cluster
    setZoomed({ bounds: [longitude - wide, latitude - high, longitude + wide, latitude + high] })
  }
  return (
    <div className="parts-map">
      <CityMap
        label={say('parts.map_label')}
        marks={marks}
        tiles={tiles}
        listed={listed}
        onListed={setListed}
        chosen={chosen}
        onChoose={choose}
        view={view ?? zoomed ?? first}
        onView={setBounds}
        ownsKeys
      />
    </div>
  )
}

type Placed = Pick<PartLine, 'code' | 'kind' | 'name' | 'state' | 'longitude' | 'latitude'>

/** Around the parts, with some room; nothing where there are none. */
function extentOf(rows: readonly PartLine[]): View | undefined {
  if (rows.length === 0) return undefined
  const [longitudes, latitudes] = [rows.map(row => row.longitude), rows.map(row => row.latitude)]
  const room = 5e-4
  return {
    bounds: [
      Math.min(...longitudes) - room,
      Math.min(...latitudes) - room,
      Math.max(...longitudes) + room,
      Math.max(...latitudes) + room,
    ],
  }
}
