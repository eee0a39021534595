// Answers from the spot as the flags look at them: where and when one person answered, and which pictures belong to
// which case.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

export interface AnsweredTask {
  id: string
  caseId: string
  receivedAt: Instant
  deviceAt: Instant | null
  drawnAt: Instant
  longitude: number | null
  latitude: number | null
}

/**
 * The answers of the person who answered this task, up to it, of twelve hours: the newest last, at most `most`. He may
 * hold more than one post.
 */
export async function answersUpTo(tx: Tx, task: string, most: number): Promise<AnsweredTask[]> {
  const { rows } = await sql<AnsweredTask>`
    select task.id, task."case" as "caseId", task.ended_at as "receivedAt", task.device_at as "deviceAt",
      task.drawn_at as "drawnAt", st_x(task.place) as longitude, st_y(task.place) as latitude
    from cases.task as given
    join identity.post as own on own.district = given.district and own.id = given.post
    join identity.post as same on same.district = given.district and same.account = own.account
    join cases.task on task.district = given.district and task.post = same.id and task.answer is not null
      and (task.ended_at, task.id) <= (given.ended_at, given.id)
      and task.ended_at > given.ended_at - interval '12 hours'
    where given.district = ${tx.district} and given.id = ${task}
    order by task.ended_at desc, task.id desc
    limit ${most}`.execute(tx)
  return rows.toReversed()
}

/** The pictures that came with one event of a case. */
export async function picturesOf(
  tx: Tx,
  { caseId, at, hashes }: { caseId: string; at: Instant; hashes: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    select picture.file from cases.picture
    join base.file on file.district = picture.district and file.id = picture.file
    where picture.district = ${tx.district} and picture."case" = ${caseId}
      and picture.taken_at = ${at}::timestamptz and file.hash = any(${hashes}::text[])
    order by picture.file`.execute(tx)
  return rows.map(({ file }) => file)
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
