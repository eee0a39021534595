// The command side: dispatching to whoever is responsible, and passing the result on to the check.
import { id, write } from '../../base/contract.ts'
import { because, stepInput, stepOutput, stepRefusals } from '../cases/contract.ts'
import { returnReasons, reworkReasons } from '../cases/rules.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'command' }).errors(stepRefusals).output(stepOutput)

export const commandContract = {
  dispatch: step('/dispatch', 'command.dispatch')
    .errors({ 'command.no_department': { status: 400 } })
    .input(stepInput.extend({ department: id })),
  /** Wrongly filed: back to the shift leader. */
  returnToFiling: step('/return-to-filing', 'command.dispatch').input(because(returnReasons)),
  pass: step('/passing', 'command.pass').input(stepInput),
  /** Not good enough to be checked: the same department works on. */
  redo: step('/rework', 'command.pass').input(because(reworkReasons)),
}
