// The supervision side: screening and filing before, checking on the spot and closing after.
import { z } from 'zod'
import { position, write } from '../../base/contract.ts'
import { because, evidence, outcome, stepInput, stepOutput, stepRefusals } from '../cases/contract.ts'
import { refusalReasons, sendBackReasons } from '../cases/rules.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'supervision' }).errors(stepRefusals).output(stepOutput)

export const supervisionContract = {
  accept: step('/acceptance', 'supervision.accept').input(stepInput),
  /** The sentence of the reason goes to the reporter. */
  refuse: step('/refusal', 'supervision.accept').input(because(refusalReasons)),
  file: step('/filing', 'supervision.file').input(stepInput),
  /** Back to the acceptor, who has to ask or mend something. */
  sendBack: step('/return-to-acceptance', 'supervision.file').input(because(sendBackReasons)),
  /** The shift leader’s own refusal; the reporter is told. */
  discard: step('/discarding', 'supervision.file').input(because(refusalReasons)),
  /** The answer from the spot: fixed or not, with pictures and the distance to the case. */
  check: step('/check', 'supervision.check').input(
    stepInput.extend({ fixed: z.boolean(), pictures: evidence, position: position.optional() }),
  ),
  close: step('/closing', 'supervision.close').input(stepInput.extend({ outcome })),
}
