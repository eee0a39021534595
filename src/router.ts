// What answers each call of the contract, in the same shape (src/contract.ts).
import { liveRouter } from './base/live.ts'
import { uploadRouter } from './base/uploads.ts'
import { deskRouter } from './domains/cases/desk.ts'
import { caseRouter } from './domains/cases/server.ts'
import { catalogueRouter } from './domains/catalogue/server.ts'
import { commandRouter } from './domains/command/server.ts'
import { editorRouter } from './domains/grids/editor.ts'
import { planRouter } from './domains/grids/plan-server.ts'
import { gridRouter } from './domains/grids/server.ts'
import { handlingRouter } from './domains/handling/server.ts'
import { identityRouter } from './domains/identity/server.ts'
import { notificationRouter } from './domains/notifications/server.ts'
import { organisationRouter } from './domains/organisations/server.ts'
import { partRouter } from './domains/parts/server.ts'
import { placeRouter } from './domains/places/server.ts'
import { regionRouter } from './domains/regions/server.ts'
import { supervisionRouter } from './domains/supervision/server.ts'

export const router = {
  identity: identityRouter,
  regions: regionRouter,
  grids: { ...gridRouter, ...planRouter, ...editorRouter },
  catalogue: catalogueRouter,
  organisations: organisationRouter,
  parts: partRouter,
  cases: { ...caseRouter, ...deskRouter },
  places: placeRouter,
  supervision: supervisionRouter,
  command: commandRouter,
  handling: handlingRouter,
  notifications: notificationRouter,
  files: uploadRouter,
  live: liveRouter,
}
