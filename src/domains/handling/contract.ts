// The handling side: a department takes what was dispatched to it, puts it right and says so with pictures.
import { write } from '../../base/contract.ts'
import { because, evidence, stepInput, stepOutput, stepRefusals } from '../cases/contract.ts'
import { giveBackReasons } from '../cases/rules.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'handling' }).errors(stepRefusals).output(stepOutput)

export const handlingContract = {
  take: step('/taking', 'handling.take').input(stepInput),
  /** Not this department’s, or not yet: back to be dispatched anew. */
  giveBack: step('/return-to-dispatch', 'handling.take').input(because(giveBackReasons)),
  finish: step('/finish', 'handling.finish').input(stepInput.extend({ pictures: evidence })),
}
