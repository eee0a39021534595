// Every call there is, in one object: the browser's typed client, the OpenAPI page and the tests over all
// permissions read it. The server's routers follow the same shape.
import { liveContract } from './base/live-calls.ts'
import { uploadContract } from './base/uploads-calls.ts'
import { caseContract } from './domains/cases/contract.ts'
import { deskContract } from './domains/cases/desk-calls.ts'
import { catalogueContract } from './domains/catalogue/contract.ts'
import { commandContract } from './domains/command/contract.ts'
import { editingContract } from './domains/grids/contract/editing.ts'
import { gridContract } from './domains/grids/contract.ts'
import { planContract } from './domains/grids/plan-calls.ts'
import { handlingContract } from './domains/handling/contract.ts'
import { identityContract } from './domains/identity/contract.ts'
import { notificationContract } from './domains/notifications/contract.ts'
import { organisationContract } from './domains/organisations/contract.ts'
import { partContract } from './domains/parts/contract.ts'
import { placeContract } from './domains/places/contract.ts'
import { regionContract } from './domains/regions/contract.ts'
import { supervisionContract } from './domains/supervision/contract.ts'

export const contract = {
  identity: identityContract,
  regions: regionContract,
  grids: { ...gridContract, ...planContract, ...editingContract },
  catalogue: catalogueContract,
  organisations: organisationContract,
  notifications: notificationContract,
  parts: partContract,
  cases: { ...caseContract, ...deskContract },
  places: placeContract,
  supervision: supervisionContract,
  command: commandContract,
  handling: handlingContract,
  files: uploadContract,
  live: liveContract,
}
