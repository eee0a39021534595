// A layer on the map: the draft over what is published, the faults as numbered marks; or one version alone.
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../client.ts'
import { type Area, Map as CityMap, type Mark, type View } from '../../../ui/map/Map.tsx'
import { useSay } from '../../../ui/say.ts'
import type { Fault, KeptLayer } from '../contract.ts'
import { shortly, useDraft, useFaults } from './keeping.ts'
import { ToolBar } from './ToolBar.tsx'
import { ToolPane } from './ToolPane.tsx'
import { cornersOf, lineShape, piecesOf } from './tools.ts'
import { type Editing, useEditing } from './useEditing.ts'

interface Props {
  layer: KeptLayer
  showsDraft: boolean
  version: string | null
  /** Other layers whose borders are shown below this one. */
  beside: readonly string[]
  fault: Fault | undefined
  onFault(fault: Fault): void
}

export function GridsMap({ layer, showsDraft, version, beside, fault, onFault }: Props) {
  const say = useSay()
  const { data: versions = [] } = useQuery(api.grids.versions.queryOptions({ input: { layer: layer.code } }))
  const draft = useDraft(layer.code, showsDraft)
  const { data: found } = useFaults(layer.code, showsDraft)
  const editing = useEditing(layer.code, draft.data?.revision, draft.data?.features ?? noFeatures)
  const others = useQueries({
    queries: beside.map(code => api.grids.layer.queryOptions({ input: { layer: code } })),
    combine: all => all.flatMap(({ data }) => data?.features ?? []),
  })
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
      ...others.map(grid => ({ ...areaOf(grid), id: `beside ${grid.id}`, border: 'community' as const })),
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
  }, [published.data, draft.data, showsDraft, fault, others])
  const drawing = showsDraft ? drawnBy(editing) : nothing
  const shown = useMemo(
    () => [...areas.map(each => withChosen(each, drawing.codes)), ...drawing.areas],
    [areas, drawing.key],
  )
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
  const sentence = showsDraft
    ? say('grids.shown_draft', { grids: draft.data?.features.length ?? 0 })
    : say('grids.shown_version', {
        version: wanted?.version ?? layer.version ?? 0,
        grids: published.data?.features.length ?? 0,
      })
  return (
    <div className="grids-map">
      {showsDraft ? (
        <ToolBar editing={editing} shown={sentence} />
      ) : (
        <p className="grids-shown" role="status">
          {sentence}
        </p>
      )}
      <div className="grids-sheet">
        <CityMap
          label={say('grids.map_label')}
          areas={shown}
          marks={showsDraft ? [...marks, ...drawing.marks] : marks}
          chosen={chosen}
          onChoose={id => {
            const each = id.startsWith('fault ') ? faults[Number(id.slice(6))] : undefined
            if (each) onFault(each)
            else if (showsDraft) editing.choose(id)
          }}
          pick={showsDraft && editing.picks}
          onPick={editing.pick}
          onView={(_, sight) => editing.look(sight)}
          view={view}
          legend={legend}
          ownsKeys
        />
        {showsDraft && <ToolPane editing={editing} layer={layer.code} />}
      </div>
    </div>
  )
}

/** Square metres, and how long and wide at most. */
function sizeOf({ squareMetres, length, width }: Fault): string {
  const extent = width > 0 ? ` (${Math.round(length)} × ${shortly(width)} m)` : ''
  return `${squareMetres.toLocaleString('en-US')} m²${extent}`
}

const legend = ['grid', 'community'] as const
const noFeatures: never[] = []

interface Drawing {
  /** Changes whenever what is drawn does. */
  key: string
  codes: readonly string[]
  areas: Area[]
  marks: Mark[]
}
const nothing: Drawing = { key: '', codes: [], areas: [], marks: [] }

/** What the tools show of themselves: the line that is drawn, the pieces it would make, the points to take hold of. */
function drawnBy({ tool, codes, points, held, features }: Editing): Drawing {
  const first = features.find(({ properties }) => properties.code === codes[0])
  const line = lineShape(points, tool === 'transfer')
  const pieces = tool === 'split' && first ? piecesOf(first, points) : undefined
  const corners = tool === 'border' && first ? cornersOf(first) : []
  const shape = (coordinates: number[][][][]) => ({ type: 'MultiPolygon' as const, coordinates })
  const plain = { name: '', code: '' }
  return {
    key: JSON.stringify([tool, codes, points, held, pieces?.length, features.length, first?.geometry]),
    codes,
    areas: [
      ...(pieces ?? []).slice(1).map(({ coordinates }, at) => ({
        ...plain,
        id: `piece ${at}`,
        shape: shape(coordinates),
        border: 'subdistrict' as const,
      })),
      ...(line.length > 0
        ? [{ ...plain, id: 'line', shape: shape(line), border: 'subdistrict' as const, chosen: true }]
        : []),
    ],
    marks: [
      ...corners.map((place, at) => ({
        ...place,
        id: `corner ${at}`,
        look: 'part' as const,
        title: `${place.longitude.toFixed(5)}, ${place.latitude.toFixed(5)}`,
      })),
      ...points.map((place, at) => ({
        ...place,
        id: `drawn ${at}`,
        look: 'part' as const,
        title: String(at + 1),
      })),
      ...(held ? [{ ...held, id: 'held', look: 'here' as const, title: '' }] : []),
    ],
  }
}

function withChosen(area: Area, codes: readonly string[]): Area {
  return codes.includes(area.id) ? { ...area, chosen: true } : area
}

type Drawn = {
  properties: { code: string; name: string }
  geometry: { type: 'MultiPolygon'; coordinates: number[][][][] }
}

function areaOf({ properties: { code, name }, geometry }: Drawn): Area {
  return { id: code, code, name, border: 'grid', shape: geometry }
}
