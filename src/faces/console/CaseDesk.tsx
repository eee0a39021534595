// The desk of cases, put together: each side of the house brings the pieces of its own steps.

import { Desk } from '../../domains/cases/web/Desk.tsx'
import type { StepPieces } from '../../domains/cases/web/stepping.ts'
import { Dispatching } from '../../domains/command/web/Dispatching.tsx'
import { Passing } from '../../domains/command/web/Passing.tsx'
import { Finishing } from '../../domains/handling/web/Finishing.tsx'
import { Taking } from '../../domains/handling/web/Taking.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { Accepting } from '../../domains/supervision/web/Accepting.tsx'
import { Checking } from '../../domains/supervision/web/Checking.tsx'
import { Closing } from '../../domains/supervision/web/Closing.tsx'
import { Filing } from '../../domains/supervision/web/Filing.tsx'
import { useSay } from '../../ui/say.ts'
import { NotHere } from './NotHere.tsx'

const pieces: StepPieces = {
  accept: Accepting,
  refuse: Accepting,
  file: Filing,
  sendBack: Filing,
  discard: Filing,
  dispatch: Dispatching,
  returnToFiling: Dispatching,
  take: Taking,
  finish: Finishing,
  giveBack: Finishing,
  pass: Passing,
  redo: Passing,
  confirm: Checking,
  object: Checking,
  close: Closing,
}

export function CaseDesk() {
  const say = useSay()
  const { data: me } = useMe()
  if (!me?.permissions.includes('cases.see')) return <NotHere />
  return <Desk key={me.post.id} title={say(`console.desk.${me.post.role}`)} pieces={pieces} />
}
