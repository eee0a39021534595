// Server-rendered pages plug in here: a Hono app whose handlers find in `asked` who asks, in which
// district, with which key; what they show comes from the same calls that the API answers.
import type { Hono } from 'hono'
import type { Asked } from './gate.ts'

export interface PageEnv {
  Variables: { asked: Asked; requestId: string; reached?: string }
}

export type Pages = Hono<PageEnv>
