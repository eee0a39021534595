// open-account: how the first administrator of a real server comes to be.
import { text } from 'node:stream/consumers'
import { hashPassword } from '../base/argon.ts'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { record } from '../base/events.ts'
import { isRole, isStrongEnough, roleNames } from '../domains/identity/rules.ts'
import { addAccount, addPost } from '../domains/identity/store/accounts.ts'
import { region } from '../domains/regions/store.ts'
import { withDatabase } from './database.ts'

export async function openAccountCommand(config: Config, args: readonly string[]): Promise<void> {
  const [district, code, role, login, name] = args
  if (!district || !code || !role || !login || !name) {
    throw new Error(
      'Usage: open-account DISTRICT REGION ROLE LOGIN NAME, with the password on standard input',
    )
  }
  if (!isRole(role)) throw new Error(`A role is one of ${roleNames.join(', ')}, not ${role}.`)
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (!isStrongEnough(password, login))
    throw new Error('The password needs at least 10 characters and must not contain the login.')
  const passwordHash = await hashPassword(password)
  await withDatabase(config, door =>
    door.within({ district }, async tx => {
      const now = instant(Date.now())
      const where = await region(tx, code)
      if (!where) throw new Error(`District ${district} has no region ${code}.`)
      const account = await addAccount(tx, now, { login, name, passwordHash })
      if (account === undefined) throw new Error(`The login ${login} is taken.`)
      const post = await addPost(tx, now, { account, role, region: where })
      await record({ tx, now }, { subject: account, happened: 'identity.account_opened', detail: {} })
      await record(
        { tx, now },
        { subject: post, happened: 'identity.post_given', detail: { account, role, region: code } },
      )
      console.log(`${login} is ${role} in ${where.name.zh}.`)
    }),
  )
}
