// The planner: what is wanted on the left, the plan on the map, its figures on the right; while it is made, how far it is.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { useMoment, useRegister } from './keeping.ts'
import { PlanFigures } from './PlanFigures.tsx'
import { PlanForm } from './PlanForm.tsx'
import { PlanMap } from './PlanMap.tsx'
import { PlanProgress } from './PlanProgress.tsx'
import { isUnderWay, useFreshPlans, usePlan, usePlans } from './planning.ts'
import './plan.css'

export function PlanPage() {
  const say = useSay()
  const [language] = useLanguage()
  const { moment } = useMoment()
  const fresh = useFreshPlans()
  const [search, setSearch] = useSearchParams()
  const [told, setTold] = useState<{ sentence: string; isAdopted: boolean }>()
  const [chosen, setChosen] = useState<number>()
  const register = useRegister()
  const tree = useQuery(api.regions.list.queryOptions({ staleTime: 60_000 }))
  const layers = register.data ?? []
  const regions = (tree.data ?? []).filter(({ level }) =>
    ['district', 'subdistrict', 'community'].includes(level),
  )
  const layer = layers.find(({ code }) => code === search.get('layer')) ?? layers[0]
  const region =
    regions.find(({ code }) => code === search.get('region')) ??
    regions.find(({ level }) => level === 'subdistrict') ??
    regions[0]
  const plans = usePlans(layer?.code)
  const asked = search.get('plan')
  const newest = plans.data?.find(({ settings }) => settings.region === region?.code)
  const id = asked ?? (newest && newest.state !== 'adopted' ? newest.id : null)
  const shown = usePlan(id)
  const plan = id === null ? undefined : shown.data
  const isRunning = isUnderWay(plan)
  useEffect(() => {
    // What it is listed as changes with it.
    if (plan && !isRunning) void plans.refetch()
  }, [plan?.state, isRunning])
  const go = (to: Record<string, string>): void => {
    setTold(undefined)
    setChosen(undefined)
    setSearch(to)
  }
  const end = (sentence: string, isAdopted: boolean): void => {
    go({ layer: layer?.code ?? '', region: region?.code ?? '' })
    setTold({ sentence, isAdopted })
    fresh()
  }
  const regionName = (code: string): string => {
    const found = regions.find(each => each.code === code)
    return found ? named(found.name, language) : ''
  }
  return (
    <div className="plan">
      <section className="plan-wishes" aria-labelledby="plan-title">
        <h1 id="plan-title">{say('planner.title')}</h1>
        <p className="quiet">{say('planner.intro')}</p>
        <p role="status" className="plan-told">
          {told?.sentence}{' '}
          {told?.isAdopted && <Link to={`/grids?layer=${layer?.code ?? ''}`}>{say('planner.to_draft')}</Link>}
        </p>
        {register.isError && <Refused error={register.error} onRetry={() => void register.refetch()} />}
        {tree.isError && <Refused error={tree.error} onRetry={() => void tree.refetch()} />}
        {register.data && !layer && (
          <p className="quiet empty">
            {say('planner.no_layer')} <Link to="/grids">{say('grids.title')}</Link>
          </p>
        )}
        {layer && region && (
          <>
            <div className="plan-where">
              <Field label={say('planner.layer')} for="plan-layer">
                <Select
                  id="plan-layer"
                  value={layer.code}
                  options={layers.map(({ code, name }) => ({ value: code, label: named(name, language) }))}
                  onChange={code => go({ layer: code, region: region.code })}
                />
              </Field>
              <Field label={say('planner.region')} for="plan-region">
                <Select
                  id="plan-region"
                  showSearch
                  optionFilterProp="label"
                  value={region.code}
                  options={regions.map(({ code, name }) => ({
                    value: code,
                    label: `${named(name, language)} ${code}`,
                  }))}
                  onChange={code => go({ layer: layer.code, region: code })}
                />
              </Field>
            </div>
            <PlanForm
              key={`${layer.code} ${region.code} ${isRunning ? 'running' : (plan?.id ?? '')}`}
              layer={layer.code}
              region={region.code}
              plan={plan}
              onBegun={begun => {
                go({ layer: layer.code, region: region.code, plan: begun })
                fresh()
              }}
            />
            <section aria-labelledby="plan-list">
              <h2 id="plan-list">{say('planner.plans')}</h2>
              {plans.data?.length === 0 && <p className="quiet">{say('planner.plans_none')}</p>}
              <ul className="plan-list">
                {plans.data?.map(each => (
                  <li key={each.id}>
                    <button
                      type="button"
                      aria-current={each.id === plan?.id ? 'true' : undefined}
                      onClick={() => go({ layer: layer.code, region: each.settings.region, plan: each.id })}
                    >
                      {regionName(each.settings.region)}{' '}
                      <span className="tag">{say(`grids.plan_state.${each.state}`)}</span>
                      <span className="quiet">
                        {[moment(each.askedAt), each.askedBy].filter(Boolean).join(' · ')}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          </>
        )}
      </section>
      <div className="plan-middle">
        {plan && plan.grids.length > 0 ? (
          <PlanMap plan={plan} chosen={chosen} onChoose={setChosen} onChanged={fresh} />
        ) : (
          <p className="plan-empty quiet">{isRunning ? '' : say('planner.map_empty')}</p>
        )}
        {plan && isRunning && <PlanProgress plan={plan} />}
      </div>
      <section className="plan-result" aria-label={say('planner.balance')}>
        {shown.isError && <Refused error={shown.error} onRetry={() => void shown.refetch()} />}
        {plan?.state === 'failed' && plan.wrong && (
          <p role="alert" className="refused">
            {say(`grids.plan_wrong.${plan.wrong}`)}
          </p>
        )}
        {plan && (
          <PlanFigures
            plan={plan}
            chosen={chosen}
            onChoose={setChosen}
            onChanged={fresh}
            onAdopted={grids => end(say('planner.adopted', { grids }), true)}
            onDiscarded={() => end(say('planner.discarded'), false)}
          />
        )}
      </section>
    </div>
  )
}
