// What the planner balances grids by, from the capabilities that stand above it on the ladder.
import { casesIn } from './domains/cases/store/spots.ts'
import { bringLoads } from './domains/grids/plan-loads.ts'
import { partsIn } from './domains/parts/store/spots.ts'

bringLoads('parts', partsIn)
bringLoads('cases', casesIn)
