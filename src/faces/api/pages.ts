// The contract for other people's programs: /api/openapi.json, and a page that a person can read at /api.

import { isContractProcedure } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Hono } from 'hono'
import { html } from 'hono/html'
import about from '../../../package.json' with { type: 'json' }
import type { Meta } from '../../base/contract.ts'
import type { PageEnv, Pages } from '../../base/pages.ts'
import { contract } from '../../contract.ts'

export function apiPages(): Pages {
  const pages = new Hono<PageEnv>()
  let document: Promise<unknown> | undefined
  pages.get('/openapi.json', async c => {
    document ??= generate()
    return c.json(await document)
  })
  pages.get('/', c => c.html(page(listed(contract))))
  return pages
}

export interface ListedCall {
  name: string
  method: string
  path: string
  meta: Meta
  refusals: string[]
}

/** Every call of a contract tree, by its name in the client. */
export function listed(tree: unknown, above: readonly string[] = []): ListedCall[] {
  if (isContractProcedure(tree)) {
    const { route, meta, errorMap } = tree['~orpc']
    return [
      {
        name: above.join('.'),
        method: route.method ?? 'POST',
        path: route.path ?? '',
        // Every contract begins with a whole Meta (base/contract.ts); the library's type forgets it here.
        meta: { may: String(meta.may), axis: meta.axis, write: meta.write === true },
        refusals: Object.keys(errorMap),
      },
    ]
  }
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, below]) => listed(below, [...above, name]))
}

function generate(): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'Gangmu',
      version: about.version,
      description:
        'Every call of Gangmu. Sign in by POST /session (a cookie, or a bearer token with carry=bearer). Writes take an Idempotency-Key header (calls about one’s own session and password do not). Refusals carry a code and typed details.',
    },
    servers: [{ url: '/api' }, { url: '/d/{district}/api', variables: { district: { default: '990103' } } }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  })
}

function page(calls: readonly ListedCall[]) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Gangmu API</title>
  <link rel="stylesheet" href="/assets/portal.css">
</head>
<body>
  <main class="api">
    <h1>Gangmu API</h1>
    <p>The whole contract with shapes: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).
      Sign in by <code>POST /api/session</code>; writes take an <code>Idempotency-Key</code> header, and the same key
      gives the same answer for thirty days (calls about one’s own session and password do not). Refusals are JSON with a <code>code</code>.</p>
    <table>
      <thead><tr><th scope="col">Call</th><th scope="col">Who may</th><th scope="col">Refusals of its own</th></tr></thead>
      <tbody>
        ${calls.map(
          call => html`<tr>
          <th scope="row"><code>${call.method} /api${call.path}</code><br><small>${call.name}</small></th>
          <td>${call.meta.may}</td>
          <td>${call.refusals.filter(code => !code.startsWith('base.')).map(code => html`<code>${code}</code> `)}</td>
        </tr>`,
        )}
      </tbody>
    </table>
  </main>
</body>
</html>`
}
