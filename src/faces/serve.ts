// Builds the React faces when their sources changed, and serves what was built. Files with a hash in their
// name may be kept for ever; the page itself is asked for anew.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { PageEnv, Pages } from '../base/pages.ts'

const root = join(import.meta.dirname, '../..')
const built = join(root, 'dist')

/** Builds unless the last build was made of the same sources. */
export async function buildFaces(log: Pick<Logger, 'info'>): Promise<void> {
  const stamp = join(built, 'sources.sha256')
  const sources = await sourceHash()
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return
  log.info({}, 'building the faces')
  // Whatever the server runs as, people get the production build.
  process.env.NODE_ENV = 'production'
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await mkdir(built, { recursive: true })
  await writeFile(stamp, sources)
}

export function facePages(face: string): Pages {
  const pages = new Hono<PageEnv>()
  pages.get('/*', async c => {
    // Built files have plain names; whatever else is asked for is a page of the face.
    const asked = c.req.path.replace(new RegExp(`^.*?/${face}/?`), '')
    const path = normalize(join(built, face, asked))
    if (!path.startsWith(join(built, face))) return c.notFound()
    const type = types[extname(path)]
    const file = type && (await readFile(path).catch(() => undefined))
    if (file)
      return c.body(file, 200, {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
      })
    if (type) return c.notFound()
    // Any other address is a page that the face itself finds.
    const page = await readFile(join(built, face, 'index.html'), 'utf8').catch(() => undefined)
    return page === undefined ? c.notFound() : c.html(page, 200, { 'Cache-Control': 'no-cache' })
  })
  return pages
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await readdir(join(root, 'src'), { recursive: true }))
    .filter(name => /\.(tsx?|css|html|svg|json)$/.test(name) && !name.endsWith('.test.ts'))
    .map(name => join('src', name))
  for (const name of [...files, 'package-lock.json', 'vite.config.ts'].sort()) {
    hash.update(name).update(await readFile(join(root, name)))
  }
  return hash.digest('hex')
}
