// npm start: opens the server, says where it is and with which accounts to try it, closes it cleanly.
import type { Config } from './base/config.ts'
import { sentenceOf } from './commands/sentences.ts'
import { demoPassword } from './domains/identity/demo.ts'
import type { Chosen } from './models/choosing.ts'
import { openServer } from './server.ts'

export async function start(config: Config, city: Chosen): Promise<void> {
  if (city.isAsked && !config.demo)
    throw new Error(
      '--model loads the fictional city and its accounts with a known password. Set GANGMU_DEMO=on to have it here.',
    )
  console.log('Gangmu starts …')
  const server = await openServer(config, line => console.log(line), city).catch((error: unknown) => {
    console.error(sentenceOf(error, process.env) ?? (error instanceof Error ? error.message : error))
    // The database may be running already; it leaves when this process does.
    process.exit(1)
  })
  console.log(`Ready: ${server.url}`)
  console.log(`  residents   ${server.url}/`)
  console.log(`  staff       ${server.url}/console/`)
  console.log(`  inspectors  ${server.url}/field`)
  console.log(`  API         ${server.url}/api`)
  if (config.demo) {
    console.log(
      `Demonstration accounts (password ${demoPassword}): demo.acceptor demo.leader demo.dispatcher`,
    )
    console.log('  demo.works demo.sanitation demo.coordinator demo.inspector demo.inspector2 demo.admin')
    console.log('  The sign-in page offers each post in one click and finds the others by name.')
  }
  let isClosing = false
  const close = (): void => {
    if (isClosing) return
    isClosing = true
    console.log('Closing …')
    server.close().then(
      () => process.exit(0),
      error => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}
