// Before the first day the administrator fills the posts without which a district stands still: inspectors for its grids,
// and a clerk for each department that the rules send work to. As anybody would: through the program's own calls.
import { demoPassword } from '../../src/domains/identity/demo.ts'
import type { Line } from './line.ts'
import type { Town } from './town.ts'

const inspectors = ['江雨禾', '段明川', '闻小舟', '葛青山', '易南星', '褚望', '凌秋水', '佟一帆'] as const
const clerks = ['邱文', '范立新', '陆小满', '戚海', '康明', '岑月', '邵平', '安宁'] as const

/** Gives the logins that were opened. */
export async function fillPosts(line: Line, town: Town): Promise<string[]> {
  const [admin, dispatcher] = ['administrator', 'dispatcher'].map(role =>
    town.accounts.find(each => each.role === role),
  )
  if (!admin || !dispatcher) return []
  const { ask } = await line.staff(admin.login)
  const opened: string[] = []
  const open = async (
    login: string,
    name: string,
    role: 'inspector' | 'department_clerk',
    region: string,
  ) => {
    const account = await ask.identity.openAccount({ login, name, password: demoPassword })
    const post = await ask.identity.givePost({ account: account.id, role, region })
    opened.push(login)
    return post.id
  }
  const regions = [...new Set(town.grids.map(({ region }) => region.slice(0, 9)))].toSorted()
  const there = town.accounts.filter(({ role }) => role === 'inspector').length
  const wanted = Math.ceil(town.grids.length / 45)
  for (let number = 0; there + number < wanted && number < inspectors.length; number += 1) {
    const region = regions[number % regions.length]
    if (region === undefined) break
    await open(`demo.inspector${there + number + 1}`, inspectors[number] ?? '', 'inspector', region)
  }
  const district = regions[0]?.slice(0, 6) ?? ''
  const employed = new Set((await ask.organisations.employments()).map(({ organisation }) => organisation))
  const named = new Set((await ask.organisations.rules()).map(({ to }) => to))
  const organisations = await (await line.staff(dispatcher.login)).ask.organisations.list()
  const vacant = organisations.filter(
    ({ id }) => !employed.has(id) && (named.has(id) || named.has('maintainer')),
  )
  for (const [number, { id, code, name }] of vacant.entries()) {
    const person = `${clerks[number % clerks.length] ?? ''}（${name.zh}）`
    const post = await open(`demo.${code.toLowerCase()}`, person, 'department_clerk', district)
    await ask.organisations.employ({ post, organisation: id })
  }
  return opened
}
