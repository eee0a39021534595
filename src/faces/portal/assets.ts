// The few files that server-rendered pages load: one style sheet (tokens and portal), one script, the mark; for
// inspectors one more of each.
// Their addresses carry the hash of their content, so browsers may keep them for ever.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { type Context, Hono } from 'hono'
import type { PageEnv, Pages } from '../../base/pages.ts'

interface Asset {
  body: string
  type: string
  hash: string
}

const tokens = source('../../ui/tokens.css')

const assets = {
  'portal.css': asset(bare(tokens) + bare(source('./portal.css')), 'text/css; charset=utf-8'),
  'enhance.js': asset(script('./enhance.ts'), 'text/javascript; charset=utf-8'),
  'field.css': asset(bare(source('./field.css')), 'text/css; charset=utf-8'),
  'field.js': asset(script('./field.ts'), 'text/javascript; charset=utf-8'),
  'mark.svg': asset(source('../../ui/mark.svg'), 'image/svg+xml'),
}

/** Where a page finds an asset. */
export function assetAt(name: keyof typeof assets): string {
  return `/assets/${name}?v=${assets[name].hash}`
}

/** The value of a design token in the light theme, for drawings that no style sheet reaches. */
export function token(name: string): string {
  const value = tokens.match(new RegExp(`--${name}:\\s*([^;]+);`))?.[1]
  if (value === undefined) throw new Error(`no token --${name}`)
  return value
}

export function portalAssets(): Pages {
  const pages: Pages = new Hono()
  pages.get('/portal.css', c => served(c, assets['portal.css']))
  pages.get('/enhance.js', c => served(c, assets['enhance.js']))
  pages.get('/field.css', c => served(c, assets['field.css']))
  pages.get('/field.js', c => served(c, assets['field.js']))
  pages.get('/mark.svg', c => served(c, assets['mark.svg']))
  return pages
}

function served(c: Context<PageEnv>, { body, type, hash }: Asset): Response {
  const headers = {
    'Content-Type': type,
    ETag: `"${hash}"`,
    'Cache-Control': c.req.query('v') === hash ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  return c.req.header('if-none-match') === `"${hash}"`
    ? c.body(null, 304, headers)
    : c.body(body, 200, headers)
}

function asset(body: string, type: string): Asset {
  return { body, type, hash: createHash('sha256').update(body).digest('base64url').slice(0, 22) }
}

/** A style sheet without its comments: they are for us, not for a slow line. */
function bare(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/[ \t]+$|^\s*\n/gm, '')
}

/** A script without its types and its comments. */
function script(path: string): string {
  return stripTypeScriptTypes(source(path)).replaceAll(/^\s*\/\/.*\n|^\s+|[ \t]+$/gm, '')
}

function source(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
