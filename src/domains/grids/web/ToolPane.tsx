// What a tool asks for next, with live figures of what it would make, and the same by form and list for who does not
// use the map.

import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { isInside } from '../../../geo/ring.ts'
import { labelPoint } from '../../../ui/map/borders.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { GridHistory } from './GridHistory.tsx'
import { type DraftFeature, neighboursOf, piecesOf, squareMetresIn } from './tools.ts'
import type { Editing } from './useEditing.ts'

export function ToolPane({ editing, layer }: { editing: Editing; layer: string }) {
  const say = useSay()
  const { tool, codes, features, points, held, busy } = editing
  const chosen = codes.flatMap(code => features.find(({ properties }) => properties.code === code) ?? [])
  const [first, second] = chosen
  const area = (metres: number): string => `${Math.round(metres).toLocaleString('en-US')} m²`
  const pieces = tool === 'split' && first ? piecesOf(first, points) : undefined
  return (
    <section className="grids-tool" aria-label={say(`grids.tool.${tool}`)}>
      <p className="grids-tool-help">
        <strong>{say(`grids.tool.${tool}`)}</strong> {say(helpOf(editing))}
      </p>
      {chosen.length > 0 && (
        <ul className="grids-tool-chosen">
          {chosen.map(({ properties }, at) => (
            <li key={properties.code}>
              <span className="figure">{properties.code}</span> {properties.name}{' '}
              <span className="quiet">{area(squareMetresIn(chosen[at] ?? chosen[0] ?? emptyFeature))}</span>{' '}
              {properties.locked && <span className="tag">{say('grids.is_locked')}</span>}
            </li>
          ))}
          {tool === 'merge' && chosen.length > 1 && (
            <li>
              <strong>= {area(chosen.reduce((sum, each) => sum + squareMetresIn(each), 0))}</strong>
            </li>
          )}
        </ul>
      )}
      {pieces && (
        <p className="grids-tool-figures" role="status">
          {pieces.map(({ squareMetres }) => area(squareMetres)).join(' + ')}
        </p>
      )}
      {tool === 'choose' && first && (
        <ChosenForm key={first.properties.code} editing={editing} grid={first} layer={layer} />
      )}
      {tool === 'merge' && first && (
        <p className="grids-acts">
          {neighboursOf(features, first.properties.code)
            .filter(({ properties }) => !codes.includes(properties.code))
            .map(({ properties }) => (
              <Button key={properties.code} size="small" onClick={() => editing.choose(properties.code)}>
                + {properties.code.slice(-6)} {properties.name}
              </Button>
            ))}
        </p>
      )}
      {tool === 'transfer' && first && second && layer !== 'unit' && <Units editing={editing} from={first} />}
      <p className="grids-acts">
        {tool === 'split' && first && (
          <>
            <Button size="small" onClick={() => editing.halve('upright')}>
              {say('grids.halve_upright')}
            </Button>
            <Button size="small" onClick={() => editing.halve('level')}>
              {say('grids.halve_level')}
            </Button>
          </>
        )}
        {held && (
          <Button size="small" loading={busy} onClick={editing.removeHeld}>
            {say('grids.point_remove')}
          </Button>
        )}
        {points.length > 0 && (
          <Button size="small" onClick={editing.back}>
            {say('grids.point_back')}
          </Button>
        )}
        {(tool === 'split' || tool === 'merge' || tool === 'transfer') && first && (
          <Button
            size="small"
            type="primary"
            loading={busy}
            disabled={
              tool === 'split' ? !pieces : tool === 'merge' ? chosen.length < 2 : !second || points.length < 3
            }
            onClick={editing.confirm}
          >
            {say(`grids.tool.${tool}`)}
          </Button>
        )}
      </p>
      {editing.error !== undefined && <Refused error={editing.error} />}
      <p role="status" className="grids-tool-told">
        {editing.told}
      </p>
    </section>
  )
}

const emptyFeature: DraftFeature = {
  properties: { code: '', name: '', region: '', locked: false },
  geometry: { type: 'MultiPolygon', coordinates: [] },
}

function helpOf({ tool, codes, points, held }: Editing) {
  if (tool === 'border') return held ? 'grids.help.border_put' : 'grids.help.border'
  if (codes.length === 0) return tool === 'lock' ? 'grids.help.lock' : 'grids.help.choose'
  if (tool === 'split') return points.length === 0 ? 'grids.help.split' : 'grids.help.split_on'
  if (tool === 'merge') return 'grids.help.merge'
  if (tool === 'transfer') return codes.length < 2 ? 'grids.help.transfer_to' : 'grids.help.transfer_ring'
  return tool === 'lock' ? 'grids.help.lock' : 'grids.help.chosen'
}

function ChosenForm({ editing, grid, layer }: { editing: Editing; grid: DraftFeature; layer: string }) {
  const say = useSay()
  const { code, name, region, locked } = grid.properties
  const [newName, setName] = useState(name)
  const [newCode, setCode] = useState(code)
  return (
    <>
      <form
        className="grids-tool-form"
        onSubmit={event => {
          event.preventDefault()
          if (newName.trim() !== name) editing.rename(newName.trim())
          else if (newCode.trim() !== code) editing.recode(newCode.trim())
        }}
      >
        <label htmlFor="grids-name">
          {say('grids.grid_name')}
          <Input
            id="grids-name"
            size="small"
            value={newName}
            maxLength={80}
            disabled={locked}
            onChange={event => setName(event.target.value)}
          />
        </label>
        <label htmlFor="grids-code">
          {say('grids.grid_code')}
          <Input
            id="grids-code"
            size="small"
            value={newCode}
            maxLength={20}
            disabled={locked || newName.trim() !== name}
            onChange={event => setCode(event.target.value)}
          />
        </label>
        <Button
          size="small"
          htmlType="submit"
          loading={editing.busy}
          disabled={locked || (newName.trim() === name && newCode.trim() === code)}
        >
          {say('grids.save')}
        </Button>
      </form>
      <p className="grids-acts">
        <Button size="small" type="text" onClick={() => editing.number(region)}>
          {say('grids.number_region', { region })}
        </Button>
      </p>
      <GridHistory layer={layer} code={code} />
    </>
  )
}

/** The unit grids whose middle lies in the grid that gives. */
function Units({ editing, from }: { editing: Editing; from: DraftFeature }) {
  const say = useSay()
  const [units, setUnits] = useState<string[]>([])
  const { data } = useQuery(api.grids.layer.queryOptions({ input: { layer: 'unit' } }))
  const own = (data?.features ?? []).filter(({ geometry }) => {
    const at = labelPoint(geometry.coordinates)
    return (
      at !== undefined &&
      from.geometry.coordinates.some(polygon =>
        isInside(
          at,
          polygon.map(ring => ring.map(([x = 0, y = 0]): [number, number] => [x, y])),
        ),
      )
    )
  })
  return (
    <p className="grids-acts">
      <Select
        mode="multiple"
        size="small"
        className="grids-units"
        aria-label={say('grids.units')}
        placeholder={say('grids.units')}
        value={units}
        onChange={setUnits}
        options={own.map(({ properties }) => ({
          value: properties.code,
          label: `${properties.code} ${properties.name}`,
        }))}
      />
      <Button
        size="small"
        loading={editing.busy}
        disabled={units.length === 0}
        onClick={() => editing.transferUnits(units)}
      >
        {say('grids.units_transfer')}
      </Button>
    </p>
  )
}
