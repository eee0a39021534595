// The guides and the README against what lies beside them: every picture shown is there, none lies there that nobody shows, and
// each guide stands in both languages. mission: HY7
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { roleNames } from '../src/domains/identity/rules.ts'

const root = join(import.meta.dirname, '..')
const pages = await readPages()

test('every picture that a guide shows is there, in its own language', async () => {
  const wrong: string[] = []
  for (const { path, language, shown } of pages) {
    for (const picture of shown) {
      const isThere = await stat(join(root, picture)).then(
        found => found.isFile(),
        () => false,
      )
      if (!isThere) wrong.push(`${path} shows ${picture}, which is not there`)
      if (language && !picture.endsWith(`-${language}.png`)) wrong.push(`${path} shows ${picture}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every picture in docs/screens is shown somewhere, and all of them together stay light', async () => {
  const names = (await readdir(join(root, 'docs/screens'))).map(name => `docs/screens/${name}`)
  const shown = new Set(pages.flatMap(page => page.shown))
  expect(names.filter(name => !shown.has(name))).toEqual([])
  const sizes = await Promise.all(names.map(async name => (await stat(join(root, name))).size))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(12_000_000)
})

test('each guide stands in both languages, with the same parts, and the index names it', async () => {
  const of = (language: string) => pages.filter(page => page.language === language)
  const nameOf = ({ path }: { path: string }) => path.split('/').at(-1)
  expect(of('zh').map(nameOf)).toEqual(of('en').map(nameOf))
  const index = await readFile(join(root, 'docs/guides/README.md'), 'utf8')
  for (const [at, chinese] of of('zh').entries()) {
    const english = of('en')[at]
    const bare = (names: readonly string[] = []) => names.map(name => name.replace(/-(zh|en)\.png$/, ''))
    expect(bare(english?.shown)).toEqual(bare(chinese.shown))
    expect(english?.parts).toBe(chinese.parts)
    for (const language of ['zh', 'en']) expect(index).toContain(`(${language}/${nameOf(chinese)})`)
  }
})

test('links of guides and README lead to files', async () => {
  const wrong: string[] = []
  for (const { path, links } of pages) {
    for (const link of links) {
      const isThere = await stat(join(root, dirname(path), link)).then(
        () => true,
        () => false,
      )
      if (!isThere) wrong.push(`${path} → ${link}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every post of the program has a guide that names it', async () => {
  const { openWords } = await import('../src/ui/words/open.ts')
  const [chinese, english] = await Promise.all([allOf('zh'), allOf('en')])
  const unnamed = roleNames.filter(role => {
    const key = `role.${role}` as const
    return (
      !chinese.includes(openWords('zh').t(key)) ||
      !english.toLowerCase().includes(openWords('en').t(key).toLowerCase())
    )
  })
  expect(unnamed).toEqual([])
})

interface Page {
  path: string
  language: 'zh' | 'en' | undefined
  /** Pictures, from the root. */
  shown: string[]
  links: string[]
  /** How many headings it has. */
  parts: number
}

async function readPages(): Promise<Page[]> {
  const found: Page[] = []
  const guides = await readdir(join(root, 'docs/guides'), { recursive: true })
  const paths = guides.filter(name => name.endsWith('.md')).map(name => `docs/guides/${name}`)
  for (const path of ['README.md', ...paths.sort()]) {
    const text = await readFile(join(root, path), 'utf8')
    const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)]+\.png)\)|<img src="([^"]+\.png)"/g)]
    found.push({
      path,
      language: path.includes('/zh/') ? 'zh' : path.includes('/en/') ? 'en' : undefined,
      shown: pictures.map(match => relative(root, join(root, dirname(path), match[1] ?? match[2] ?? ''))),
      links: [...text.matchAll(/(?<!!)\[[^\]]*\]\(([^)#:]+)(#[^)]*)?\)/g)].map(match => match[1] ?? ''),
      parts: [...text.matchAll(/^#+ /gm)].length,
    })
  }
  return found
}

async function allOf(language: string): Promise<string> {
  const texts = pages
    .filter(page => page.language === language)
    .map(({ path }) => readFile(join(root, path), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}
