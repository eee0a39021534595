// Parts on the map: one by one, or counted where they are too many; the chosen one in any case.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../../../client.ts'
import { type Bounds, Map as CityMap, type Mark, type View } from '../../../ui/map/Map.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { PartLine } from '../contract.ts'
import { spacedCode } from '../rules.ts'

interface Props {
  kind: string | null
  /** What the list shows first: the map begins there. */
  rows: readonly PartLine[]
  chosen: string | undefined
  onOpen(code: string): void
}

export function PartsMap({ kind, rows, chosen, onOpen }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const [bounds, setBounds] = useState<Bounds>()
  const [zoomed, setZoomed] = useState<View>()
  const [west, south, east, north] = bounds ?? [0, 0, 0, 0]
  const { data } = useQuery({
    ...api.parts.inView.queryOptions({
      input: { west, south, east, north, ...(kind?.length === 4 && { kinds: kind }) },
    }),
    enabled: bounds !== undefined,
    placeholderData: keepPreviousData,
  })
  const part = useQuery({
    ...api.parts.byCode.queryOptions({ input: { code: chosen ?? '' } }),
    enabled: chosen !== undefined,
  }).data
  const marks = useMemo((): Mark[] => {
    const single = [...(data?.parts ?? [])]
    if (part && !single.some(({ code }) => code === part.code)) single.push(part)
    return [
      ...single.map(
        ({ code, longitude, latitude, kind: of, name, state }): Mark => ({
          id: code,
          longitude,
          latitude,
          look: 'part',
          title: [named(of.name, language), name].filter(Boolean).join(' '),
          detail: `${spacedCode(code)} · ${say(`parts.state.${state}`)}`,
        }),
      ),
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
  }, [data, part, language, say])
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
    const cluster = marks.find(mark => mark.id === id && mark.count !== undefined)
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
        chosen={chosen}
        onChoose={choose}
        view={view ?? zoomed ?? first}
        onView={setBounds}
        ownsKeys
      />
    </div>
  )
}

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
