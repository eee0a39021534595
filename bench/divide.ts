// How well divide() divides beside METIS, the graph partitioner, with the best of its settings on the same blocks in the
// same run; and how many households an adjustment moves beside a fresh division. Everything is recounted here.

import { chance } from '../src/geo/divide/chance.ts'
import { type BlockGraph, divide, type Figures, figuresOf } from '../src/geo/divide.ts'
import { ground } from './divide/ground.ts'
import { hasMetis, metis, quickSettings, settings } from './divide/metis.ts'
import { overlapped, soundness } from './divide/recount.ts'
import { compared, machine, print, type Result } from './report.ts'

const count = 589
const stay = 1

export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick')
  const sizes = isQuick ? [5000, 20_000] : [5000, 20_000, 50_000]
  const seeds = isQuick ? [1] : [1, 2, 3, 4, 5]
  const isThere = hasMetis()
  if (!isThere)
    console.error(
      'gpmetis is not installed (Debian: apt-get install metis), so METIS is left out and ratios are open',
    )
  const results: Result[] = []
  let wrong = 0
  for (const blocks of sizes) {
    const ours: Run[] = []
    const theirs: Run[] = []
    const adjusted: { share: number; ours: number; theirs: number }[] = []
    for (const seed of seeds) {
      const graph = ground(blocks, seed)
      const mine = timed(() => divide(graph, { count, seed, ...budget(isQuick, blocks) }))
      wrong += soundness(graph, mine.answer, mine.answer.figures)
      const run = { figures: mine.answer.figures, seconds: mine.seconds }
      ours.push(run)
      tell(`${blocks} blocks, seed ${seed}, ours`, run)
      const { forced } = mine.answer
      const over = forced.reduce((most, { load }) => Math.max(most, load), 0)
      if (forced.length > 0)
        console.error(
          `  bound: ${forced.length} blocks are larger than a grid may be, so at the most ${percent(1 - forced.length / count)} can be within, and the worst is off by ${percent((over * count) / graph.loads.reduce((a, b) => a + b, 0) - 1)} or more`,
        )
      const tried = isThere ? partitioned(graph, isQuick) : []
      for (const { name, ...each } of tried) tell(`${blocks} blocks, seed ${seed}, METIS ${name}`, each)
      if (isThere) theirs.push(bestOf(tried))
      // Adjustment is the same question at every size: once for each seed.
      const changed = { ...graph, loads: drifted(graph, seed) }
      const again = timed(() =>
        divide(changed, {
          count,
          seed,
          current: mine.answer.parts,
          stay,
          ...(isQuick && { steps: 2000 * blocks }),
        }),
      )
      wrong += soundness(changed, again.answer, again.answer.figures, mine.answer.parts)
      tell(`${blocks} blocks, seed ${seed}, adjusted`, {
        figures: again.answer.figures,
        seconds: again.seconds,
      })
      const total = changed.loads.reduce((sum, load) => sum + load, 0)
      const moved = again.answer.figures.moved / total
      adjusted.push({ share: again.answer.figures.within / count, ours: moved, theirs: Number.NaN })
      if (isThere) {
        const fresh = freshlyMoved(changed, tried)
        const last = adjusted.at(-1)
        if (last) last.theirs = fresh
        console.error(
          `  moved: ${percent(moved)} of the households, a fresh METIS division ${percent(fresh)}`,
        )
      }
    }
    const name = `${blocks / 1000}k blocks`
    const side = (runs: readonly Run[], of: (run: Run) => number): number[] | undefined =>
      runs.length > 0 ? runs.map(of) : undefined
    const peer = isThere ? 'METIS, best run' : 'none'
    const line = (what: string, unit: string, of: (run: Run) => number): void => {
      results.push(compared({ case: `${name}: ${what}`, peer, unit }, ours.map(of), side(theirs, of)))
    }
    line('cut', 'km', run => run.figures.cut / 1000)
    line('Polsby–Popper', 'mean', run => run.figures.compactness)
    line('within ±10 %', '%', run => (100 * run.figures.within) / count)
    line('worst grid', '% off', run => 100 * run.figures.worst)
    results.push(
      ...(['broken', 'empty'] as const).map(what => ({
        ...compared(
          { case: `${name}: ${what}`, peer, unit: 'grids' },
          ours.map(run => run.figures[what]),
          side(theirs, run => run.figures[what]),
        ),
        // Nothing against nothing is no ratio.
        ratio: null,
      })),
    )
    line('time', 's', run => run.seconds)
    results.push(
      compared(
        { case: `${name}: moved when adjusted`, peer: isThere ? 'METIS, fresh' : 'none', unit: '% of load' },
        adjusted.map(each => 100 * each.ours),
        isThere ? adjusted.map(each => 100 * each.theirs) : undefined,
      ),
      compared(
        { case: `${name}: within after adjusting`, peer: 'none', unit: '%' },
        adjusted.map(each => 100 * each.share),
      ),
    )
  }
  print({ bench: 'divide', machine: machine(), results, wrong })
}

interface Run {
  figures: Figures
  seconds: number
}

/** A quick run has a third of the budget at 20,000 blocks, so that all of it stays under 50 s. */
function budget(isQuick: boolean, blocks: number): { steps?: number } {
  return isQuick && blocks > 5000 ? { steps: 3000 * blocks } : {}
}

/** Seconds of this core, so that neighbours on the machine do not count; METIS, a program of its own, is told by the clock. */
function timed<Answer>(work: () => Answer): { answer: Answer; seconds: number } {
  const start = process.cpuUsage()
  const answer = work()
  const { user, system } = process.cpuUsage(start)
  return { answer, seconds: (user + system) / 1e6 }
}

interface Partition extends Run {
  name: string
  setting: readonly string[]
  parts: Int32Array
}

/** What each setting makes of the blocks; a quick run tries those three only that have been the best at some size. */
function partitioned(graph: BlockGraph, isQuick: boolean): Partition[] {
  return Object.entries(settings)
    .filter(([name]) => !isQuick || quickSettings.includes(name))
    .map(([name, setting]) => {
      const { parts, seconds } = metis(graph, count, setting)
      return { name, setting, parts, seconds, figures: figuresOf(graph, { parts, count }) }
    })
}

/** For each figure the best that any setting reaches, though no single run has them all. */
function bestOf(runs: readonly Partition[]): Run {
  const of = (better: (...values: number[]) => number, what: (run: Run) => number): number =>
    better(...runs.map(what))
  const figures: Figures = {
    within: of(Math.max, run => run.figures.within),
    worst: of(Math.min, run => run.figures.worst),
    mean: of(Math.min, run => run.figures.mean),
    cut: of(Math.min, run => run.figures.cut),
    compactness: of(Math.max, run => run.figures.compactness),
    broken: of(Math.min, run => run.figures.broken),
    empty: of(Math.min, run => run.figures.empty),
    moved: 0,
  }
  return { figures, seconds: of(Math.min, run => run.seconds) }
}

/** Every load a little more or less, by a twentieth of all households together. */
function drifted(graph: BlockGraph, seed: number): Float64Array {
  const random = chance(seed + 1000)
  // Evenly between 0.9 and 1.1: 5 % in the mean.
  return graph.loads.map(load => Math.max(0, load * (0.9 + 0.2 * random.share())))
}

/** What a fresh METIS division of the changed loads moves, its parts named by best overlap; the least of its settings. */
function freshlyMoved(changed: BlockGraph, tried: readonly Partition[]): number {
  const total = changed.loads.reduce((sum, load) => sum + load, 0)
  const shares = tried.map(({ parts, setting }) => {
    const after = overlapped(changed, { parts, count }, metis(changed, count, setting).parts)
    return figuresOf(changed, { parts: after, count }, { current: parts }).moved / total
  })
  return Math.min(...shares)
}

function tell(what: string, { figures, seconds }: Run): void {
  const { mean, worst, within, cut, compactness, broken, empty } = figures
  console.error(
    `${what}: ${seconds.toFixed(1)} s, mean ${percent(mean)}, worst ${percent(worst)}, within ${percent(within / count)}, cut ${(cut / 1000).toFixed(1)} km, Polsby–Popper ${compactness.toFixed(3)}, broken ${broken}, empty ${empty}`,
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
