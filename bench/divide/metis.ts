// METIS as Debian packs it (`gpmetis`), run as a program on the same blocks, with every setting that might suit it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlockGraph } from '../../src/geo/divide.ts'

export const settings: Record<string, readonly string[]> = {
  'k-way': ['-ptype=kway', '-ufactor=30'],
  'k-way contig ufactor 50': ['-ptype=kway', '-contig', '-ufactor=50'],
  'k-way contig minconn ncuts 10': ['-ptype=kway', '-contig', '-minconn', '-ncuts=10'],
  'k-way contig ufactor 100 ncuts 10': ['-ptype=kway', '-contig', '-ufactor=100', '-ncuts=10'],
  'recursive ufactor 10 ncuts 5': ['-ptype=rb', '-ufactor=10', '-ncuts=5'],
  'recursive ufactor 1 ncuts 10': ['-ptype=rb', '-ufactor=1', '-ncuts=10'],
  'recursive ufactor 20 ncuts 10 niter 20': ['-ptype=rb', '-ufactor=20', '-ncuts=10', '-niter=20'],
}

export const quickSettings: readonly string[] = [
  'k-way contig ufactor 50',
  'k-way contig ufactor 100 ncuts 10',
  'recursive ufactor 20 ncuts 10 niter 20',
]

export function hasMetis(): boolean {
  try {
    execFileSync('gpmetis', ['-help'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The parts that gpmetis makes with these settings, and the seconds its program took, reading the file included. */
export function metis(
  graph: BlockGraph,
  count: number,
  setting: readonly string[],
): { parts: Int32Array; seconds: number } {
  const folder = mkdtempSync(join(tmpdir(), 'gangmu-metis-'))
  try {
    const file = join(folder, 'blocks.graph')
    writeFileSync(file, written(graph))
    const start = process.hrtime.bigint()
    execFileSync('gpmetis', [...setting, file, String(count)], { stdio: 'ignore' })
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    const parts = Int32Array.from(readFileSync(`${file}.part.${count}`, 'utf8').trim().split('\n'), Number)
    return { parts, seconds }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Its file: blocks from 1, whole weights; metres times ten, so that rounding does not cost it anything. */
function written({ starts, neighbours, lengths, loads }: BlockGraph): string {
  const lines = [`${loads.length} ${neighbours.length / 2} 011`]
  for (let block = 0; block < loads.length; block += 1) {
    const line = [String(Math.round(loads[block] ?? 0))]
    for (let at = starts[block] ?? 0; at < (starts[block + 1] ?? 0); at += 1)
      line.push(`${(neighbours[at] ?? 0) + 1} ${Math.max(1, Math.round((lengths[at] ?? 0) * 10))}`)
    lines.push(line.join(' '))
  }
  return `${lines.join('\n')}\n`
}
