// The check of a draft: counts, the faults in the order of their weight with size and proposed mend, and the noise to be
// snapped at once. F goes to the next fault, Enter takes up its mend, N snaps.
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { Key } from '../../../ui/Key.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { Fault, KeptLayer } from '../contract.ts'
import { CheckingCard } from './CheckingCard.tsx'
import { shortly, useFaults, useMoment } from './keeping.ts'
import { useMending } from './mending.ts'

interface Props {
  layer: KeptLayer
  /** Of the draft, as whoever mends has seen it. */
  revision: number
  isShown: boolean
  fault: Fault | undefined
  onFault(fault: Fault): void
  onTold(sentence: string): void
}

export function CheckingPane({ layer, revision, isShown, fault, onFault, onTold }: Props) {
  const say = useSay()
  const { moment } = useMoment()
  const verdict = useFaults(layer.code, true)
  const [showsNoise, setShowsNoise] = useState(false)
  const mending = useMending(layer.code, revision, onTold)
  const all = verdict.data?.faults ?? []
  const listed = all.filter(each => showsNoise || !each.noise)
  const at = listed.findIndex(({ id }) => id === fault?.id)
  const chosen = listed[at]
  const next = (): void => {
    const following = listed[(at + 1) % listed.length]
    if (following) onFault(following)
  }
  const hasNoise = verdict.data !== undefined && verdict.data.noise > 0
  const isReady = isShown && !mending.busy && verdict.data?.revision === revision
  useKeys({
    f: isShown && listed.length > 0 ? next : undefined,
    Enter: isReady && chosen?.mend ? () => void adopt(chosen) : undefined,
    n: isReady && hasNoise ? () => void mending.snap() : undefined,
  })
  const adopt = async (taken: Fault): Promise<void> => {
    if (taken.mend) await mending.adopt(taken, taken.mend)
  }
  return (
    <div className="grids-check">
      <h3>
        {say('grids.check')}
        {verdict.data && (
          <span className="quiet">
            {say('grids.check_took', {
              time: moment(verdict.data.checkedAt),
              seconds: (verdict.data.milliseconds / 1000).toFixed(2),
            })}
          </span>
        )}
      </h3>
      {verdict.isError && <Refused error={verdict.error} onRetry={() => void verdict.refetch()} />}
      {verdict.isPending && <Skeleton active className="late-shown" />}
      {verdict.data && (
        <p className="grids-counts">
          {verdict.data.blocking > 0 ? (
            <span className="tag grids-blocking">
              {say('grids.faults_blocking', { count: verdict.data.blocking })}
            </span>
          ) : (
            <span className="tag grids-clear">{say('grids.faults_none')}</span>
          )}
          {hasNoise && (
            <span className="tag">{say('grids.faults_noise', { count: verdict.data.noise })}</span>
          )}
          <span className={verdict.data.crossings > 0 ? 'tag grids-blocking' : 'tag grids-clear'}>
            {say('grids.check_crossings', { count: verdict.data.crossings })}
          </span>
          {verdict.data.junctions > 0 && (
            <span className="tag">{say('grids.check_junctions', { count: verdict.data.junctions })}</span>
          )}
          {listed.length > 0 && (
            <Button size="small" type="text" onClick={next}>
              {say('grids.check_next')} <Key name="F" />
            </Button>
          )}
        </p>
      )}
      {mending.error !== undefined && !chosen && <Refused error={mending.error} />}
      {isShown && (
        <ol className="grids-faults">
          {listed.map((each, index) => (
            <li key={each.id}>
              <button
                type="button"
                aria-current={each.id === fault?.id ? 'true' : undefined}
                title={say('grids.fault_show')}
                onClick={() => onFault(each)}
              >
                <span className={each.noise ? 'grids-number grids-noise' : 'grids-number'}>{index + 1}</span>
                <span>
                  <strong>{say(`grids.fault.${each.fault}`)}</strong>{' '}
                  <span className="quiet">
                    {each.beside.length > 0
                      ? say('grids.fault_between', { codes: each.beside.slice(0, 3).join(' / ') })
                      : each.codes.join(' / ')}
                  </span>
                  <span className="grids-mend">
                    <Proposal fault={each} />
                  </span>
                </span>
                <span className="figure">
                  {each.squareMetres.toLocaleString('en-US')} m²
                  {each.width > 0 && (
                    <span className="grids-mend">
                      {say('grids.fault_size_of', {
                        length: Math.round(each.length),
                        width: shortly(each.width),
                      })}
                    </span>
                  )}
                </span>
              </button>
              {each.id === fault?.id && (
                <CheckingCard
                  layer={layer}
                  fault={each}
                  at={index + 1}
                  of={listed.length}
                  mending={mending}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      {isShown && all.length >= 500 && (
        <p className="quiet">{say('grids.check_more', { count: all.length })}</p>
      )}
      {isShown && verdict.data && hasNoise && (
        <div className="grids-snap">
          <p>
            {say('grids.check_noise', {
              count: verdict.data.noise,
              area: verdict.data.noiseSquareMetres.toLocaleString('en-US'),
              width: verdict.data.noiseWidth,
            })}{' '}
            <Button size="small" type="link" onClick={() => setShowsNoise(!showsNoise)}>
              {say(showsNoise ? 'grids.check_noise_hide' : 'grids.check_noise_list')}
            </Button>
          </p>
          <Button size="small" disabled={!isReady} onClick={() => void mending.snap()}>
            {say('grids.check_snap')} <Key name="N" />
          </Button>
        </div>
      )}
    </div>
  )
}

function Proposal({ fault: { fault, mend } }: { fault: Fault }) {
  const say = useSay()
  if (!mend) return say(`grids.mend.${fault}`)
  return say(mend.way === 'merge' ? 'grids.way.merge_longest' : `grids.way.${mend.way}`, { code: mend.to })
}
