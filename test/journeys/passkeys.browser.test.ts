// Signing in without a password, in Chromium: a passkey of a virtual device added, used, renamed and removed by keyboard,
// and the identity provider from an unknown person to a linked one. axe looks at each page.
import type { CDPSession, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import { desk, fault, phone, type Stage } from '../hands.ts'
import { type RunningProvider, startProvider } from '../provider.ts'
import { startCity } from '../server.ts'

let stage: Stage
let provider: RunningProvider
/** The address by its name: passkeys work for no bare IP address. */
let home: string

beforeAll(async () => {
  if (!hasBrowser) return
  provider = await startProvider()
  const { issuer, clientId, clientSecret, name } = provider.settings
  const city = await startCity({
    GANGMU_OIDC_ISSUER: issuer,
    GANGMU_OIDC_CLIENT_ID: clientId,
    GANGMU_OIDC_CLIENT_SECRET: clientSecret,
    GANGMU_OIDC_NAME: `${name.zh}|${name.en}`,
  })
  stage = { browsing: await openBrowser(), city }
  home = `http://localhost:${new URL(city.url).port}`
  provider.register([home])
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
  await provider?.close()
})

test.runIf(hasBrowser)(
  'a passkey is added, signs in, is renamed and removed, and then signs in no more',
  async () => {
    const page = await (await stage.browsing.context(desk)).newPage()
    const device = await withDevice(page)
    await signInByPost(page)
    await page.goto(`${home}/console/ways`)
    await page.getByText(say('ways.none')).waitFor()
    await fault(page)
    await page.locator('#passkey-name').fill('值班室电脑')
    await press(page, button(page, 'ways.add'))
    await page.getByText(say('ways.added', { name: '值班室电脑' })).waitFor()
    await page.locator('.lines li').waitFor()
    await fault(page)
    // The same device makes no second one for the same person.
    await press(page, button(page, 'ways.add'))
    await page.getByText(say('ways.known_here')).waitFor()

    await signOut(page, device)
    await fault(page)
    await touching(device, true)
    await press(page, button(page, 'ways.sign_in'))
    await page.locator('.bar-me').waitFor()
    await page.goto(`${home}/console/sessions`)
    await page.getByText(say('ways.way_passkey')).first().waitFor()
    await fault(page)

    await page.goto(`${home}/console/ways`)
    await press(page, page.getByRole('button', { name: `${say('ways.rename')}: 值班室电脑` }))
    await page.locator('#passkey-rename').fill('我的电脑')
    await fault(page)
    await page.keyboard.press('Enter')
    await page.getByText(say('ways.renamed')).waitFor()
    await press(page, page.getByRole('button', { name: `${say('ways.remove')}: 我的电脑` }))
    await page.getByText(say('ways.remove_confirm')).waitFor()
    await fault(page)
    await press(page, page.getByRole('dialog').getByRole('button', { name: say('ways.remove'), exact: true }))
    await page.getByText(say('ways.removed', { name: '我的电脑' })).waitFor()

    await signOut(page, device)
    await touching(device, true)
    await press(page, button(page, 'ways.sign_in'))
    await page.getByText(say('identity.passkey_refused')).waitFor()
    await fault(page)
  },
  180_000,
)

test.runIf(hasBrowser)(
  'where passkeys cannot work, the page says why and what to do',
  async () => {
    const page = await (await stage.browsing.context(phone)).newPage()
    await page.goto(`${stage.city.url}/console/`)
    await page.getByText(say('ways.ip_address')).waitFor()
    await fault(page)
  },
  60_000,
)

test.runIf(hasBrowser)(
  'whom the provider knows and this server does not reads what to do, links himself, and comes in by it',
  async () => {
    const page = await (await stage.browsing.context(phone)).newPage()
    const link = page.getByRole('link', {
      name: say('ways.provider_sign_in', { name: provider.settings.name.zh }),
    })
    await page.goto(`${home}/console/`)
    await press(page, link)
    await sayWho(page, 'person-17')
    await page.getByText('person-17').waitFor()
    await fault(page)
    await page.getByRole('link', { name: say('app.language') }).click()
    await page.getByText('no account is opened by itself').waitFor()
    await fault(page)
    await page.getByRole('link', { name: '中文' }).click()
    await press(page, page.getByRole('link', { name: say('ways.by_password') }))
    await page.waitForURL(`${home}/console/`)
    await page.locator('.demo-post').first().waitFor()

    await signInByPost(page)
    await page.goto(`${home}/console/ways`)
    await press(page, button(page, 'ways.link', { name: provider.settings.name.zh }))
    // The provider knows him already and asks nothing.
    await page.waitForURL(`${home}/console/ways`)
    await page.getByText(provider.settings.issuer).waitFor()
    await fault(page)

    await page.context().clearCookies({ domain: 'localhost' })
    await page.goto(`${home}/console/cases`)
    await press(page, link)
    await page.waitForURL(`${home}/console/cases`)
    await page.locator('.bar-me').waitFor()
    // He is asked who sits here before a way in is added.
    await page.goto(`${home}/console/ways`)
    await withDevice(page)
    await press(page, button(page, 'ways.add'))
    await page.locator('#prove-password').waitFor()
    await fault(page)
    await page.locator('#prove-password').fill('open-the-net')
    await page.keyboard.press('Enter')
    await page.locator('.lines .device').first().waitFor()
    await page.getByText(say('ways.used_never')).waitFor()
  },
  180_000,
)

test.runIf(hasBrowser)(
  'in English and by night it is as whole',
  async () => {
    const context = await stage.browsing.context({ ...desk, locale: 'en-GB', colorScheme: 'dark' })
    const page = await context.newPage()
    await withDevice(page)
    await page.goto(`${home}/console/?lang=en`)
    await page.locator('.demo-post').first().waitFor()
    await fault(page)
    await page.locator('.demo-post').last().click()
    await page.locator('.bar-me').waitFor()
    await page.goto(`${home}/console/ways`)
    await page.locator('#passkey-name').waitFor()
    await fault(page)
  },
  90_000,
)

/** A device that verifies its owner, as phones and computers have. */
async function withDevice(page: Page): Promise<{ line: CDPSession; id: string }> {
  const line = await page.context().newCDPSession(page)
  await line.send('WebAuthn.enable')
  const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { line, id: authenticatorId }
}

/** Whether its owner touches the device when it asks. */
async function touching({ line, id }: { line: CDPSession; id: string }, enabled: boolean): Promise<void> {
  await line.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: id, enabled })
}

async function signInByPost(page: Page): Promise<void> {
  await page.goto(`${home}/console/`)
  await press(page, page.locator('.demo-post', { hasText: say('role.acceptor') }).first())
  await page.locator('.bar-me').waitFor()
}

async function signOut(page: Page, device: { line: CDPSession; id: string }): Promise<void> {
  await touching(device, false)
  await press(page, page.locator('.bar-me'))
  await page.getByRole('menuitem', { name: say('identity.sign_out') }).click()
  await button(page, 'ways.sign_in').waitFor()
}

async function sayWho(page: Page, who: string): Promise<void> {
  await page.getByLabel('Who are you?').fill(who)
  await page.getByRole('button', { name: 'Continue' }).click()
}

function button(page: Page, word: Parameters<typeof say>[0], values: Record<string, string> = {}): Locator {
  return page.getByRole('button', { name: say(word, values), exact: true })
}

async function press(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let tabs = 0; tabs < 400; tabs += 1) {
    if (await target.evaluate(element => element === document.activeElement)) {
      await page.keyboard.press('Enter')
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${target}`)
}
