// What a caller may ask of divide(): each fault is refused with a sentence that says what to do.
import type { BlockGraph, DivideOptions } from '../divide.ts'
import { piecesOf } from './pieces.ts'

export function checkGraph(graph: BlockGraph): void {
  const { starts, neighbours, lengths, loads, areas, perimeters, xs, ys } = graph
  const blocks = loads.length
  if (blocks === 0) throw new RangeError('There is no block to divide. Draw streets or give blocks first.')
  if (starts.length !== blocks + 1 || starts[0] !== 0 || starts[blocks] !== neighbours.length)
    throw new RangeError(
      'starts must begin with 0, have one entry more than there are blocks and end where neighbours end.',
    )
  if (lengths.length !== neighbours.length)
    throw new RangeError('lengths must have one entry for each entry of neighbours.')
  if ([areas, perimeters, xs, ys].some(each => each.length !== blocks))
    throw new RangeError('loads, areas, perimeters, xs and ys must have one entry for each block.')
  for (const [name, values] of Object.entries({ loads, areas, perimeters, lengths }))
    for (const [at, value] of values.entries())
      if (!Number.isFinite(value) || value < 0)
        throw new RangeError(`${name}[${at}] is ${value}; it must be a number from 0 up.`)
  for (const [name, values] of Object.entries({ xs, ys }))
    for (const [at, value] of values.entries())
      if (!Number.isFinite(value))
        throw new RangeError(`${name}[${at}] is ${value}; it must be a number of metres.`)
  checkNeighbours(graph)
}

function checkNeighbours({ starts, neighbours, lengths, loads }: BlockGraph): void {
  const blocks = loads.length
  // Each pair adds its length one way and takes it away the other way round.
  const open = new Map<number, number>()
  for (let block = 0; block < blocks; block += 1) {
    const [first, end] = [starts[block] ?? 0, starts[block + 1] ?? 0]
    if (end < first)
      throw new RangeError(`starts[${block + 1}] is less than starts[${block}]; starts must not fall.`)
    for (let at = first; at < end; at += 1) {
      const other = neighbours[at] ?? -1
      if (other < 0 || other >= blocks || other === block)
        throw new RangeError(
          `Block ${block} names ${other} as its neighbour; name another block from 0 to ${blocks - 1}.`,
        )
      const key = Math.min(block, other) * blocks + Math.max(block, other)
      if (block < other) {
        if (open.has(key))
          throw new RangeError(`Block ${block} names block ${other} twice; name each neighbour once.`)
        open.set(key, lengths[at] ?? 0)
        continue
      }
      const length = open.get(key)
      if (length === undefined || Math.abs(length - (lengths[at] ?? 0)) > 1e-6 * Math.max(1, length))
        throw new RangeError(
          `Blocks ${other} and ${block} must name each other, once each and with the same length of border.`,
        )
      open.delete(key)
    }
  }
  const [left] = open.keys()
  if (left === undefined) return
  throw new RangeError(
    `Blocks ${Math.floor(left / blocks)} and ${left % blocks} must name each other, once each and with the same length of border.`,
  )
}

export function checkOptions(graph: BlockGraph, options: DivideOptions): void {
  const blocks = graph.loads.length
  const { count, seed, within, beta, steps, stay, current, locked } = options
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`The number of grids is ${count}; ask for a whole number from 1 up.`)
  if (count > blocks)
    throw new RangeError(
      `${count} grids cannot be made of ${blocks} blocks. Ask for fewer, or split large blocks first.`,
    )
  if (!Number.isInteger(seed)) throw new RangeError(`The seed is ${seed}; give a whole number.`)
  if (within !== undefined && !(within > 0 && within < 1))
    throw new RangeError(
      `The share allowed off the target is ${within}; give one between 0 and 1, such as 0.1.`,
    )
  for (const [name, value] of Object.entries({ beta, stay }))
    if (value !== undefined && !(Number.isFinite(value) && value >= 0))
      throw new RangeError(`${name} is ${value}; give a number from 0 up.`)
  if (steps !== undefined && !(Number.isInteger(steps) && steps >= 0))
    throw new RangeError(`steps is ${steps}; give a whole number from 0 up.`)
  if (current && (current.length !== blocks || current.some(part => part < -1 || part >= count)))
    throw new RangeError(
      `current must name for each of the ${blocks} blocks a grid from 0 to ${count - 1}, or -1 for none.`,
    )
  if (locked && locked.length !== blocks)
    throw new RangeError(`locked must have an entry for each of the ${blocks} blocks.`)
  const adrift = locked ? locked.findIndex((lock, block) => lock === 1 && (current?.[block] ?? -1) < 0) : -1
  if (adrift >= 0)
    throw new RangeError(`Block ${adrift} is locked but in no grid yet. Put it into one, or unlock it.`)
  const islands = piecesOf(graph, new Int32Array(blocks)).count
  if (islands > count)
    throw new RangeError(
      `The ground falls into ${islands} pieces that do not touch, more than the ${count} grids asked for. Ask for at least ${islands}.`,
    )
}
