// Puts the small town into an empty database, through the same functions that real imports use.
import { hashPassword } from '../../src/base/argon.ts'
import type { Door } from '../../src/base/db.ts'
import { publishShipped } from '../../src/domains/catalogue/store/rulebooks.ts'
import { replaceLayer } from '../../src/domains/grids/store.ts'
import { demoPassword } from '../../src/domains/identity/demo.ts'
import { addAccount, addPost } from '../../src/domains/identity/store/accounts.ts'
import { addOrganisation, join } from '../../src/domains/organisations/store.ts'
import { addDistrict, addRegion, region } from '../../src/domains/regions/store.ts'
import { openCentres } from './centres.ts'
import { assignResponsibility } from './responsibility.ts'
import { smallTown, type Town } from './town.ts'

export async function loadTown(door: Door, now: string, city: Town = smallTown()): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  await door.within({ district: city.district.code }, async tx => {
    await addDistrict(tx, city.district)
    for (const each of city.regions) await addRegion(tx, each)
    await publishShipped(tx, now)
    await replaceLayer(tx, now, city.layer, city.grids)
    const organisations = new Map<string, string>()
    for (const each of city.organisations) organisations.set(each.code, await addOrganisation(tx, each))
    await assignResponsibility({ tx, now }, city, organisations)
    const posts = new Map<string, string>()
    for (const person of city.people) {
      const account = await addAccount(tx, now, { ...person, passwordHash })
      const where = await region(tx, person.region)
      if (account === undefined || !where)
        throw new Error(`the demo account ${person.login} could not be made`)
      const post = await addPost(tx, now, { account, role: person.role, region: where })
      const organisation = person.organisation && organisations.get(person.organisation)
      posts.set(person.login, post)
      if (organisation) await join(tx, post, organisation)
    }
    await openCentres(tx, now, posts)
  })
}
