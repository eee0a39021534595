// What the planner's page asks, and how it says figures.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import type { Plan, PlanSettings } from '../plan-calls.ts'
import { type Amounts, type Measure, measures } from '../plan-rules.ts'

export function isUnderWay(plan: Pick<Plan, 'state'> | undefined): boolean {
  return plan?.state === 'waiting' || plan?.state === 'running'
}

/** Asked again every second while it is made. */
export function usePlan(id: string | null) {
  return useQuery({
    ...api.grids.plan.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
    refetchInterval: query => (isUnderWay(query.state.data) ? 1000 : false),
  })
}

export function usePlans(layer: string | undefined) {
  return useQuery({
    ...api.grids.plans.queryOptions({ input: { layer: layer ?? '' } }),
    enabled: layer !== undefined,
  })
}

export function useBasis(layer: string | undefined, region: string | undefined) {
  return useQuery({
    ...api.grids.planBasis.queryOptions({ input: { layer: layer ?? '', region: region ?? '' } }),
    enabled: layer !== undefined && region !== undefined,
    staleTime: 60_000,
  })
}

export function useBlocks(id: string | undefined, revision: number) {
  return useQuery({
    ...api.grids.planBlocks.queryOptions({ input: { id: id ?? '' } }),
    // Another revision is another division.
    queryKey: [...api.grids.planBlocks.key({ input: { id: id ?? '' } }), revision],
    enabled: id !== undefined,
  })
}

export function useFreshPlans(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: api.grids.key() })
}

/** The measure that weighs most gives the unit. */
export function leadingOf(weights: Amounts): Measure {
  return measures.reduce((best, each) => (weights[each] > weights[best] ? each : best))
}

export function unitOf({ weights }: Pick<PlanSettings, 'weights'>): `planner.unit.${Measure}` {
  return `planner.unit.${leadingOf(weights)}`
}

export function amount(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

export function percent(share: number, isSigned = false): string {
  const value = Math.abs(share * 100).toFixed(1)
  const sign = share < -0.0005 ? '−' : isSigned && share > 0.0005 ? '+' : ''
  return `${sign}${value} %`
}

export function kilometres(metres: number): string {
  return (metres / 1000).toFixed(1)
}
