// What grids are balanced by that capabilities above this one keep: each says where its things are. Filled at start from
// the list of capabilities.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Box } from '../../geo/clip.ts'
import { addressesIn, buildingsIn, type Spot } from './store/material.ts'

export type Spots = (tx: Tx, box: Box, now: Instant) => Promise<Spot[]>

const nothing: Spots = async () => []
const brought: Record<'parts' | 'cases', Spots> = { parts: nothing, cases: nothing }

export function bringLoads(measure: keyof typeof brought, spots: Spots): void {
  brought[measure] = spots
}

export const spotsOf: Record<'buildings' | 'addresses' | 'parts' | 'cases', Spots> = {
  buildings: buildingsIn,
  addresses: addressesIn,
  parts: (tx, box, now) => brought.parts(tx, box, now),
  cases: (tx, box, now) => brought.cases(tx, box, now),
}
