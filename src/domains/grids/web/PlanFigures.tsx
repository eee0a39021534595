// A plan that is made: its figures, how the loads spread, the grids farthest from the target, and what comes of it.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { PlannedGrid, ShownPlan } from '../plan-calls.ts'
import { useRegister } from './keeping.ts'
import { LoadHistogram } from './LoadHistogram.tsx'
import { amount, kilometres, percent, unitOf } from './planning.ts'

interface Props {
  plan: ShownPlan
  chosen: number | undefined
  onChoose(grid: number): void
  onChanged(): void
  onAdopted(grids: number): void
  onDiscarded(): void
}

const mostFarthest = 8

export function PlanFigures({ plan, chosen, onChoose, onChanged, onAdopted, onDiscarded }: Props) {
  const say = useSay()
  const register = useRegister()
  const [isWhole, setWhole] = useState(false)
  const [asked, setAsked] = useState<'adopt' | 'discard'>()
  const locking = useAction((input: Parameters<typeof client.grids.lockGrid>[0], context: { key: string }) =>
    client.grids.lockGrid(input, { context }),
  )
  const adopting = useAction(
    (input: Parameters<typeof client.grids.adoptPlan>[0], context: { key: string }) =>
      client.grids.adoptPlan(input, { context }),
  )
  const discarding = useAction((input: { id: string }, context: { key: string }) =>
    client.grids.discardPlan(input, { context }),
  )
  const { figures, grids, settings, id, revision } = plan
  if (!figures) return null
  const isOpen = plan.state === 'done' || plan.state === 'stopped'
  const draft = register.data?.find(({ code }) => code === settings.layer)?.draft?.revision ?? null
  const loads = grids.map(({ load }) => load)
  const ranked = grids.toSorted((a, b) => Math.abs(b.off) - Math.abs(a.off))
  const lock = async ({ number, locked }: PlannedGrid): Promise<void> => {
    if (await locking.act({ id, revision, grid: String(number), locked: !locked })) onChanged()
  }
  const adopt = async (): Promise<void> => {
    const done = await adopting.act({ id, revision, draft })
    if (!done) return
    setAsked(undefined)
    onAdopted(done.grids)
  }
  const discard = async (): Promise<void> => {
    if (!(await discarding.act({ id }))) return
    setAsked(undefined)
    onDiscarded()
  }
  return (
    <>
      <h2>
        {say('planner.balance')} <span className="quiet">{say(unitOf(settings))}</span>
      </h2>
      <dl className="plan-figures">
        <div>
          <dt>{say('planner.within_figure', { within: Math.round(settings.within * 100) })}</dt>
          <dd>
            <strong>{figures.within}</strong> / {figures.grids}
          </dd>
        </div>
        <div>
          <dt>{say('planner.most_least')}</dt>
          <dd>
            <strong>{amount(Math.max(...loads))}</strong> / {amount(Math.min(...loads))}
          </dd>
        </div>
        <div>
          <dt>{say('planner.compactness')}</dt>
          <dd>
            <strong>{figures.compactness.toFixed(2)}</strong>
          </dd>
        </div>
        <div>
          <dt>{say('planner.cut')}</dt>
          <dd>
            <strong>{say('planner.cut_value', { cut: kilometres(figures.cut) })}</strong>
          </dd>
        </div>
        {settings.from !== 'fresh' && (
          <div>
            <dt>{say('planner.moved')}</dt>
            <dd>
              <strong>{amount(figures.moved)}</strong> (
              {percent(figures.moved / Math.max(1e-9, figures.load))})
            </dd>
          </div>
        )}
      </dl>
      <LoadHistogram loads={loads} target={settings.target} within={settings.within} />
      {figures.oversized > 0 && (
        <p className="plan-note">{say('planner.oversized_told', { count: figures.oversized })}</p>
      )}
      <table className="table plan-farthest">
        <caption>{say('planner.farthest')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('planner.grid')}</th>
            <th scope="col" className="figure">
              {say('planner.load')}
            </th>
            <th scope="col" className="figure">
              {say('planner.off')}
            </th>
            <th scope="col">
              <span className="unseen">{say('planner.lock')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, isWhole ? ranked.length : mostFarthest).map(grid => (
            <tr key={grid.number} aria-current={grid.number === chosen ? 'true' : undefined}>
              <td>
                <button type="button" className="map-link" onClick={() => onChoose(grid.number)}>
                  {grid.code}
                </button>
                {grid.locked && <span className="tag">{say('planner.is_locked')}</span>}
              </td>
              <td className="figure">{amount(grid.load)}</td>
              <td className="figure">{percent(grid.off, true)}</td>
              <td>
                {isOpen && (
                  <Button
                    size="small"
                    type="text"
                    aria-label={`${say(grid.locked ? 'planner.unlock' : 'planner.lock')} ${grid.code}`}
                    onClick={() => void lock(grid)}
                  >
                    {say(grid.locked ? 'planner.unlock' : 'planner.lock')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {grids.length > mostFarthest && (
        <Button size="small" type="text" onClick={() => setWhole(!isWhole)}>
          {isWhole ? say('planner.fewer') : say('planner.all_grids', { count: grids.length })}
        </Button>
      )}
      {locking.error !== undefined && <Refused error={locking.error} onRetry={onChanged} />}
      {isOpen && (
        <footer className="plan-acts">
          <p className="quiet">{say('planner.adopt_help')}</p>
          {adopting.error !== undefined && <Refused error={adopting.error} onRetry={onChanged} />}
          <Button onClick={() => setAsked('discard')}>{say('planner.discard')}</Button>
          <Button type="primary" loading={adopting.busy} onClick={() => void adopt()}>
            {say('planner.adopt')}
          </Button>
        </footer>
      )}
      <Modal
        open={asked === 'discard'}
        title={say('planner.discard')}
        okText={say('planner.discard')}
        confirmLoading={discarding.busy}
        onOk={() => void discard()}
        onCancel={() => setAsked(undefined)}
      >
        {discarding.error !== undefined && <Refused error={discarding.error} />}
      </Modal>
    </>
  )
}
