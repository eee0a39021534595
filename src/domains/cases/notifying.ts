// Who is told what of a case, beside the desk it lies on: reactions to its events. A second look reads like a first one.
import type { Tx } from '../../base/db.ts'
import type { Reaction, Told } from '../../base/outbox.ts'
import { type Role, roleNames, roles } from '../identity/rules.ts'
import { coveringPosts } from '../identity/store/accounts.ts'
import type { Topic } from '../notifications/rules.ts'
import { tell } from '../notifications/store/notices.ts'
import { membersOf } from '../organisations/store.ts'
import { type Spoken, spokenOf } from './store/spoken.ts'

/** Who may take the step that is waited for. */
const whoMay = (permission: string): Role[] =>
  roleNames.filter(role => roles[role].may.some(may => may === permission))

const departmentRoles: readonly Role[] = ['department_clerk', 'contractor']

interface Telling {
  what: Topic
  to(tx: Tx, told: Told, about: Spoken): Promise<string[]>
}

const toDepartment = (tx: Tx, _: Told, { department }: Spoken): Promise<string[]> =>
  department === null ? Promise.resolve([]) : membersOf(tx, department, departmentRoles)

const toThoseWho =
  (permission: string): Telling['to'] =>
  (tx, _, { regionPath }) =>
    coveringPosts(tx, whoMay(permission), regionPath)

/** Stages that the command side answers for. */
const commanded = ['dispatch', 'handle', 'feedback']

const tellings: Readonly<Record<string, Telling>> = {
  'cases.drawn': {
    what: 'cases.look',
    to: async (_, { detail }) => (typeof detail.drawn === 'string' ? [detail.drawn] : []),
  },
  'cases.dispatched': { what: 'cases.dispatched', to: toDepartment },
  'cases.sent_to_rework': { what: 'cases.rework', to: toDepartment },
  'cases.urged': { what: 'cases.urged', to: toDepartment },
  'cases.extension_asked': { what: 'cases.request', to: toThoseWho('command.pass') },
  'cases.suspension_asked': { what: 'cases.request', to: toThoseWho('command.pass') },
  'cases.force_asked': { what: 'cases.force', to: toThoseWho('supervision.close') },
  'cases.overdue': {
    what: 'cases.overdue',
    to: async (tx, { detail }, { regionPath }) =>
      coveringPosts(
        tx,
        roleNames.filter(role => role === detail.leader),
        regionPath,
      ),
  },
  // The superior: who leads that side for the region above, and the eye that oversees it.
  'cases.escalated': {
    what: 'cases.escalated',
    to: (tx, { detail }) => {
      const isCommand = commanded.some(stage => stage === detail.stage)
      const above = typeof detail.region === 'string' ? detail.region : ''
      return coveringPosts(tx, [isCommand ? 'command_leader' : 'shift_leader', 'observer'], above)
    },
  },
}

export const toldOf = Object.keys(tellings)

export const tellPeople: Reaction = async ({ tx, now }, told) => {
  const telling = tellings[told.happened]
  const about = await spokenOf(tx, told.subject)
  if (!telling || !about) return
  const { number, kind, due } = about
  // When a look must be taken by is on the desk; here it would tell a first one from a second.
  const said = { number, kind, due: telling.what === 'cases.look' ? null : due }
  const posts = await telling.to(tx, told, about)
  await tell(tx, now, { what: telling.what, event: told.id, subject: told.subject, said, posts })
}
