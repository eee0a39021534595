// A manhole cover found by its code and reported: by an acceptor at a desk who types the code, by an inspector at a
// phone, and by a resident who scans its plate. mission: DC2, DC5
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import { district, inside } from '../city.ts'
import { fault, phone, type Stage } from '../hands.ts'
import { signIn } from '../keys.ts'
import { startCity } from '../server.ts'

let stage: Stage
let code: string
const soon = { timeout: 20_000 }

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
  const admin = await stage.city.as('admin')
  const made = await admin.parts.add({
    kind: { edition: 'gbt30428_2_2013', code: '0101' },
    code: null,
    name: '井盖 甲',
    shape: { type: 'Point', coordinates: [inside.longitude, inside.latitude] },
    accuracy: 'A',
    state: 'intact',
    ...{ supervising: null, owning: null, maintaining: null, installedOn: null, surveyedOn: null },
    ...{ source: '', note: '', attributes: {} },
  })
  code = made.code
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
})

const casesOf = async () => (await stage.city.as('acceptor')).cases.ofPart({ code })

// mission: DC2
test.runIf(hasBrowser)(
  'at a desk: a code with a wrong digit is told why, the right one shows the part, and it is reported there',
  async () => {
    const page = await signIn(stage, 'acceptor')
    await page.goto(`${stage.city.url}/console/parts`)
    const field = page.getByLabel(say('parts.search'))
    await field.fill(`990104${code.slice(6)}`)
    await field.press('Enter')
    await page.locator('.parts-filters .refused').waitFor()
    await field.fill(`${code.slice(0, 6)} ${code.slice(6, 8)} ${code.slice(8, 10)} ${code.slice(10)}`)
    await field.press('Enter')
    await page.getByRole('heading', { name: /井盖 甲/ }).waitFor()
    await fault(page)
    await page.getByRole('button', { name: say('parts.report'), exact: true }).click()
    await page.locator('.parts-report textarea, .parts-report input').first().fill('井盖裂了')
    await page.locator('.parts-report button[type="submit"]').dblclick()
    await expect.poll(async () => (await casesOf()).length, soon).toBe(1)
  },
  240_000,
)

// mission: DC2
test.runIf(hasBrowser)(
  'at a phone: an inspector types the code, a resident scans the plate; kind and place are known already',
  async () => {
    const { city, browsing } = stage
    const inspector = await browsing.context(phone)
    await inspector.request.post(`${city.url}/api/session`, {
      data: { login: 'demo.inspector', password: 'open-the-net' },
      headers: { origin: city.url },
    })
    const field = await inspector.newPage()
    await field.goto(`${city.url}/field/report?part=${code}`)
    await field.getByText('井盖 甲').first().waitFor()
    await field.locator('button[name=way][value=send]').last().click()
    await expect.poll(async () => (await casesOf()).length, soon).toBe(2)

    const resident = await (await browsing.context(phone)).newPage()
    await resident.goto(`${city.url}/d/${district}/parts/${code}`)
    await fault(resident)
    await resident.getByRole('link', { name: say('portal.part_report') }).click()
    await resident.getByText('井盖 甲').first().waitFor()
    await fault(resident)
    await resident.locator('textarea[name=description]').fill('踩上去会响')
    await resident.getByRole('button', { name: say('portal.send') }).dblclick()
    await resident.waitForURL(/\/follow\/\d{6}-\d{8}-\d{4,}\?key=/)
    expect(await casesOf()).toHaveLength(3)
  },
  240_000,
)
