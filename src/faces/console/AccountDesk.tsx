// The administrator's desk: accounts from identity, departments from organisations.
import { client } from '../../client.ts'
import { Accounts, type Employing } from '../../domains/identity/web/Accounts.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { EmploymentField } from '../../domains/organisations/web/EmploymentField.tsx'
import { NotHere } from './NotHere.tsx'

const employing: Employing = {
  Field: EmploymentField,
  employ: (post, organisation, key) =>
    client.organisations.employ({ post, organisation }, { context: { key } }),
}

export function AccountDesk() {
  const { data: me } = useMe()
  if (!me?.permissions.includes('identity.administer')) return <NotHere />
  return <Accounts employing={employing} />
}
