// Answers from the spot as the flags look at them: where and when one person answered, and which pictures belong to
// which case.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

/** An answer to a task, or a report of something that was put right at once. */
export interface AnsweredTask {
  caseId: string
  receivedAt: Instant
  deviceAt: Instant | null
  drawnAt: Instant
  longitude: number | null
  latitude: number | null
}

/**
 * The answers from the spot of the person who answered this task, or reported this case, up to it, of twelve hours: the
 * newest last, at most `most`. He may hold more than one post.
 */
export async function answersUpTo(tx: Tx, spot: string, most: number): Promise<AnsweredTask[]> {
  const { rows } = await sql<AnsweredTask>`
    with given as (
      select task.post, task.ended_at as at, task.id from cases.task
      where task.district = ${tx.district} and task.id = ${spot}
      union all
      select report.post, report.reported_at, held.id from cases."case" as held
      join cases.report on report.district = held.district and report."case" = held.id
      where held.district = ${tx.district} and held.id = ${spot} and held.self_handled
    ),
    posts as (
      select same.id, given.at, given.id as spot from given
      join identity.post as own on own.district = ${tx.district} and own.id = given.post
      join identity.post as same on same.district = own.district and same.account = own.account
    ),
    answers as (
      select task.id, task."case" as "caseId", task.ended_at as "receivedAt", task.device_at as "deviceAt",
        task.drawn_at as "drawnAt", st_x(task.place) as longitude, st_y(task.place) as latitude
      from posts
      join cases.task on task.district = ${tx.district} and task.post = posts.id and task.answer is not null
        and (task.ended_at, task.id) <= (posts.at, posts.spot)
        and task.ended_at > posts.at - interval '12 hours'
      union all
      select held.id, held.id, report.reported_at, null, report.reported_at,
        case when held.place_precision = 'device' then st_x(held.place) end,
        case when held.place_precision = 'device' then st_y(held.place) end
      from posts
      join cases.report on report.district = ${tx.district} and report.post = posts.id
        and (report.reported_at, report."case") <= (posts.at, posts.spot)
        and report.reported_at > posts.at - interval '12 hours'
      join cases."case" as held on held.district = report.district and held.id = report."case" and held.self_handled
    )
    select answers."caseId", answers."receivedAt", answers."deviceAt", answers."drawnAt", answers.longitude,
      answers.latitude
    from answers
    order by answers."receivedAt" desc, answers.id desc
    limit ${most}`.execute(tx)
  return rows.toReversed()
}

/** The pictures that came with one event of a case. */
export async function picturesOf(
  tx: Tx,
  { caseId, at, hashes }: { caseId: string; at: Instant; hashes: readonly string[] },
): Promise<{ file: string; shows: string }[]> {
  const { rows } = await sql<{ file: string; shows: string }>`
    select picture.file, picture.shows from cases.picture
    join base.file on file.district = picture.district and file.id = picture.file
    where picture.district = ${tx.district} and picture."case" = ${caseId}
      and picture.taken_at = ${at}::timestamptz and file.hash = any(${hashes}::text[])
    order by picture.file`.execute(tx)
  return rows
}

/**
 * To which case each of these files belongs, as far as it was there at this time: the same case before others, as the
 * parts of a split show the pictures of the whole.
 */
export async function casesOfPictures(
  tx: Tx,
  { files, at, caseId }: { files: readonly string[]; at: Instant; caseId: string },
): Promise<Map<string, string>> {
  const { rows } = await sql<{ file: string; id: string }>`
    select distinct on (picture.file) picture.file, picture."case" as id from cases.picture
    where picture.district = ${tx.district} and picture.file = any(${files}::uuid[])
      and picture.taken_at <= ${at}::timestamptz
    order by picture.file, picture."case" <> ${caseId}::uuid, picture.taken_at, picture."case"`.execute(tx)
  return new Map(rows.map(({ file, id }) => [file, id]))
}
