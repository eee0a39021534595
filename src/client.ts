// Every call as the browser makes it. Only types come from the contracts: paths and methods are taken from
// them at build time, so that no schema travels to the browser.

import { routes } from 'virtual:routes'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { openClient } from './base/client.ts'
import type { contract } from './contract.ts'

export const client = openClient<typeof contract>(routes, new URL('/api', location.origin).href)
export const api = createTanstackQueryUtils(client)
