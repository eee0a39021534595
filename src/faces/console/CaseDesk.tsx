// The desk of cases, put together: each side of the house brings the pieces of its own steps.
import type { BulkStep } from '../../domains/cases/web/bulk.ts'
import { Desk } from '../../domains/cases/web/Desk.tsx'
import { Noting } from '../../domains/cases/web/Noting.tsx'
import { SearchForm } from '../../domains/cases/web/SearchForm.tsx'
import type { StepPieces } from '../../domains/cases/web/stepping.ts'
import { dispatchingMany, passingMany } from '../../domains/command/web/bulk.tsx'
import {
  DecidingExtension,
  DecidingSuspension,
  Insisting,
  Resuming,
  ReturningToFiling,
  Urging,
} from '../../domains/command/web/coordinating.tsx'
import { Dispatching } from '../../domains/command/web/Dispatching.tsx'
import { Passing, Redoing } from '../../domains/command/web/Passing.tsx'
import { Splitting } from '../../domains/command/web/Splitting.tsx'
import { AskingExtension, AskingSuspension, Withdrawing } from '../../domains/handling/web/asking.tsx'
import { takingMany } from '../../domains/handling/web/bulk.tsx'
import { Finishing } from '../../domains/handling/web/Finishing.tsx'
import { GivingBack } from '../../domains/handling/web/givingBack.ts'
import { Taking } from '../../domains/handling/web/Taking.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import {
  Accepting,
  AskingVerify,
  Auditing,
  Joining,
  Merging,
  Refusing,
} from '../../domains/supervision/web/Accepting.tsx'
import { AskingReporter } from '../../domains/supervision/web/AskingReporter.tsx'
import { acceptingMany, closingMany } from '../../domains/supervision/web/bulk.tsx'
import { Closing } from '../../domains/supervision/web/Closing.tsx'
import { Correcting } from '../../domains/supervision/web/Correcting.tsx'
import { AskingForce, DecidingForce, Redrawing, Reopening } from '../../domains/supervision/web/deciding.tsx'
import { Discarding, Filing, SendingBack } from '../../domains/supervision/web/Filing.tsx'
import { Checking, Verifying } from '../../domains/supervision/web/Looking.tsx'
import { useSay } from '../../ui/say.ts'
import { NotHere } from './NotHere.tsx'

const pieces: StepPieces = {
  accept: Accepting,
  refuse: Refusing,
  audit: Auditing,
  join: Joining,
  askVerify: AskingVerify,
  askReporter: AskingReporter,
  correct: Correcting,
  verify: Verifying,
  file: Filing,
  sendBack: SendingBack,
  discard: Discarding,
  confirm: Checking,
  object: Checking,
  recheck: Checking,
  close: Closing,
  merge: Merging,
  askForce: AskingForce,
  force: DecidingForce,
  refuseForce: DecidingForce,
  redraw: Redrawing,
  reopen: Reopening,
  keepClosed: Reopening,
  dispatch: Dispatching,
  split: Splitting,
  returnToFiling: ReturningToFiling,
  insist: Insisting,
  pass: Passing,
  redo: Redoing,
  grantExtension: DecidingExtension,
  refuseExtension: DecidingExtension,
  grantSuspension: DecidingSuspension,
  refuseSuspension: DecidingSuspension,
  resume: Resuming,
  urge: Urging,
  take: Taking,
  finish: Finishing,
  giveBack: GivingBack,
  askExtension: AskingExtension,
  askSuspension: AskingSuspension,
  withdraw: Withdrawing,
  note: Noting,
}

const bulks: readonly BulkStep[] = [acceptingMany, closingMany, dispatchingMany, passingMany, takingMany]

/** `search`: the same desk over what a search finds. */
export function CaseDesk({ search = false }: { search?: boolean }) {
  const say = useSay()
  const { data: me } = useMe()
  if (!me?.permissions.includes('cases.see')) return <NotHere />
  return (
    <Desk
      key={me.post.id}
      base={search ? '/search' : '/cases'}
      title={say(search ? 'search.title' : `console.desk.${me.post.role}`)}
      conditions={search ? <SearchForm /> : undefined}
      pieces={pieces}
      bulk={bulks.find(({ may }) => me.permissions.includes(may))}
    />
  )
}

export function SearchDesk() {
  return <CaseDesk search />
}
