// How the loads of grids spread round the target: bars, the allowed band behind them, and the same in words.
import { useSay } from '../../../ui/say.ts'
import { amount } from './planning.ts'

interface Props {
  loads: readonly number[]
  target: number
  within: number
}

const [width, height, base] = [340, 120, 96]
const bins = 13

export function LoadHistogram({ loads, target, within }: Props) {
  const say = useSay()
  // What lies farther off than three times the bound stands in the outermost bars.
  const reach = Math.min(1, within * 3.25)
  const step = (2 * reach * target) / bins
  const low = target * (1 - reach)
  const counts = Array.from({ length: bins }, () => 0)
  for (const load of loads) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((load - low) / step)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  const x = (value: number): number => ((value - low) / (step * bins)) * width
  const [from, upto] = [x(target * (1 - within)), x(target * (1 + within))]
  return (
    <figure className="plan-histogram">
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <rect className="plan-band" x={from} y={12} width={upto - from} height={base - 12} />
        <text className="plan-axis" x={from + 3} y={9}>
          {say('planner.allowed', { within: Math.round(within * 100) })}
        </text>
        {counts.map((count, bin) => {
          const tall = (count / most) * (base - 30)
          const left = (bin * width) / bins
          const key = low + bin * step
          return (
            count > 0 && (
              <g key={key}>
                <rect
                  className="plan-bar"
                  x={left + 2}
                  y={base - tall}
                  width={width / bins - 4}
                  height={tall}
                />
                <text className="plan-count" x={left + width / bins / 2} y={base - tall - 4}>
                  {count}
                </text>
              </g>
            )
          )
        })}
        <line className="plan-base" x1={0} x2={width} y1={base} y2={base} />
        <line className="plan-target" x1={x(target)} x2={x(target)} y1={12} y2={base} />
        {[low, target, low + step * bins].map((value, at) => (
          <text
            key={value}
            className="plan-axis"
            x={x(value)}
            y={base + 15}
            textAnchor={(['start', 'middle', 'end'] as const)[at]}
          >
            {amount(value)}
          </text>
        ))}
      </svg>
      <figcaption className="unseen">
        {say('planner.histogram')}{' '}
        {counts
          .map((count, bin) =>
            count === 0
              ? ''
              : say('planner.bin', {
                  from: amount(low + bin * step),
                  upto: amount(low + (bin + 1) * step),
                  count,
                }),
          )
          .filter(Boolean)
          .join('; ')}
      </figcaption>
    </figure>
  )
}
