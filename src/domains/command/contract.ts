// The command side: dispatching to whoever is responsible, and passing the result on to the check.
import { id, write } from '../../base/contract.ts'
import { stepInput, stepOutput, stepRefusals } from '../cases/contract.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'command' }).errors(stepRefusals).output(stepOutput)

export const commandContract = {
  dispatch: step('/dispatch', 'command.dispatch')
    .errors({ 'command.no_department': { status: 400 } })
    .input(stepInput.extend({ department: id })),
  pass: step('/passing', 'command.pass').input(stepInput),
}
