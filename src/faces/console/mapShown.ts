// What the map page shows: open cases and parts in view, grids, subdistricts and communities, and what was searched for.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../client.ts'
import { lightNow, timeLeft } from '../../domains/cases/web/Light.tsx'
import { useFreshCases } from '../../domains/cases/web/queues.ts'
import type { Area, Bounds, Mark } from '../../ui/map/Map.tsx'
import { useLanguage, useSay } from '../../ui/say.ts'
import { useNow } from '../../ui/time.ts'
import { named } from '../../ui/words/words.ts'
import type { Found } from './MapFind.tsx'

export const layerNames = ['cases', 'parts', 'grids', 'regions', 'addresses'] as const
export type LayerName = (typeof layerNames)[number]

interface Asked {
  bounds: Bounds | undefined
  on: readonly LayerName[]
  chosen: string | undefined
  found: Found | undefined
}

export function useMapShown({ bounds, on, chosen, found }: Asked): {
  marks: readonly Mark[]
  areas: readonly Area[]
  /** So many cases are drawn of more. */
  more: number | undefined
} {
  const say = useSay()
  const [language] = useLanguage()
  const now = useNow()
  useFreshCases()
  const box = useMemo(() => widened(bounds), [bounds])
  const isShown = (name: LayerName): boolean => box !== undefined && on.includes(name)
  const input = box ?? { west: 0, south: 0, east: 0, north: 0 }
  const cases = useQuery(
    api.cases.inView.queryOptions({
      input,
      enabled: isShown('cases'),
      placeholderData: keepPreviousData,
    }),
  ).data
  const parts = useQuery(
    api.parts.inView.queryOptions({
      input,
      enabled: isShown('parts'),
      placeholderData: keepPreviousData,
    }),
  ).data
  const grids = useQuery(
    api.grids.layer.queryOptions({
      input: { layer: 'unit' },
      enabled: on.includes('grids'),
      staleTime: 300_000,
    }),
  ).data
  const shapes = useQuery(
    api.regions.shapes.queryOptions({ enabled: on.includes('regions'), staleTime: 300_000 }),
  ).data

  const [showsCases, showsParts] = [on.includes('cases'), on.includes('parts')]
  const marks = useMemo((): Mark[] => {
    const all: Mark[] = []
    if (showsParts && parts) {
      for (const { code, longitude, latitude, kind, name, state } of parts.parts)
        all.push({
          id: `part:${code}`,
          longitude,
          latitude,
          look: 'part',
          title: say('city_map.part_of', { kind: named(kind.name, language), name }).trim(),
          detail: `${code} · ${say(`parts.state.${state}`)}`,
        })
      for (const [at, { longitude, latitude, parts: count }] of parts.clusters.entries())
        all.push({
          id: `parts:${at}`,
          longitude,
          latitude,
          look: 'part',
          title: say('city_map.parts_many', { count }),
          count,
        })
    }
    if (showsCases && cases)
      for (const row of cases.cases) {
        const light = lightNow(row, now)
        const left = light === null ? say(`state.${row.state}`) : timeLeft(row, light, now, say)
        all.push({
          id: `case:${row.id}`,
          longitude: row.place.longitude,
          latitude: row.place.latitude,
          look: light ?? 'hold',
          title: named(row.kind.name, language),
          detail: [row.address || named(row.region, language), left, row.number].join(' · '),
        })
      }
    // What was searched for is shown whether or not its layer is.
    if (found && found.mark.id === chosen && !all.some(({ id }) => id === chosen)) all.push(found.mark)
    return all
  }, [cases, parts, showsCases, showsParts, found, chosen, now, language, say])

  const [showsGrids, showsRegions] = [on.includes('grids'), on.includes('regions')]
  const areas = useMemo((): Area[] => {
    const unit = (showsGrids && grids?.features) || []
    const outlines = (showsRegions && shapes) || []
    return [
      ...unit.map(({ id, geometry, properties: { code, name } }): Area => {
        return { id: `grid:${id}`, shape: geometry, name, code, border: 'grid' }
      }),
      ...outlines.map(({ code, level, name, shape }): Area => {
        return {
          id: `region:${code}`,
          shape,
          name: named(name, language),
          code,
          border: level === 'subdistrict' ? 'subdistrict' : 'community',
        }
      }),
    ]
  }, [grids, shapes, showsGrids, showsRegions, language])

  return { marks, areas, more: showsCases && cases?.more ? cases.cases.length : undefined }
}

/** Somewhat more than is seen, on a lattice of its own size: small movements ask for nothing new. */
function widened(bounds: Bounds | undefined) {
  if (!bounds) return undefined
  const [west, south, east, north] = bounds
  const cell = 2 ** Math.ceil(Math.log2(Math.max(1e-4, east - west, north - south)))
  const [step, low, high] = [cell / 4, Math.floor, Math.ceil]
  const within = (degrees: number, most: number): number => Math.max(-most, Math.min(most, degrees))
  return {
    west: within(low(west / step) * step, 180),
    south: within(low(south / step) * step, 90),
    east: within(high(east / step) * step, 180),
    north: within(high(north / step) * step, 90),
  }
}
