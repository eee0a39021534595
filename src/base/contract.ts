// How a capability describes its calls: shapes, refusals, and who may ask. Server handlers, the typed
// client, the OpenAPI page and the tests over all permissions come from these descriptions alone.
// Contracts hold JSON types only: times as ISO text with offset, ids as text.
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { everywhere } from './errors.ts'
import type { Rate } from './rates.ts'

export interface Meta {
  /** The permission asked for; `anyone` without signing in, `signed_in` any post, `nobody` by default. */
  may: string
  /** The side of the house the call belongs to; `open` belongs to none. */
  axis: 'supervision' | 'command' | 'handling' | 'oversight' | 'system' | 'open'
  /** How often a stranger may ask from one address; counted even when he is refused. */
  rate?: Rate
  /** Whether it is asked of the server and of no district: whoever signs in is not known in any yet. */
  anywhere?: boolean
  /** Whether it changes anything: writes take an idempotency key and are refused from foreign origins. */
  write: boolean
}

const described = oc.$meta<Meta>({ may: 'nobody', axis: 'open', write: false }).errors(everywhere)

type Asked = Pick<Meta, 'may' | 'axis' | 'rate' | 'anywhere'>

/** A call that only reads. */
export const read = (path: `/${string}`, asked: Asked) =>
  described.meta({ ...asked, write: false }).route({ method: 'GET', path })

/** A call that writes. */
export const write = (path: `/${string}`, asked: Asked, method: 'POST' | 'DELETE' = 'POST') =>
  described.meta({ ...asked, write: true }).route({ method, path })

export const id = z.uuid()
export const instant = z.iso.datetime({ offset: true })
export const districtCode = z.string().regex(/^\d{6}$/)
/** Longitude and latitude in degrees, CGCS2000/WGS 84. */
export const position = z.object({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
})
export const bilingual = z.object({ zh: z.string(), en: z.string() })
/** Yes or no, also where a form sends it as text beside a file. */
export const flag = z.union([z.boolean(), z.stringbool()])
/** The answer of a call that has nothing to tell. */
export const done = z.object({ done: z.literal(true) })

/** Free text: trimmed, control characters other than line breaks and tabs refused, line breaks normalised. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest * 2)
    .transform(said => said.replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .max(longest)
        .refine(said => !hasControls(said)),
    )

function hasControls(said: string): boolean {
  for (let at = 0; at < said.length; at += 1) {
    const code = said.charCodeAt(at)
    if ((code < 32 && code !== 9 && code !== 10) || code === 127) return true
  }
  return false
}
