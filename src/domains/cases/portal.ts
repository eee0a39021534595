// STAND-IN until the portal helper writes this file: overwrite it.
import { Hono } from 'hono'
import type { PageEnv, Pages } from '../../base/pages.ts'
export function casePages(): Pages {
  return new Hono<PageEnv>()
}
