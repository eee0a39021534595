// What is out of the ordinary with a case, in a word each: urgent, returned, rework, opened again, put right by the inspector, and
// what was asked for and waits for a decision.
import { useSay } from '../../../ui/say.ts'
import type { CaseSummary } from '../contract.ts'

export function Tags({
  of,
}: {
  of: Pick<CaseSummary, 'urgent' | 'returned' | 'rework' | 'reopened' | 'selfHandled' | 'asked'>
}) {
  const say = useSay()
  return (
    <>
      {of.urgent && <span className="tag tag-urgent">{say('desks.urgent')}</span>}
      {of.returned && <span className="tag tag-ink">{say('desks.returned')}</span>}
      {of.rework > 0 && <span className="tag tag-ink">{say('console.rework', { count: of.rework })}</span>}
      {of.reopened > 0 && <span className="tag tag-ink">{say('desk.reopened', { count: of.reopened })}</span>}
      {of.selfHandled && <span className="tag tag-ink">{say('desk.self_handled')}</span>}
      {of.asked && <span className="tag tag-asked">{say(`desk.asked.${of.asked}`)}</span>}
    </>
  )
}
