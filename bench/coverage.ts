// How fast a coverage is judged beside ST_CoverageInvalidEdges of the embedded database, over the same polygons in the same
// run; whether every defect put in on purpose is found and none invented; and how long one changed grid takes.
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { Coverage } from '../src/geo/coverage.ts'
import { metresPerDegree } from '../src/geo/coverage-measure.ts'
import { PackedShapes } from '../src/geo/coverage-shapes.ts'
import { type Cell, Cells, defectKinds, random, spoil } from '../test/cells.ts'
import { compared, machine, median, print, type Result } from './report.ts'

/** Corners on a side between its ends: 65 corners and the closing one. */
const bends = 15
const seed = 7

export async function bench(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick')
  const side = 317
  const cells = new Cells(side, side, bends, seed)
  const count = 100_000
  console.error(`making ${count} polygons`)
  const shapes = new PackedShapes()
  for (const cell of cells.all()) if (shapes.count < count) shapes.add(cell)
  let wrong = 0
  const peer = await PGlite.create({ extensions: { postgis } })
  await peer.exec('create extension postgis; create table cell (id integer primary key, shape geometry)')
  const results: Result[] = []
  // The peer's rate falls with size, so what it is measured on is no advantage of ours.
  const asked = isQuick ? 10_000 : count
  console.error(`the peer reads ${asked} polygons`)
  for (let at = 0; at < asked; at += 2000) await peer.exec(insertion(shapes, at, Math.min(asked, at + 2000)))
  const sizes = isQuick ? [count] : [10_000, count]
  for (const size of sizes) {
    const among = Math.min(size, asked)
    const [ours, theirs]: [number[], number[]] = [[], []]
    for (let round = 0; round < (isQuick ? 2 : 4); round += 1) {
      const copy = copied(shapes, size)
      ours.push(
        await rate(
          size,
          () => new Coverage(copy).check().length,
          told => (wrong += told),
        ),
      )
      theirs.push(
        await rate(
          among,
          () => asPeer(peer, among),
          told => (wrong += told),
        ),
      )
    }
    const name = `ST_CoverageInvalidEdges in PGlite, ${among} polygons`
    results.push(
      compared({ case: `verdict on ${size} polygons`, peer: name, unit: 'polygons/s' }, ours, theirs),
    )
  }
  await peer.close()

  console.error('one grid changed among all')
  results.push(...changed(new Coverage(shapes), cells, isQuick ? 300 : 2000))

  console.error('defects')
  const defects = isQuick ? 1000 : 10_000
  const { missed, invented, speed } = seeded(defects)
  wrong += missed + invented
  results.push({
    ...{ case: `${defects} seeded defects, found`, peer: 'none', unit: 'defects' },
    ...{ ours: defects - missed, theirs: null, ratio: null },
  })
  results.push(
    compared({ case: 'defects judged, 16 polygons each', peer: 'none', unit: 'defects/s' }, [speed]),
  )
  print({ bench: 'coverage', machine: machine(), results, wrong })
}

/** The same corners without what was made of them. */
function copied(shapes: PackedShapes, count: number): PackedShapes {
  const copy = new PackedShapes()
  const ends = shapes.shapeRings[count - 1]?.at(-1) ?? 0
  const corners = shapes.rings[ends + 1] ?? 0
  copy.xs = shapes.xs.slice(0, corners)
  copy.ys = shapes.ys.slice(0, corners)
  copy.corners = corners
  copy.rings.length = 0
  for (let ring = 0; ring <= ends + 1; ring += 1) copy.rings.push(shapes.rings[ring] ?? 0)
  for (let shape = 0; shape < count; shape += 1) {
    copy.shapeRings.push([...(shapes.shapeRings[shape] ?? [])])
    copy.ringShape.push(shape)
    copy.boxes.push(...shapes.boxOf(shape))
  }
  return copy
}

function insertion(shapes: PackedShapes, from: number, to: number): string {
  const rows: string[] = []
  for (let shape = from; shape < to; shape += 1) {
    const [first, last] = shapes.span(shapes.shapeRings[shape]?.[0] ?? 0)
    const corners: string[] = []
    for (let at = first; at <= last; at += 1)
      corners.push(`${(shapes.xs[at] ?? 0) / 1e7} ${(shapes.ys[at] ?? 0) / 1e7}`)
    rows.push(`(${shape}, 'polygon((${corners.join()}))')`)
  }
  return `insert into cell (id, shape) values ${rows.join()}`
}

/** Polygons a second; what was told of a clean coverage is wrong. */
async function rate(
  polygons: number,
  judge: () => number | Promise<number>,
  tell: (faults: number) => void,
): Promise<number> {
  const from = performance.now()
  const faults = await judge()
  const seconds = (performance.now() - from) / 1000
  tell(faults)
  return polygons / seconds
}

async function asPeer(peer: PGlite, among: number): Promise<number> {
  const { rows } = await peer.query<{ faults: number }>(
    `select count(*)::integer as faults
    from (select st_coverageinvalidedges(shape) over () as edges from cell where id < ${among}) as each
    where edges is not null`,
  )
  return rows[0]?.faults ?? 0
}

/** Milliseconds of one change with its verdict; the first one, which makes the grid of boxes, is left out. */
function changed(coverage: Coverage, cells: Cells, times: number): Result[] {
  coverage.around([0, 0, 0, 0])
  const roll = random(11)
  const took: number[] = []
  for (let k = 0; k < times; k += 1) {
    const [column, row] = [
      1 + Math.floor(roll() * (cells.columns - 2)),
      1 + Math.floor(roll() * (cells.columns - 4)),
    ]
    const cell = cells.at(column, row)
    const { cell: spoilt } = spoil(cell, bends, defectKinds[k % defectKinds.length] ?? 'gap', roll)
    for (const each of [spoilt, cell]) {
      const from = performance.now()
      coverage.replace(row * cells.columns + column, each)
      took.push(performance.now() - from)
    }
  }
  took.sort((a, b) => a - b)
  const result = (name: string, ours: number): Result => ({
    ...{ case: `one grid of 100000 changed, ${name}`, peer: 'none', ours: Number(ours.toPrecision(3)) },
    ...{ theirs: null, unit: 'ms', ratio: null },
  })
  return [result('middle', median(took)), result('p95', took[Math.floor(took.length * 0.95)] ?? 0)]
}

function seeded(times: number): { missed: number; invented: number; speed: number } {
  let [missed, invented, spent] = [0, 0, 0]
  const [east, north] = metresPerDegree(39.9002)
  for (let k = 0; k < times; k += 1) {
    const cells = new Cells(4, 4, bends, k)
    const all: Cell[] = [...cells.all()]
    const kind = defectKinds[k % defectKinds.length] ?? 'gap'
    const { cell, lost } = spoil(all[5] ?? [], bends, kind, random(k))
    all[5] = cell
    const shapes = new PackedShapes()
    for (const each of all) shapes.add(each)
    const from = performance.now()
    const faults = new Coverage(shapes).check()
    spent += performance.now() - from
    // The cell and the one north of it are the only ones at fault.
    invented += faults.filter(each => each.shapes.some(shape => shape !== 5 && shape !== 9)).length
    const area = (wanted: string): number =>
      faults.reduce((sum, each) => sum + (each.kind === wanted ? each.squareMetres : 0), 0)
    if (kind === 't_junction') invented += faults.filter(each => each.kind !== kind).length
    else if (kind !== 'crossing') {
      const net = area('gap') - area('overlap')
      if (Math.abs(net - lost * east * north) > 0.02 + Math.abs(net) * 0.01) invented += 1
    }
    const isFound = faults.some(each => (kind === 'sliver' ? each.sliver && each.noise : each.kind === kind))
    if (!isFound) missed += 1
  }
  return { missed, invented, speed: times / (spent / 1000) }
}
