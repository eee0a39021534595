// Fills a running demonstration with cases, through its calls like anybody else, so that desks can be looked at when they
// are full: `node test/fill.ts http://localhost:8080 40`. Nothing of it belongs to the product.
import { createORPCClient } from '@orpc/client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '../src/contract.ts'
import { demoPassword } from '../src/domains/identity/demo.ts'
import type { Client } from './city.ts'
import { manhole } from './pictures.ts'

const [url = 'http://localhost:8080', many = '40', seed = '1'] = process.argv.slice(2)
const clientWith = (headers: Record<string, string>): Client =>
  createORPCClient(new OpenAPILink(contract, { url: `${url}/api`, headers }))
const stranger = clientWith({})
const as = async (login: string): Promise<Client> => {
  const { token } = await stranger.identity.signIn({
    login: `demo.${login}`,
    password: demoPassword,
    carry: 'bearer',
  })
  return clientWith({ authorization: `Bearer ${token}` })
}

/** The same district every time: a small generator instead of chance. */
let state = Number(seed)
const dice = (sides: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((state / 2_147_483_648) * sides)
}
const streets = ['桥头街', '白鹭东路', '柳营路', '文庙街', '书院巷', '江滨大道', '鼓楼市场北门', '石桥里']

const [acceptor, leader, dispatcher, works, coordinator] = await Promise.all(
  ['acceptor', 'leader', 'dispatcher', 'works', 'coordinator'].map(as),
)
if (!acceptor || !leader || !dispatcher || !works || !coordinator) throw new Error('nobody signed in')
const kinds = (await stranger.catalogue.kinds()).filter(
  ({ retired, offered }) => !retired && offered !== null,
)
const ids: string[] = []
for (let at = 0; at < Number(many); at += 1) {
  const kind = kinds[dice(kinds.length)]
  if (!kind) break
  const upload = await acceptor.files.upload({ file: await manhole('broken', dice(60)) })
  const { id } = await acceptor.cases.report({
    kind: { edition: kind.edition, type: kind.type, code: kind.code },
    where: {
      longitude: 123.5 + dice(1000) / 100_000,
      latitude: 29.49 + dice(700) / 100_000,
      precision: 'map',
    },
    address: `${streets[dice(streets.length)] ?? ''} ${1 + dice(240)} 号`,
    description: '路过看见，请来人看一下。',
    pictures: dice(2) === 0 ? [upload.id] : [],
  })
  ids.push(id)
}
// A fifth each: to accept, to file, to dispatch, with the department, to be passed on.
const upTo = (fifths: number): string[] => ids.slice(0, Math.floor((ids.length * fifths) / 5))
await acceptor.supervision.acceptMany({ ids: upTo(4) })
for (const id of upTo(3)) {
  const { conditions } = await leader.supervision.conditions({ id })
  await leader.supervision.file({ id, ...(conditions[0] && { condition: conditions[0].seq }) })
}
const departments = await dispatcher.organisations.list()
for (const id of upTo(2)) {
  const { proposed } = await dispatcher.command.proposal({ id })
  const department = proposed?.department.id ?? departments[0]?.id
  if (department) await dispatcher.command.dispatch({ id, department })
}
for (const id of upTo(1)) {
  await works.handling.take({ id }).catch(() => {})
  if (dice(2) === 0) {
    const [before, after] = await Promise.all([
      works.files.upload({ file: await manhole('broken', 61 + dice(40)) }),
      works.files.upload({ file: await manhole('mended', dice(90)) }),
    ])
    await works.handling.finish({ id, pictures: [after.id], before: [before.id] }).catch(() => {})
  }
}
console.log(`${ids.length} cases`)
