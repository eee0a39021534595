// Signing in, sessions, accounts and the two sides of the house, through the front door.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { district, inCity } from '../../../test/city.ts'
import { demoPassword } from './demo.ts'
import { isStrongEnough, patience } from './rules.ts'

test('a wrong password and an unknown login get the same answer', () =>
  inCity(async ({ ask }) => {
    const wrong = { code: 'identity.wrong_password', status: 401 }
    await expect(
      ask.identity.signIn({ login: 'demo.acceptor', password: 'not this one' }),
    ).rejects.toMatchObject(wrong)
    await expect(
      ask.identity.signIn({ login: 'nobody.at.all', password: 'not this one' }),
    ).rejects.toMatchObject(wrong)
  }))

test('too many failures shut the login for a while, even for the right password', () =>
  inCity(async ({ ask, clock }) => {
    const attempt = (password: string) => ask.identity.signIn({ login: 'demo.leader', password })
    for (let failure = 0; failure < patience.perLogin; failure += 1) await attempt('wrong').catch(() => {})
    await expect(attempt(demoPassword)).rejects.toMatchObject({ code: 'identity.shut', status: 429 })
    clock.advance(patience.seconds * 1000 + 1000)
    await attempt(demoPassword)
  }))

test('a burst of guesses in parallel does not slip through', () =>
  inCity(async ({ ask }) => {
    const guesses = await Promise.allSettled(
      Array.from({ length: 20 }, () => ask.identity.signIn({ login: 'demo.leader', password: 'wrong' })),
    )
    const codes = guesses.map(guess => (guess.status === 'rejected' ? guess.reason.code : 'in'))
    expect(codes.filter(code => code === 'identity.wrong_password')).toHaveLength(patience.perLogin)
    expect(codes.filter(code => code === 'identity.shut')).toHaveLength(20 - patience.perLogin)
  }))

test('the cookie is out of reach for scripts and other sites, and a write from elsewhere is refused', () =>
  inCity(async ({ page }) => {
    const signIn = (origin: string) =>
      page('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ login: 'demo.acceptor', password: demoPassword }),
      })
    const cookie = (await signIn('http://city.test')).headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/gangmu_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/)
    const sent = { cookie: cookie.split(';')[0] ?? '' }
    expect((await page('/api/me', { headers: sent })).status).toBe(200)
    const foreign = await page('/api/session', {
      method: 'DELETE',
      headers: { ...sent, origin: 'http://elsewhere.test' },
    })
    expect(foreign.status).toBe(403)
    expect((await page('/api/session', { method: 'DELETE', headers: sent })).status).toBe(403)
    expect(
      (await page('/api/session', { method: 'DELETE', headers: { ...sent, origin: 'http://city.test' } }))
        .status,
    ).toBe(200)
    expect((await page('/api/me', { headers: sent })).status).toBe(401)
    expect((await signIn('http://elsewhere.test')).status).toBe(403)
  }))

test('one’s sessions are listed, and one ended elsewhere is out at once', () =>
  inCity(async ({ as }) => {
    const [here, there] = [await as('acceptor'), await as('acceptor')]
    await there.ask.identity.me()
    const sessions = await here.ask.identity.sessions()
    expect(sessions).toHaveLength(2)
    const other = sessions.find(({ current }) => !current)
    await here.ask.identity.revoke({ id: other?.id ?? '' })
    await expect(there.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
    await here.ask.identity.me()
  }))

test('nobody ends a stranger’s session', () =>
  inCity(async ({ as }) => {
    const [leader, acceptor] = [await as('leader'), await as('acceptor')]
    const [own] = await leader.ask.identity.sessions()
    await expect(acceptor.ask.identity.revoke({ id: own?.id ?? '' })).rejects.toMatchObject({
      code: 'base.not_found',
    })
  }))

test('a session ends when it is not used, and at the latest after a week', () =>
  inCity(async ({ as, clock }) => {
    const person = await as('acceptor')
    for (let hours = 0; hours < 7 * 24 - 1; hours += 11) {
      clock.advance(11 * 3_600_000)
      if (hours + 11 < 7 * 24) await person.ask.identity.me()
    }
    clock.advance(11 * 3_600_000)
    await expect(person.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
  }))

test('a new password needs the old one, is long enough, and ends the other sessions', () =>
  inCity(async ({ as, ask }) => {
    const [here, there] = [await as('acceptor'), await as('acceptor')]
    const change = (old: string, fresh: string) => here.ask.identity.changePassword({ old, new: fresh })
    await expect(change('wrong', 'a long new password')).rejects.toMatchObject({
      code: 'identity.wrong_password',
    })
    await expect(change(demoPassword, 'short')).rejects.toMatchObject({ code: 'identity.weak_password' })
    await change(demoPassword, 'a long new password')
    await here.ask.identity.me()
    await expect(there.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
    await ask.identity.signIn({ login: 'demo.acceptor', password: 'a long new password' })
  }))

// mission: DC4
test('an account that stands on one side gets no post on another, and says why', () =>
  inCity(async ({ as, door }) => {
    const admin = await as('admin')
    const { id: account } = await admin.ask.identity.openAccount({
      login: 'new.person',
      name: 'N',
      password: 'a long new password',
    })
    await admin.ask.identity.givePost({ account, role: 'acceptor', region: district })
    await admin.ask.identity.givePost({ account, role: 'shift_leader', region: district })
    for (const role of ['dispatcher', 'coordinator', 'department_clerk', 'administrator'] as const) {
      await expect(admin.ask.identity.givePost({ account, role, region: district })).rejects.toMatchObject({
        code: 'identity.other_axis',
        status: 409,
      })
    }
    // The database itself refuses, whatever the program above it believes.
    const inserted = door.within({ district }, tx =>
      sql`insert into identity.post (district, id, account, role, axis, region, reach, held_from)
        values (${district}, gen_random_uuid(), ${account}, 'dispatcher', 'command', ${district}, '990103/', now())`.execute(
        tx,
      ),
    )
    await expect(inserted).rejects.toMatchObject({ constraint: 'post_account_axis_fkey' })
    const disguised = door.within({ district }, tx =>
      sql`insert into identity.post (district, id, account, role, axis, region, reach, held_from)
        values (${district}, gen_random_uuid(), ${account}, 'dispatcher', 'supervision', ${district}, '990103/', now())`.execute(
        tx,
      ),
    )
    await expect(disguised).rejects.toMatchObject({ constraint: 'post_role_axis_fkey' })
  }))

test('somebody with two posts acts in one at a time and can change', () =>
  inCity(async ({ as, ask, page }) => {
    const admin = await as('admin')
    const { id: account } = await admin.ask.identity.openAccount({
      login: 'new.person',
      name: 'N',
      password: 'a long new password',
    })
    await admin.ask.identity.givePost({ account, role: 'acceptor', region: district })
    const { id: second } = await admin.ask.identity.givePost({
      account,
      role: 'inspector',
      region: '990103001',
    })
    const { me, token } = await ask.identity.signIn({
      login: 'new.person',
      password: 'a long new password',
      carry: 'bearer',
    })
    expect(me.posts.map(({ role }) => role)).toEqual(['acceptor', 'inspector'])
    expect(me.permissions).toContain('supervision.accept')
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const switched = await page('/api/me/post', {
      method: 'POST',
      headers,
      body: JSON.stringify({ post: second }),
    })
    expect((await switched.json()).permissions).toContain('supervision.check')
    const now = await (await page('/api/me', { headers })).json()
    expect(now.post).toMatchObject({ role: 'inspector', region: { code: '990103001' } })
    expect(now.permissions).not.toContain('supervision.accept')
  }))

test('an ended post is out at once, and the last administrator stays', () =>
  inCity(async ({ as }) => {
    const [admin, acceptor] = [await as('admin'), await as('acceptor')]
    const posts = (await admin.ask.identity.accounts()).flatMap(account => account.posts)
    const post = (role: string) => posts.find(held => held.role === role)?.id ?? ''
    await acceptor.ask.identity.me()
    await admin.ask.identity.endPost({ post: post('acceptor') })
    await expect(acceptor.ask.identity.me()).rejects.toMatchObject({ code: 'base.not_signed_in' })
    await expect(admin.ask.identity.endPost({ post: post('administrator') })).rejects.toMatchObject({
      code: 'identity.last_administrator',
    })
  }))

test('only handling posts work for a department', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const posts = (await admin.ask.identity.accounts()).flatMap(account => account.posts)
    const [organisation] = await admin.ask.organisations.list()
    const employ = (role: string) =>
      admin.ask.organisations.employ({
        post: posts.find(held => held.role === role)?.id ?? '',
        organisation: organisation?.id ?? '',
      })
    await expect(employ('acceptor')).rejects.toMatchObject({ code: 'organisations.not_handling' })
    await employ('department_clerk')
  }))

test('logs carry neither passwords nor names nor addresses', () =>
  inCity(async ({ ask, log, as }) => {
    await ask.identity.signIn({ login: 'demo.acceptor', password: 'very secret thing' }).catch(() => {})
    const admin = await as('admin')
    await admin.ask.identity.openAccount({
      login: 'new.person',
      name: 'Somebody Real',
      password: 'a long new password',
    })
    const all = log.lines.join('')
    for (const secret of [
      'very secret thing',
      'Somebody Real',
      'a long new password',
      demoPassword,
      'new.person',
    ]) {
      expect(all).not.toContain(secret)
    }
    expect(all).toContain('answered')
  }))

test('a password that contains the login is never strong enough, whatever its case', () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[a-z0-9]{2,12}$/), fc.string(), (before, login, after) => {
      expect(isStrongEnough(`${before}${login.toUpperCase()}${after}`, login)).toBe(false)
    }),
  )
})
