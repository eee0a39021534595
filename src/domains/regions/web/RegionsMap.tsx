// The outlines of the regions, those that have one.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../client.ts'
import { type Area, type Bounds, Map as CityMap, type View } from '../../../ui/map/Map.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Outline } from '../contract.ts'

interface Props {
  chosen: string | undefined
  onChoose(code: string | undefined): void
}

export function RegionsMap({ chosen, onChoose }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { data } = useQuery(api.regions.outlines.queryOptions())
  const areas = useMemo(
    () =>
      (data ?? []).map(
        ({ code, level, name, shape }): Area => ({
          id: code,
          code,
          name: named(name, language),
          shape,
          border: level === 'community' ? 'community' : 'subdistrict',
        }),
      ),
    [data, language],
  )
  const whole = useMemo((): View | undefined => {
    const wanted = data?.find(({ code }) => code === chosen) ?? data?.[0]
    return wanted && { bounds: boundsOf(wanted) }
  }, [data, chosen])
  if (data?.length === 0) return <p className="regions-map quiet">{say('regions.map_none')}</p>
  return (
    <div className="regions-map">
      <CityMap
        label={say('regions.map_label')}
        areas={areas}
        chosen={chosen}
        onChoose={onChoose}
        onLeave={() => onChoose(undefined)}
        view={whole}
      />
    </div>
  )
}

function boundsOf({ shape }: Outline): Bounds {
  const points = shape.coordinates.flatMap(rings => rings[0] ?? [])
  const [longitudes, latitudes] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  const least = (all: number[]): number => all.reduce((a, b) => Math.min(a, b))
  const most = (all: number[]): number => all.reduce((a, b) => Math.max(a, b))
  return [least(longitudes), least(latitudes), most(longitudes), most(latitudes)]
}
