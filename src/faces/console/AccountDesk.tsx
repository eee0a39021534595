// The administrator's desk: accounts from identity, departments and people as a sheet from organisations.
import { client } from '../../client.ts'
import { Accounts, type Employing } from '../../domains/identity/web/Accounts.tsx'
import { useMe } from '../../domains/identity/web/me.ts'
import { EmploymentField } from '../../domains/organisations/web/EmploymentField.tsx'
import { useEmployments } from '../../domains/organisations/web/employments.ts'
import { PeopleImport } from '../../domains/organisations/web/PeopleImport.tsx'
import { handOut } from '../../ui/filing.ts'
import { NotHere } from './NotHere.tsx'

const employing: Employing = {
  useEmployments,
  Field: EmploymentField,
  employ: (post, organisation, key) =>
    client.organisations.employ({ post, organisation }, { context: { key } }),
  Import: PeopleImport,
  exportSheet: async () => {
    const sheet = await client.organisations.peopleSheet()
    handOut('people.csv', sheet)
  },
}

export function AccountDesk() {
  const { data: me } = useMe()
  if (!me?.permissions.includes('identity.administer')) return <NotHere />
  return <Accounts employing={employing} ownLogin={me.login} />
}
