// A plan while it is made: how far it is, the best so far, and the way to stop with that.
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { ShownPlan } from '../plan-calls.ts'
import { amount, kilometres, percent, unitOf } from './planning.ts'

export function PlanProgress({ plan }: { plan: ShownPlan }) {
  const say = useSay()
  const { progress, settings, state } = plan
  const [isStopping, setStopping] = useState(false)
  const stopping = useAction((input: { id: string }, context: { key: string }) =>
    client.grids.stopPlan(input, { context }),
  )
  const stop = async (): Promise<void> => {
    if (await stopping.act({ id: plan.id })) setStopping(true)
  }
  const share = progress && progress.steps > 0 ? progress.step / progress.steps : 0
  return (
    <section className="plan-progress" aria-label={say('planner.running')}>
      <p>
        <strong>{say(state === 'waiting' ? 'planner.waiting' : 'planner.running')}</strong>{' '}
        {say('planner.target_mark', { target: `${amount(settings.target)} ${say(unitOf(settings))}` })}
        <span className="quiet">
          {progress
            ? say('planner.step', { step: amount(progress.step), steps: amount(progress.steps) })
            : say('planner.preparing')}
        </span>
      </p>
      <Progress
        percent={Math.round(share * 100)}
        showInfo={false}
        size="small"
        aria-label={say('planner.running')}
      />
      <p className="plan-best" role="status">
        {progress &&
          say('planner.best', {
            within: progress.within,
            grids: progress.grids,
            worst: percent(progress.worst),
            cut: kilometres(progress.cut),
          })}
      </p>
      <Button size="small" disabled={isStopping} loading={stopping.busy} onClick={() => void stop()}>
        {say(isStopping ? 'planner.stopping' : 'planner.stop')}
      </Button>
      {stopping.error !== undefined && <Refused error={stopping.error} />}
    </section>
  )
}
