import { chromium } from 'playwright-core'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-dev-shm-usage','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] })
const base = 'http://127.0.0.1:8391'
const shot = async (login, lang, size, path, name, act) => {
  const context = await browser.newContext({ viewport: size, locale: lang === 'en' ? 'en-GB' : 'zh-CN', baseURL: base })
  const r = await context.request.post('/api/session', { data: { login: `demo.${login}`, password: 'open-the-net' }, headers: { origin: base } })
  if (!r.ok()) console.log(await r.text())
  const page = await context.newPage()
  page.on('console', m => { if (m.type() === 'error') console.log(name, m.text()) })
  page.on('pageerror', e => console.log(name, 'PAGEERROR', e.message))
  await page.goto(path); await page.waitForTimeout(2500)
  if (act) await act(page)
  await page.screenshot({ path: `/tmp/shot-${name}.png`, fullPage: false })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  console.log(name, 'overflow', wide)
  await context.close()
}
const desk = { width: 1440, height: 900 }, tall = { width: 1440, height: 2400 }, phone = { width: 390, height: 844 }, phoneTall = { width: 390, height: 4200 }

import { createRequire } from 'node:module'
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const audit = async page => { await page.addScriptTag({ path: axe }); const r = await page.evaluate(() => window.axe.run()); for (const v of r.violations) console.log('AXE', v.id, v.nodes.length, v.nodes[0].html.slice(0, 160)) }
await shot('evaluator', 'zh', { width: 1440, height: 1400 }, '/console/honesty', 'eval-zh', async page => {
  await audit(page)
  await page.locator('.flag-judge button').nth(2).click(); await page.waitForTimeout(1200)
  console.log(await page.locator('.told').innerText())
})
await shot('auditor', 'en', { width: 390, height: 2600 }, '/console/honesty', 'audit-phone-en', audit)
await shot('inspector', 'zh', desk, '/console/', 'duty-zh', async page => { await page.locator('.bar-duty').click(); await page.waitForTimeout(800); await audit(page) })
await shot('inspector', 'en', phone, '/console/', 'duty-phone-en')
await browser.close()
