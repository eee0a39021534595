// Who hears what on the live stream: nobody what he may not read, and an inspector of no case but those that he is asked
// to look at, or what comes before the draw would tell him which look his is.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Audience } from '../../base/live.ts'
import type { Told } from '../../base/outbox.ts'
import { isHidden, knowing } from '../cases/rules.ts'
import { purposes } from '../cases/states.ts'
import { askedPosts } from '../cases/store/tasks.ts'
import { leavesNothing } from './drawing.ts'

/** What is no step of a case, and who may read it; of what is not here everybody hears who has a screen. */
const readers: readonly (readonly [prefix: string, ...may: string[]])[] = [
  ['supervision.flag_', 'supervision.evaluate', 'cases.audit'],
  ['identity.', 'identity.administer'],
  ['organisations.', 'organisations.see'],
  ['catalogue.draft_', 'catalogue.administer'],
]

/** What changes a look that somebody is to take, or leaves nothing of it. All else could be said of one of the two only. */
const concerns = new Set<string>([...leavesNothing, 'cases.corrected'])
for (const answer of ['cases.confirmed', 'cases.objected']) concerns.delete(answer)

export async function audienceOf({ tx, now }: { tx: Tx; now: Instant }, told: Told): Promise<Audience> {
  const { id, subject, happened } = told
  // A shift is nobody's news but of him whose post it is.
  if (happened.startsWith('supervision.duty_')) return { posts: [subject], may: [] }
  if (!happened.startsWith('cases.')) {
    const found = readers.find(([prefix]) => happened.startsWith(prefix))
    return found ? { may: found.slice(1) } : {}
  }
  if (isHidden(told)) return { may: knowing }
  if (happened === 'cases.drawn') {
    // Whoever had it before hears it too, so that it leaves his screen.
    const purpose = purposes.find(each => each === told.detail.purpose)
    return { may: knowing, posts: await askedPosts(tx, now, subject, { purpose }) }
  }
  const posts = concerns.has(happened) ? await askedPosts(tx, now, subject, { event: id }) : []
  return { posts, without: 'supervision.check' }
}
