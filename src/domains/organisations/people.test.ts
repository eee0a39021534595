// Accounts kept one by one and as a sheet, through the front door.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { district, inCity } from '../../../test/city.ts'
import { eventsOf } from '../../base/events.ts'
import { openWords } from '../../ui/words/open.ts'
import { personFaults } from './people-calls.ts'

const password = 'three green bottles'

test('a password that an administrator sets works once told, ends every session, and stands in no event', () =>
  inCity(async ({ as, ask, door }) => {
    const [admin, acceptor] = [await as('admin'), await as('acceptor')]
    const account = (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.acceptor')
    const reset = (to: string) =>
      admin.ask.identity.resetPassword({ account: account?.id ?? '', password: to })
    await expect(reset('short')).rejects.toMatchObject({ code: 'identity.weak_password' })
    await reset(password)
    await expect(acceptor.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
    await ask.identity.signIn({ login: 'demo.acceptor', password })
    const events = await door.within({ district }, tx => eventsOf(tx, account?.id ?? ''))
    expect(events.map(({ happened, detail }) => [happened, detail])).toEqual([
      ['identity.password_reset', { passkeys: 0, links: 0 }],
    ])
    const own = (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.admin')
    await expect(
      admin.ask.identity.resetPassword({ account: own?.id ?? '', password }),
    ).rejects.toMatchObject({ code: 'identity.own_account' })
  }))

test('a closed account holds no post, is nowhere signed in, and its login is not given again', () =>
  inCity(async ({ as, ask, clock }) => {
    const [admin, acceptor] = [await as('admin'), await as('acceptor')]
    const find = async () =>
      (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.acceptor')
    const account = (await find())?.id ?? ''
    clock.advance(1000)
    await admin.ask.identity.closeAccount({ account })
    expect(await find()).toMatchObject({ closedAt: clock.now(), posts: [] })
    await expect(acceptor.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
    await expect(
      ask.identity.signIn({ login: 'demo.acceptor', password: 'open-the-net' }),
    ).rejects.toMatchObject({
      code: 'identity.wrong_password',
    })
    await expect(
      admin.ask.identity.openAccount({ login: 'demo.acceptor', name: 'x', password }),
    ).rejects.toMatchObject({ code: 'identity.login_taken' })
    await expect(
      admin.ask.identity.givePost({ account, role: 'acceptor', region: district }),
    ).rejects.toMatchObject({ code: 'identity.account_closed' })
    const own = (await admin.ask.identity.accounts()).find(({ login }) => login === 'demo.admin')
    await expect(admin.ask.identity.closeAccount({ account: own?.id ?? '' })).rejects.toMatchObject({
      code: 'identity.own_account',
    })
  }))

// mission: DC4
test('a sheet of people opens accounts with posts, organisations and centres, and refuses what does not fit', () =>
  inCity(async ({ as, ask, door }) => {
    const admin = await as('admin')
    const codes = (await admin.ask.organisations.register()).map(({ code }) => code)
    const sheet = [
      'login,name,role,region,organisation,centre',
      'new.one,一,受理员,990103,,JD',
      'new.one,一,shift_leader,990103,,',
      'new.one,一,dispatcher,990103,,',
      `new.two,二,department_clerk,990103001,${codes[0]},`,
      'new.three,三,department_clerk,990103,,',
      'new.four,四,Dispatcher,990103001,,JD',
      'demo.acceptor,别人,acceptor,990103,,',
      'new.five,五,wizard,990103,,',
      'new.six,六,acceptor,990199,,',
      'new.seven,七,acceptor,990103,,JD-GL',
      'new.one,一,acceptor,990103,,',
      'X,八,acceptor,990103,,',
    ].join('\n')
    const tried = await admin.ask.organisations.importPeople({ sheet, isTrial: true })
    expect(tried.refused.map(({ row, why }) => [row, why])).toEqual([
      [4, 'other_axis'],
      [6, 'organisation_missing'],
      [7, 'centre_other_axis'],
      [8, 'name_differs'],
      [9, 'no_such_role'],
      [10, 'no_such_region'],
      [11, 'centre_elsewhere'],
      [12, 'doubled'],
      [13, 'bad_login'],
    ])
    expect(tried.opened.map(({ login }) => login)).toEqual(['new.one', 'new.two'])
    const passwords = tried.opened.map(({ login }) => ({ login, password }))
    const whole = await admin.ask.organisations.importPeople({ sheet, passwords })
    expect(whole.kept).toBe(false)
    const without = await admin.ask.organisations.importPeople({
      sheet,
      leaveOut: true,
      passwords: passwords.slice(1),
    })
    expect(without.refused.filter(({ why }) => why === 'password_missing').map(({ row }) => row)).toEqual([
      2, 3,
    ])
    expect(without.opened.map(({ login }) => login)).toEqual(['new.two'])
    const again = await admin
      .keyed('the-same-key-twice')
      .organisations.importPeople({ sheet, leaveOut: true, passwords })
    expect(again).toMatchObject({ kept: true, unchanged: 1, opened: [{ login: 'new.one' }] })
    expect(
      await admin
        .keyed('the-same-key-twice')
        .organisations.importPeople({ sheet, leaveOut: true, passwords }),
    ).toEqual(again)
    const { me } = await ask.identity.signIn({ login: 'new.one', password })
    expect(me.posts.map(({ role, centre }) => [role, centre?.name.en])).toEqual([
      ['acceptor', 'Jiangbei Supervision Centre'],
      ['shift_leader', undefined],
    ])
    // Not even as a hash in what is remembered of the call.
    const { rows } = await door.owner(tx =>
      sql<{
        answer: string
      }>`select answer::text from base.idempotency where key = 'the-same-key-twice'`.execute(tx),
    )
    expect(rows).toHaveLength(1)
    expect(rows[0]?.answer).not.toContain(password)
  }))

test('what is exported is imported again without a change', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const sheet = await (await admin.ask.organisations.peopleSheet()).text()
    expect(sheet).toContain('demo.works')
    const report = await admin.ask.organisations.importPeople({ sheet })
    expect(report).toMatchObject({ refused: [], opened: [], posts: [] })
    expect(report.unchanged).toBe(report.rows)
    await expect(admin.ask.organisations.importPeople({ sheet: 'a,b' })).rejects.toMatchObject({
      code: 'organisations.bad_people_sheet',
    })
  }))

test('every reason for refusing a person has its sentence', () => {
  const words = openWords('en')
  expect(personFaults.filter(why => words.t(`people.row.${why}`) === `people.row.${why}`)).toEqual([])
})
