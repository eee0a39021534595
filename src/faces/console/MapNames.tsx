// The twin of the base map: what is named in view, as a list, and what has no name, as counts.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../client.ts'
import type { Bounds, View } from '../../ui/map/Map.tsx'
import { useSay } from '../../ui/say.ts'
import type { Found } from './MapFind.tsx'

interface Props {
  bounds: Bounds | undefined
  onFound(found: Found): void
  onGo(view: View): void
}

export function MapNames({ bounds, onFound, onGo }: Props) {
  const say = useSay()
  const [west, south, east, north] = bounds ?? [0, 0, 0, 0]
  const list = useInfiniteQuery(
    api.places.list.infiniteOptions({
      input: (after: string | undefined) => ({
        west,
        south,
        east,
        north,
        ...(after !== undefined && { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ after }) => after ?? undefined,
      enabled: bounds !== undefined,
    }),
  )
  const places = list.data?.pages.flatMap(page => page.places) ?? []
  const counts = Map.groupBy(list.data?.pages[0]?.unnamed ?? [], ({ layer }) => layer)
  const unnamed = [...counts].map(([layer, rows]) =>
    say(`city_map.layer.${layer}`, { count: rows.reduce((sum, { count }) => sum + count, 0) }),
  )
  return (
    <section className="map-names" aria-label={say('city_map.names')}>
      <p className="twin-name">{say('city_map.names')}</p>
      {list.isSuccess && places.length === 0 && <p className="quiet">{say('city_map.names_empty')}</p>}
      <ul>
        {places.map(({ id, name, listed, longitude, latitude }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                const mark = { id: `place:${id}`, longitude, latitude, look: 'place' as const, title: name }
                onFound({ mark: { ...mark, detail: say(`places.${listed}`) }, zoom: 17 })
                onGo({ longitude, latitude, zoom: 17 })
              }}
            >
              <span>{name}</span> <span className="quiet">{say(`places.${listed}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('city_map.names_more')}
        </Button>
      )}
      {unnamed.length > 0 && (
        <p className="quiet">{say('city_map.unnamed', { what: unnamed.join(say('city_map.and')) })}</p>
      )}
    </section>
  )
}
