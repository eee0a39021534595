// Looking things up in the national code list, and taking regions over from it.
import { implement } from '@orpc/server'
import type { Instant } from '../../base/clock.ts'
import { Refusal } from '../../base/errors.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { asRows, compared } from './comparing.ts'
import { regionContract } from './contract.ts'
import { bringRegions } from './keeping.ts'
import { soughtBy } from './listing.ts'
import { editions, findListed, listedBelow, listedOf } from './store/list.ts'
import { tree } from './store/tree.ts'

const on = implement(regionContract).$context<Asked>().use(guard)

export const looking = {
  editions: on.editions.handler(({ context }) => editions(context.tx)),

  findListed: on.findListed.handler(async ({ context: { tx, now }, input: { text, on: day, limit } }) => {
    const sought = soughtBy(text)
    return sought ? findListed(tx, sought, { on: day ?? today(now), limit }) : []
  }),

  listedBelow: on.listedBelow.handler(({ context: { tx, now }, input: { code, on: day } }) =>
    listedBelow(tx, code, day ?? today(now)),
  ),

  compareList: on.compareList.handler(async ({ context: { tx, now, district } }) => {
    const list = await listedOf(tx, district, today(now))
    const [newest] = await editions(tx)
    return {
      edition: list.length > 0 ? (newest?.name ?? null) : null,
      ...compared(await tree(tx), list),
    }
  }),

  adoptListed: on.adoptListed.handler(async ({ context, input: { codes } }) => {
    const list = new Map(
      (await listedOf(context.tx, context.district, today(context.now))).map(each => [each.code, each]),
    )
    const known = new Set((await tree(context.tx)).map(({ code }) => code))
    const wanted = new Set<string>()
    for (const code of codes) {
      const over = code.slice(0, 9)
      if (!known.has(over)) wanted.add(over)
      wanted.add(code)
    }
    const rows = [...wanted].map(code => {
      const one = list.get(code)
      if (!one) throw new Refusal('regions.not_listed', 400, { code })
      return one
    })
    return bringRegions(context, asRows(rows), { isTrial: false, leaveOut: false, isOperator: false })
  }),
}

/** The list is the whole country's: its days are Beijing's. */
function today(now: Instant): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.parse(now))
}
