// What is shown, as the GeoJSON that MapLibre draws: one collection for each source of the style.
import type { Feature, FeatureCollection } from 'geojson'
import { borderLines, labelPoint } from './borders.ts'
import { ringAround } from './distances.ts'
import type { Area, Circle, Mark } from './showing.ts'

/** A mark of which single ones are drawn; those that the server counted together have a number. */
function feature({ id, longitude, latitude, look, title, seal = '', heading = 0, count = 0 }: Mark): Feature {
  return {
    type: 'Feature',
    properties: { id, look, title, seal, heading, count },
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
  }
}

/** Cases above staff above parts, each in a source of its own, so that they are counted together by themselves. */
export function markFeatures(marks: readonly Mark[]): Record<'parts' | 'staff' | 'cases', FeatureCollection> {
  const sorted = { parts: [] as Feature[], staff: [] as Feature[], cases: [] as Feature[] }
  for (const mark of marks) sorted[sourceOf(mark)].push(feature(mark))
  return {
    parts: collected(sorted.parts),
    staff: collected(sorted.staff),
    cases: collected(sorted.cases),
  }
}

export function chosenFeature(mark: Mark | undefined): FeatureCollection {
  return collected(mark ? [feature(mark)] : [])
}

export function areaFeatures(
  areas: readonly Area[],
): Record<'areas' | 'borders' | 'area-names', FeatureCollection> {
  return {
    areas: collected(
      areas.map(({ id, shape, border, chosen = false }) => ({
        type: 'Feature',
        properties: { id, border, chosen },
        geometry: {
          type: 'MultiPolygon',
          coordinates: shape.coordinates.map(rings => rings.map(ring => ring.map(point => [...point]))),
        },
      })),
    ),
    borders: collected(
      borderLines(areas).map(({ border, isChosen, points }) => ({
        type: 'Feature',
        properties: { border, chosen: isChosen },
        geometry: { type: 'LineString', coordinates: points.map(point => [...point]) },
      })),
    ),
    'area-names': collected(
      areas.flatMap(({ name, border, chosen = false, shape }) => {
        const at = labelPoint(shape.coordinates)
        if (!at) return []
        return [
          {
            type: 'Feature' as const,
            properties: { name, border, chosen },
            geometry: { type: 'Point' as const, coordinates: at },
          },
        ]
      }),
    ),
  }
}

/** Each as its line, and its name once, at the southern end. */
export function circleFeatures(circles: readonly Circle[]): FeatureCollection {
  return collected(
    circles.flatMap((circle): Feature[] => {
      const ring = ringAround(circle, circle.metres)
      return [
        { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring } },
        {
          type: 'Feature',
          properties: { title: circle.title },
          geometry: { type: 'Point', coordinates: ring[Math.floor(ring.length / 2)] ?? [] },
        },
      ]
    }),
  )
}

export const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }

function sourceOf({ look }: Mark): 'parts' | 'staff' | 'cases' {
  if (look === 'part') return 'parts'
  return ['staff', 'vehicle', 'place', 'here'].includes(look) ? 'staff' : 'cases'
}

function collected(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features }
}
