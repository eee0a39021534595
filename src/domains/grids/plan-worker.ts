// The thread that makes a plan, beside the server's own: it is given the material, tells how far it is, and gives the plan.
import { parentPort, workerData } from 'node:worker_threads'
import type { PlanProgress } from './plan-calls.ts'
import { type Made, type Material, makePlan } from './plan-making.ts'

export interface Ordered {
  material: Material
  /** Its first number is set where the plan shall end. */
  stop: SharedArrayBuffer
}

export type Said =
  | { progress: PlanProgress }
  | { made: Made }
  /** The ground cannot be divided, and why. */
  | { refused: string }

const { material, stop }: Ordered = workerData
const flag = new Int32Array(stop)
const say = (said: Said): void => parentPort?.postMessage(said)

try {
  say({
    made: makePlan(material, progress => {
      say({ progress })
      return Atomics.load(flag, 0) === 0
    }),
  })
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  say({ refused: error.message })
}
