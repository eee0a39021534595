// Filing an accepted report, from now on a case; or sending it back, or discarding it.
import { client } from '../../../client.ts'
import { refusalReasons, sendBackReasons } from '../../cases/reasons.ts'
import { plainStep } from '../../cases/web/plainStep.tsx'
import { wayOut } from '../../cases/web/returning.tsx'

const { file, sendBack, discard } = client.supervision

export const Filing = plainStep({
  title: 'console.file_title',
  step: 'file',
  send: file,
  waysOut: [
    wayOut({ step: 'sendBack', shortcut: 'b', reasons: sendBackReasons, send: sendBack }),
    wayOut({ step: 'discard', shortcut: 'd', reasons: refusalReasons, send: discard }),
  ],
})
