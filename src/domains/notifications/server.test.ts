// What people are told, read and get by mail; the mail server is a real one that misbehaves on demand.
// mission: DC4, DC5, YC5
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import pino from 'pino'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { type City, district, inCity } from '../../../test/city.ts'
import { dispatched, report, sweep } from '../../../test/walks.ts'
import type { Told } from '../../base/outbox.ts'
import { tellPeople, toldOf } from '../cases/notifying.ts'
import { openSmtp } from './mailing.ts'
import { isFinal, patience, waitAfter } from './rules.ts'
import { openPostRoom, type PostRoom } from './sending.ts'

const minute = 60_000

/** A mail server that answers as it is told to, and everything it took. */
interface MailServer {
  taken: string[]
  answer: (to: string) => Error | undefined
  /** Takes a letter whole and then says that it could not. */
  falters: boolean
}

async function withMail(
  city: City,
  live: (room: PostRoom, server: MailServer) => Promise<void>,
): Promise<void> {
  const mail: MailServer = { taken: [], answer: () => undefined, falters: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (to, _, done) => done(mail.answer(to.address) ?? null),
    onData: (stream, _, done) => {
      const pieces: Buffer[] = []
      stream.on('data', piece => pieces.push(piece))
      stream.on('end', () => {
        mail.taken.push(Buffer.concat(pieces).toString('utf8'))
        if (mail.falters) done(refused(451))
        else done(null, 'queued as A1')
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as AddressInfo
  const room = openPostRoom({
    door: city.door,
    clock: city.house.clock,
    log: pino({ level: 'silent' }),
    carrier: openSmtp({ url: `smtp://127.0.0.1:${port}`, from: 'gangmu@city.example' }),
    origin: 'https://city.example',
    districts: async () => [district],
  })
  try {
    await live(room, mail)
  } finally {
    await room.stop()
    await new Promise<void>(closed => server.close(closed))
  }
}

/** The text of a letter, its transfer encoding undone. */
function textOf(letter: string): string {
  const [head = '', ...body] = letter.split('\r\n\r\n')
  const text = body.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8')
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const codeIn = (letter: string | undefined): string => textOf(letter ?? '').match(/\d{6}/)?.[0] ?? ''

const refused = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode })

/** Works has an address that it has proved. */
async function withMailbox(city: City, room: PostRoom, mail: MailServer) {
  const works = await city.as('works')
  await works.ask.notifications.setMailbox({
    address: ' works@city.example ',
    language: 'en',
    wants: ['cases.dispatched', 'cases.rework'],
  })
  await room.settle()
  const box = await works.ask.notifications.confirmMailbox({ code: codeIn(mail.taken.at(-1)) })
  expect(box).toMatchObject({ address: 'works@city.example', confirmed: true })
  mail.taken.length = 0
  return works
}

test('the department is told of a case that is sent to it, once however often the reaction runs', () =>
  inCity(async city => {
    const works = await city.as('works')
    expect(await works.ask.notifications.list({})).toEqual({ notices: [], more: false })
    const { id } = await dispatched(city)
    await city.settle()
    await again(city, id)
    const { notices } = await works.ask.notifications.list({})
    expect(notices).toMatchObject([{ what: 'cases.dispatched', subject: id, readAt: null }])
    expect(notices[0]?.said.number).toMatch(/^990103-\d{8}-\d{4}$/)
    expect(await works.ask.notifications.unread()).toEqual({ unread: 1 })
    // Others are not told.
    const sanitation = await city.as('sanitation')
    expect(await sanitation.ask.notifications.unread()).toEqual({ unread: 0 })
    expect(await works.ask.notifications.markRead({ ids: notices.map(each => each.id) })).toEqual({
      unread: 0,
    })
    expect((await works.ask.notifications.list({ which: 'unread' })).notices).toEqual([])
  }))

/** The reaction to every event of a case once more, as after a crash before its outbox row was gone. */
async function again(city: City, id: string): Promise<void> {
  await city.door.within({ district }, async tx => {
    const { rows } = await sql<Told>`
      select event.id, event.subject, event.happened, event.detail from base.event
      where event.district = ${district} and event.subject = ${id} and event.happened = any(${toldOf}::text[])`.execute(
      tx,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const told of rows) await tellPeople({ tx, now: city.clock.now() }, told)
  })
}

test('nobody reads or marks what another post was told', () =>
  inCity(async city => {
    await dispatched(city)
    await city.settle()
    const [works, sanitation] = [await city.as('works'), await city.as('sanitation')]
    const { notices } = await works.ask.notifications.list({})
    await sanitation.ask.notifications.markRead({ ids: notices.map(each => each.id) })
    expect(await works.ask.notifications.unread()).toEqual({ unread: 1 })
  }))

test('the leader is told of a stage that ran out, later his superior', () =>
  inCity(async city => {
    const { id } = await report(city)
    city.clock.advance(25 * 60 * minute)
    await sweep(city)
    await city.settle()
    const leader = await city.as('leader')
    expect((await leader.ask.notifications.list({})).notices).toMatchObject([
      { what: 'cases.overdue', subject: id },
    ])
    city.clock.advance(72 * 60 * minute)
    await sweep(city)
    await city.settle()
    const observer = await city.as('observer')
    expect((await observer.ask.notifications.list({})).notices).toMatchObject([
      { what: 'cases.escalated', subject: id },
    ])
  }))

test('an address is used once its owner has repeated the code; five wrong ones end it', () =>
  inCity(city =>
    withMail(city, async (room, mail) => {
      const works = await city.as('works')
      const ask = works.ask.notifications
      await ask.setMailbox({ address: 'works@city.example', language: 'zh', wants: ['cases.dispatched'] })
      await dispatched(city)
      await city.settle()
      await room.settle()
      // Only the code: no notice leaves to an address that nobody has proved.
      expect(mail.taken).toHaveLength(1)
      const code = codeIn(mail.taken[0])
      const wrong = code === '000000' ? '000001' : '000000'
      for (let left = 4; left >= 0; left -= 1) {
        await expect(ask.confirmMailbox({ code: wrong })).rejects.toMatchObject({
          code: 'notifications.wrong_code',
          data: { left },
        })
      }
      await expect(ask.confirmMailbox({ code })).rejects.toMatchObject({ code: 'notifications.code_ended' })
      await ask.sendCode()
      city.clock.advance(31 * minute)
      await room.settle()
      await expect(ask.confirmMailbox({ code: codeIn(mail.taken[1]) })).rejects.toMatchObject({
        code: 'notifications.code_ended',
      })
      for (let sent = 0; sent < 3; sent += 1) await ask.sendCode()
      await expect(ask.sendCode()).rejects.toMatchObject({ code: 'notifications.too_many_codes' })
      expect(await ask.mailbox()).toMatchObject({ confirmed: false })
    }),
  ))

test('a letter says number, kind and link, and its receipt is kept without the address', () =>
  inCity(city =>
    withMail(city, async (room, mail) => {
      const works = await withMailbox(city, room, mail)
      const { id } = await dispatched(city)
      await city.settle()
      await room.settle()
      await room.settle()
      expect(mail.taken).toHaveLength(1)
      const said = textOf(mail.taken[0] ?? '')
      expect(said).toContain(`https://city.example/console/cases/${id}`)
      expect(said).toContain('A case was sent to you')
      const { letters } = await works.ask.notifications.mailbox()
      expect(letters[0]).toMatchObject({ what: 'cases.dispatched', state: 'sent', tries: 1 })
      expect(letters[0]?.receipt).toContain('queued as A1')
      const { rows } = await city.door.within({ district }, tx =>
        sql<{ kept: string }>`select to_jsonb(letter)::text as kept from notifications.letter
          where letter.district = ${district} and letter.state = 'sent'`.execute(tx),
      )
      expect(rows.filter(({ kept }) => kept.includes('@'))).toEqual([])
      expect(city.log.lines.filter(line => line.includes('works@'))).toEqual([])
    }),
  ))

test('a mail server that is busy gets the letter again, under the same id; one that refuses it for good ends it', () =>
  inCity(city =>
    withMail(city, async (room, mail) => {
      const works = await withMailbox(city, room, mail)
      const last = async () => (await works.ask.notifications.mailbox()).letters[0]
      await dispatched(city)
      await city.settle()
      mail.answer = () => refused(451)
      await room.settle()
      expect(await last()).toMatchObject({ state: 'waiting', tries: 1, trouble: '451' })
      await room.settle()
      expect(await last()).toMatchObject({ tries: 1 })
      mail.answer = () => undefined
      mail.falters = true
      city.clock.advance(minute)
      await room.settle()
      expect(await last()).toMatchObject({ state: 'waiting', tries: 2 })
      mail.falters = false
      city.clock.advance(2 * minute)
      await room.settle()
      expect(await last()).toMatchObject({ state: 'sent', tries: 3 })
      const ids = mail.taken.map(letter => letter.match(/^Message-ID: (.*)$/im)?.[1])
      expect(new Set(ids).size).toBe(1)

      await dispatched(city)
      await city.settle()
      mail.answer = () => refused(550)
      await room.settle()
      expect(await last()).toMatchObject({ state: 'failed', trouble: '550' })
    }),
  ))

test('a letter that nobody takes for two days has failed', () =>
  inCity(city =>
    withMail(city, async (room, mail) => {
      const works = await withMailbox(city, room, mail)
      await dispatched(city)
      await city.settle()
      mail.answer = () => refused(421)
      for (let waited = 0; waited <= patience; waited += 60 * minute) {
        await room.settle()
        city.clock.advance(60 * minute)
      }
      const fresh = await city.as('works')
      expect((await fresh.ask.notifications.mailbox()).letters[0]).toMatchObject({
        state: 'failed',
        trouble: '421',
      })
      expect(works).toBeDefined()
    }),
  ))

test('whoever takes his address back gets nothing more, not even what waits', () =>
  inCity(city =>
    withMail(city, async (room, mail) => {
      const works = await withMailbox(city, room, mail)
      await dispatched(city)
      await city.settle()
      await works.ask.notifications.removeMailbox()
      await room.settle()
      expect(mail.taken).toEqual([])
      expect(await works.ask.notifications.mailbox()).toMatchObject({ address: null, confirmed: false })
    }),
  ))

test('waits double up to six hours, and only a final word of the server ends the tries', () => {
  expect([1, 2, 3, 10, 40].map(waitAfter)).toEqual([
    minute,
    2 * minute,
    4 * minute,
    360 * minute,
    360 * minute,
  ])
  expect(isFinal({ answer: 550 })).toBe(true)
  expect(isFinal({ answer: 535, code: 'EAUTH' })).toBe(false)
  expect(isFinal({ answer: 451 })).toBe(false)
  expect(isFinal({ code: 'ETIMEDOUT' })).toBe(false)
})
