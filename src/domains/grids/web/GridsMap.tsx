// A layer on the map: the draft over what is published, the faults as numbered marks; or one version alone.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../client.ts'
import { type Area, Map as CityMap, type Mark, type View } from '../../../ui/map/Map.tsx'
import { useSay } from '../../../ui/say.ts'
import type { Fault, KeptLayer } from '../contract.ts'
import { shortly, useDraft, useFaults } from './keeping.ts'

interface Props {
  layer: KeptLayer
  showsDraft: boolean
  version: string | null
  fault: Fault | undefined
  onFault(fault: Fault): void
}

export function GridsMap({ layer, showsDraft, version, fault, onFault }: Props) {
  const say = useSay()
  const { data: versions = [] } = useQuery(api.grids.versions.queryOptions({ input: { layer: layer.code } }))
  const draft = useDraft(layer.code, showsDraft)
  const { data: found } = useFaults(layer.code, showsDraft)
  const wanted = versions.find(each => String(each.version) === version)
  const at = wanted ? { at: wanted.validFrom } : {}
  const published = useQuery(api.grids.layer.queryOptions({ input: { layer: layer.code, ...at } }))
  const areas = useMemo((): Area[] => {
    const now = published.data?.features ?? []
    const drawn = showsDraft ? (draft.data?.features ?? []) : now
    const inDraft = new Map(drawn.map(grid => [grid.properties.code, JSON.stringify(grid.geometry)]))
    // Under a draft, what is published shows only where it was otherwise.
    const before = showsDraft
      ? now.filter(grid => inDraft.get(grid.properties.code) !== JSON.stringify(grid.geometry))
      : []
    return [
      ...before.map(grid => ({
        ...areaOf(grid),
        id: `before ${grid.properties.code}`,
        border: 'community' as const,
        name: '',
      })),
      ...drawn.map(areaOf),
      ...(fault?.shape
        ? [
            {
              id: 'fault',
              shape: fault.shape,
              name: '',
              code: '',
              border: 'subdistrict' as const,
              chosen: true,
            },
          ]
        : []),
    ]
  }, [published.data, draft.data, showsDraft, fault])
  const faults = showsDraft ? (found?.faults ?? []).filter(each => each.fault !== 't_junction') : []
  const marks = faults.map(
    (each, index): Mark => ({
      id: `fault ${index}`,
      longitude: each.longitude,
      latitude: each.latitude,
      look: each.noise ? 'hold' : 'late',
      title: `${index + 1} ${say(`grids.fault.${each.fault}`)}`,
      detail: [(each.beside.length > 0 ? each.beside : each.codes).join(' / '), sizeOf(each)].join(' · '),
    }),
  )
  const view = useMemo(
    (): View | undefined => fault && { longitude: fault.longitude, latitude: fault.latitude, zoom: 17 },
    [fault],
  )
  const chosen = fault ? marks[faults.findIndex(({ id }) => id === fault.id)]?.id : undefined
  return (
    <div className="grids-map">
      <p className="grids-shown" role="status">
        {showsDraft
          ? say('grids.shown_draft', { grids: draft.data?.features.length ?? 0 })
          : say('grids.shown_version', {
              version: wanted?.version ?? layer.version ?? 0,
              grids: published.data?.features.length ?? 0,
            })}
      </p>
      <div className="grids-sheet">
        <CityMap
          label={say('grids.map_label')}
          areas={areas}
          marks={marks}
          chosen={chosen}
          onChoose={id => {
            const each = id.startsWith('fault ') ? faults[Number(id.slice(6))] : undefined
            if (each) onFault(each)
          }}
          view={view}
          ownsKeys
        />
      </div>
    </div>
  )
}

/** Square metres, and how long and wide at most. */
function sizeOf({ squareMetres, length, width }: Fault): string {
  const extent = width > 0 ? ` (${Math.round(length)} × ${shortly(width)} m)` : ''
  return `${squareMetres.toLocaleString('en-US')} m²${extent}`
}

type Drawn = {
  properties: { code: string; name: string }
  geometry: { type: 'MultiPolygon'; coordinates: number[][][][] }
}

function areaOf({ properties: { code, name }, geometry }: Drawn): Area {
  return { id: code, code, name, border: 'grid', shape: geometry }
}
