// The supervision side: screening and filing before, checking on the spot and closing after.
import { z } from 'zod'
import { position, write } from '../../base/contract.ts'
import { evidence, outcome, reason, stepInput, stepOutput, stepRefusals } from '../cases/contract.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'supervision' }).errors(stepRefusals).output(stepOutput)

export const supervisionContract = {
  accept: step('/acceptance', 'supervision.accept').input(stepInput),
  /** The sentence of the reason goes to the reporter. */
  refuse: step('/refusal', 'supervision.accept').input(stepInput.extend({ reason })),
  file: step('/filing', 'supervision.file').input(stepInput),
  /** The answer from the spot: fixed or not, with pictures and the distance to the case. */
  check: step('/check', 'supervision.check').input(
    stepInput.extend({ fixed: z.boolean(), pictures: evidence, position: position.optional() }),
  ),
  close: step('/closing', 'supervision.close').input(stepInput.extend({ outcome })),
}
