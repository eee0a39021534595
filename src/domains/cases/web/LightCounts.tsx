// How many cases stand in each light, and a number as far as it was counted.
import { useSay } from '../../../ui/say.ts'
import type { CaseCount } from '../desk-calls.ts'
import { mostCounted } from './queues.ts'

const lights = ['late', 'soon', 'ok', 'hold'] as const

export function LightCounts({ count }: { count: CaseCount }) {
  const say = useSay()
  return (
    <ul className="light-counts" aria-label={say('desks.lights')}>
      {lights.map(light => (
        <li key={light} title={say(`light.${light}`)}>
          <span className={`lt lt-${light}`} aria-hidden="true" />
          <span className="unseen">{say(`light.${light}`)}</span> <Several count={count[light]} />
        </li>
      ))}
    </ul>
  )
}

/** `10,000+` where the server stopped counting. */
export function Several({ count }: { count: number }) {
  const say = useSay()
  const shown = Math.min(count, mostCounted).toLocaleString('en')
  return <>{count > mostCounted ? say('desks.over', { count: shown }) : shown}</>
}
