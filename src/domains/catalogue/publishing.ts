// Publishing: a draft becomes the next version of the district, for ever.
import type { Instant } from '../../base/clock.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { difference } from './difference.ts'
import { problemsOf } from './rules.ts'
import { bookOf, versions } from './store/books.ts'
import { addExtensions, endDraft, seenDraft } from './store/draft.ts'
import { addVersion, takeTurns } from './store/rulebooks.ts'

/** `revision` is the draft as it was looked at; `validFrom` null means now. */
export async function publish(
  acting: Acting & { actor: { account: string; post: string } },
  given: { revision: number; validFrom: Instant | null },
): Promise<{ version: number; validFrom: Instant }> {
  const { tx, now, actor } = acting
  // Who comes second waits here, and then finds no draft.
  await takeTurns(tx)
  const { id, book } = await seenDraft(tx, given.revision)
  const all = await versions(tx)
  const newest = all.find(({ withdrawnAt }) => withdrawnAt === null)
  const before = newest && (await bookOf(tx, newest.id))
  if (!before) throw refusal('base.not_found')
  if (difference(before, book).length === 0) throw new Refusal('catalogue.nothing_changed', 409)
  const problems = problemsOf(book).filter(({ blocks }) => blocks).length
  if (problems > 0) throw new Refusal('catalogue.not_ready', 409, { problems })
  const validFrom = given.validFrom === null ? now : new Date(given.validFrom).toISOString()
  if (validFrom < now) throw new Refusal('catalogue.begins_in_past', 400)
  // Versions begin in the order of their numbers, so that the newest that has begun is the one in force.
  if (validFrom < newest.validFrom) {
    throw new Refusal('catalogue.begins_before', 409, { version: newest.version, from: newest.validFrom })
  }
  const [lost] = await addExtensions(tx, book)
  if (lost !== undefined) throw new Refusal('catalogue.number_taken', 409, { code: lost })
  const version = (all[0]?.version ?? 0) + 1
  const digest = await addVersion(tx, {
    ...{ id, version, book, validFrom },
    publishedAt: now,
    publishedBy: actor.post,
  })
  await endDraft(tx, id)
  await record(acting, {
    subject: id,
    happened: 'catalogue.published',
    detail: { version, validFrom, digest },
  })
  return { version, validFrom }
}
