// Which model and size `npm start` was asked for; what does not exist is refused by naming what does.
import { parseArgs } from 'node:util'
import { dongcheng } from './dongcheng.ts'
import type { Model, Size } from './model.ts'

export const models: readonly Model[] = [dongcheng]

export interface Chosen {
  model: Model
  size: Size
  sizeName: string
  /** Asked for by name, not only what one gets without asking. */
  isAsked: boolean
}

/** A sentence for whoever asked for what there is not; nothing has started yet. */
export class NoSuchChoice extends Error {}

export function chosen(args: readonly string[]): Chosen {
  const { model: name, size: sizeName } = read(args)
  const model = models.find(each => each.name === (name ?? 'dongcheng'))
  if (!model)
    throw new NoSuchChoice(
      `There is no model ${name}. There is: ${models.map(each => each.name).join(', ')}.`,
    )
  const size = Object.hasOwn(model.sizes, sizeName ?? 'small') ? model.sizes[sizeName ?? 'small'] : undefined
  if (!size)
    throw new NoSuchChoice(
      `The model ${model.name} has no size ${sizeName} yet. There is: ${Object.keys(model.sizes).join(', ')}.`,
    )
  return {
    model,
    size,
    sizeName: sizeName ?? 'small',
    isAsked: name !== undefined || sizeName !== undefined,
  }
}

function read(args: readonly string[]): { model?: string | undefined; size?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: { model: { type: 'string' }, size: { type: 'string' } } })
      .values
  } catch {
    throw new NoSuchChoice('Usage: npm start -- [--model NAME] [--size NAME]')
  }
}
