// One fault in words: what it is and how large, whether it is noise, and the mends that can be taken up at once.
import { Button } from 'antd'
import { Key } from '../../../ui/Key.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import type { Fault, KeptLayer, Mend } from '../contract.ts'
import { shortly } from './keeping.ts'
import type { Mending } from './mending.ts'

interface Props {
  layer: KeptLayer
  fault: Fault
  /** Its place in the list, from 1, and how many there are. */
  at: number
  of: number
  mending: Mending
}

export function CheckingCard({ layer, fault, at, of, mending }: Props) {
  const say = useSay()
  const { mend } = fault
  const figures = {
    length: shortly(fault.length).toLocaleString('en-US'),
    width: shortly(fault.width).toLocaleString('en-US'),
    tolerance: layer.tolerance,
  }
  const offered: Pick<Mend, 'way' | 'to'>[] = mend ? waysOf(mend) : []
  const isGround = fault.fault === 'gap' || fault.fault === 'overlap'
  return (
    <div className="grids-card">
      <h3>
        <span className={fault.noise ? 'grids-number grids-noise' : 'grids-number'}>{at}</span>
        {say(`grids.fault.${fault.fault}`)}
        {fault.squareMetres > 0 && ` ${fault.squareMetres.toLocaleString('en-US')} m²`}
        <span className="quiet">{say('grids.fault_at', { at, of })}</span>
      </h3>
      <p>
        {say(`grids.fault_is.${fault.fault}`, figures)}{' '}
        {isGround && say(fault.noise ? 'grids.fault_is_noise' : 'grids.fault_is_no_noise', figures)}
      </p>
      {!mend && <p className="quiet">{say(`grids.mend.${fault.fault}`)}</p>}
      {mending.error !== undefined && <Refused error={mending.error} />}
      <div className="grids-acts">
        {offered.map(({ way, to }, index) => (
          <Button
            key={`${way} ${to}`}
            size="small"
            type={index === 0 ? 'primary' : 'default'}
            loading={mending.busy && index === 0}
            disabled={mending.busy}
            onClick={() => void mending.adopt(fault, { way, to })}
          >
            {say(`grids.way.${way}`, { code: to })} {index === 0 && <Key name="Enter" />}
          </Button>
        ))}
      </div>
    </div>
  )
}

/** The proposed one first, then what else can be done with the same ground; three are enough to choose from. */
function waysOf({ way, to, others }: Mend): Pick<Mend, 'way' | 'to'>[] {
  if (way !== 'former') return [{ way, to }, ...others.slice(0, 2).map(other => ({ way, to: other }))]
  return [{ way, to }, ...[to, ...others].slice(0, 2).map(code => ({ way: 'give' as const, to: code }))]
}
