// The handling side: a department takes what was dispatched to it, puts it right and says so with pictures; or
// asks for more time, or to let it stand.
import { instant, write } from '../../base/contract.ts'
import { limit } from '../../base/limits.ts'
import {
  because,
  manyInput,
  manyOutput,
  maybeEvidence,
  stepInput,
  stepOutput,
  stepRefusals,
} from '../cases/contract.ts'
import { extensionReasons, giveBackReasons, suspensionReasons } from '../cases/reasons.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'handling' }).errors(stepRefusals).output(stepOutput)

export const handlingContract = {
  take: step('/taking', 'handling.take').input(stepInput),
  takeMany: write('/bulk/taking', { may: 'handling.take', axis: 'handling' })
    .input(manyInput)
    .output(manyOutput),
  /** Not this department’s, or not yet: back to be dispatched anew. */
  giveBack: step('/return-to-dispatch', 'handling.take').input(because(giveBackReasons)),
  /** Pictures of how it looks now; of before, where the kind asks for them. */
  finish: step('/finish', 'handling.finish')
    .errors({ 'handling.needs_before': { status: 422 }, 'handling.needs_after': { status: 422 } })
    .input(stepInput.extend({ pictures: maybeEvidence, before: maybeEvidence })),
  askExtension: step('/extension-request', 'handling.ask').input(
    because(extensionReasons).extend({ add: limit }),
  ),
  /** Until a day that is known: then the clock goes on by itself. */
  askSuspension: step('/suspension-request', 'handling.ask')
    .errors({ 'handling.suspension_too_long': { status: 422 }, 'handling.suspension_past': { status: 422 } })
    .input(because(suspensionReasons).extend({ until: instant })),
  /** Takes back what was asked for and not decided yet. */
  withdraw: step('/withdrawal', 'handling.ask').input(stepInput),
}
