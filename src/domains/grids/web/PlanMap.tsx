// A plan on the map: its grids, or its blocks while they are moved from one grid to another.
import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { client } from '../../../client.ts'
import { type Area, Map as CityMap, type View } from '../../../ui/map/Map.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { ShownPlan } from '../plan-calls.ts'
import { amount, percent, useBlocks } from './planning.ts'

interface Props {
  plan: ShownPlan
  chosen: number | undefined
  onChoose(grid: number | undefined): void
  onChanged(): void
}

export function PlanMap({ plan, chosen, onChoose, onChanged }: Props) {
  const say = useSay()
  const { grids, id, revision } = plan
  const isOpen = plan.state === 'done' || plan.state === 'stopped'
  const [isMoving, setMoving] = useState(false)
  const [block, setBlock] = useState<number>()
  const blocks = useBlocks(isMoving ? id : undefined, revision)
  const moving = useAction((input: Parameters<typeof client.grids.moveBlock>[0], context: { key: string }) =>
    client.grids.moveBlock(input, { context }),
  )
  useEffect(() => {
    setBlock(undefined)
    setMoving(false)
  }, [id])
  const own = blocks.data?.blocks.find(each => each.block === block)
  const areas = useMemo((): Area[] => {
    const drawn = grids.map(
      (grid): Area => ({
        id: `grid ${grid.number}`,
        code: grid.code,
        name: `${amount(grid.load)} · ${percent(grid.off, true)}`,
        border: isMoving ? 'community' : 'grid',
        shape: grid.shape,
        chosen: !isMoving && grid.number === chosen,
      }),
    )
    if (!isMoving) return drawn
    const pieces = (blocks.data?.blocks ?? []).map(
      (each): Area => ({
        id: `block ${each.block}`,
        code: '',
        name: say('planner.block', { block: each.block }),
        border: 'grid',
        shape: each.shape,
        chosen: each.block === block,
      }),
    )
    return [...drawn.map(area => ({ ...area, name: '' })), ...pieces]
  }, [grids, chosen, isMoving, blocks.data, block, say])
  const view = useMemo((): View | undefined => {
    const points = grids.flatMap(({ shape }) => shape.coordinates.flatMap(rings => rings[0] ?? []))
    if (points.length === 0) return undefined
    const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
    const least = (all: number[]): number => all.reduce((a, b) => Math.min(a, b))
    const most = (all: number[]): number => all.reduce((a, b) => Math.max(a, b))
    return { bounds: [least(xs), least(ys), most(xs), most(ys)] }
    // Where the plan lies stays the same while its blocks move.
  }, [id, grids.length === 0])
  const move = async (grid: number): Promise<void> => {
    if (block === undefined) return
    if (await moving.act({ id, revision, block: String(block), grid })) onChanged()
  }
  const told = grids.find(({ number }) => number === chosen)
  return (
    <div className="plan-map">
      <div className="plan-tools">
        <p role="status">
          {isMoving
            ? own
              ? say('planner.block_chosen', {
                  block: own.block,
                  load: amount(own.load),
                  code: grids[own.grid]?.code ?? '',
                })
              : say('planner.move_help')
            : told &&
              say('planner.chosen', {
                code: told.code,
                load: amount(told.load),
                off: percent(told.off, true),
                area: (told.squareMetres / 10_000).toFixed(1),
              })}
        </p>
        {isMoving &&
          own?.mayGo.map(grid => (
            <Button key={grid} size="small" loading={moving.busy} onClick={() => void move(grid)}>
              {say('planner.move_to', { code: grids[grid]?.code ?? '' })}
            </Button>
          ))}
        {isMoving && own?.mayGo.length === 0 && <span>{say('planner.block_stays')}</span>}
        {isOpen && grids.length > 0 && (
          <Button
            size="small"
            aria-pressed={isMoving}
            onClick={() => {
              setBlock(undefined)
              setMoving(!isMoving)
            }}
          >
            {say(isMoving ? 'planner.move_end' : 'planner.move')}
          </Button>
        )}
      </div>
      {moving.error !== undefined && <Refused error={moving.error} onRetry={onChanged} />}
      {blocks.isError && <Refused error={blocks.error} onRetry={() => void blocks.refetch()} />}
      <div className="plan-sheet">
        <CityMap
          label={say('planner.map')}
          areas={areas}
          view={view}
          chosen={isMoving && block !== undefined ? `block ${block}` : undefined}
          onChoose={area => {
            const number = Number(area.split(' ')[1])
            if (area.startsWith('block ')) {
              moving.forget()
              setBlock(number)
            } else if (!isMoving) onChoose(number)
          }}
          onLeave={() => (isMoving ? setBlock(undefined) : onChoose(undefined))}
          ownsKeys
        />
      </div>
    </div>
  )
}
