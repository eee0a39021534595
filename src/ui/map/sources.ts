// The whole style: where tiles and marks come from, and the layers over one another.
import type { StyleSpecification } from 'maplibre-gl'
import { nothing } from './features.ts'
import type { Palette } from './palette.ts'
import type { Bounds, MarkTiles } from './showing.ts'
import { groundLayers } from './style.ts'
import { borderLayers, markLayersOf } from './style-marks.ts'
import { nameLayers } from './style-names.ts'
import { tiledLayers } from './style-tiled.ts'

/** The district's base map, as the server describes it. */
export interface BaseMap {
  version: string
  bounds: Bounds | null
  attribution: string | null
  minZoom: number
  maxZoom: number
}

/** A tile of marks from nearer is one of these, enlarged: a unit of it is ten centimetres. */
const lastTiled = 16

const isLook = (look: string) => ['+', ['case', ['==', ['get', 'look'], look], 1, 0]]

export function mapStyle(
  palette: Palette,
  { version, bounds, minZoom, maxZoom }: BaseMap,
  { isNumbered, tiles }: { isNumbered: boolean; tiles?: Pick<MarkTiles, 'url' | 'names'> | undefined },
): StyleSpecification {
  const drawn = { type: 'geojson', data: nothing } as const
  return {
    version: 8,
    sources: {
      base: {
        type: 'vector',
        tiles: [`${location.origin}/api/map/base/{z}/{x}/{y}?version=${encodeURIComponent(version)}`],
        minzoom: minZoom,
        maxzoom: maxZoom,
        ...(bounds && { bounds: framed(bounds) }),
      },
      areas: drawn,
      borders: { ...drawn, tolerance: 0.2 },
      'area-names': drawn,
      circles: drawn,
      parts: drawn,
      staff: drawn,
      cases: { ...drawn, clusterProperties: { late: isLook('late'), soon: isLook('soon') } },
      chosen: drawn,
      ...(tiles && { tiled: { type: 'vector', tiles: [location.origin + tiles.url], maxzoom: lastTiled } }),
    },
    layers: [
      ...groundLayers(palette),
      ...borderLayers(palette),
      ...nameLayers(palette, { isNumbered }),
      ...(tiles ? tiledLayers(palette, tiles.names) : []),
      ...markLayersOf(palette),
    ],
    // No `glyphs`: letters are drawn in the browser from the fonts of the page, so nothing is fetched for them.
  }
}

/** What lies around a district frames it: as far again on every side. */
function framed([west, south, east, north]: Bounds): [number, number, number, number] {
  const [wide, high] = [east - west, north - south]
  return [west - wide, Math.max(-85, south - high), east + wide, Math.min(85, north + high)]
}
