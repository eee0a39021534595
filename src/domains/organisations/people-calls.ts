// People as a sheet: accounts with their posts, each with the organisation it works for. It stands here and not with
// the accounts, because it speaks of both.
import { z } from 'zod'
import { bilingual, id, read, write } from '../../base/contract.ts'
import { roleNames } from '../identity/rules.ts'

export const personFaults = [
  'bad_login',
  'name_missing',
  'name_too_long',
  'name_differs',
  'login_elsewhere',
  'account_closed',
  'no_such_role',
  'no_such_region',
  'region_closed',
  'other_axis',
  'organisation_missing',
  'organisation_unwanted',
  'no_such_organisation',
  'organisation_closed',
  'no_such_centre',
  'centre_closed',
  'centre_other_axis',
  'centre_elsewhere',
  'doubled',
  'password_missing',
] as const
export type PersonFault = (typeof personFaults)[number]

const refusedPerson = z.object({
  /** The line of the sheet, counted from 1 with its heading. */
  row: z.int(),
  login: z.string(),
  why: z.enum(personFaults),
  said: z.string(),
})
export type RefusedPerson = z.infer<typeof refusedPerson>

export const peopleReport = z.object({
  kept: z.boolean(),
  rows: z.int(),
  /** The accounts that are new. Each needs a first password. */
  opened: z.array(z.object({ login: z.string(), name: z.string() })),
  posts: z.array(z.object({ login: z.string(), role: z.enum(roleNames), region: z.string() })),
  unchanged: z.int(),
  refused: z.array(refusedPerson),
})
export type PeopleReport = z.infer<typeof peopleReport>

export const mostPeople = { rows: 2000, accounts: 500 }
export const largestPeopleSheet = 1_000_000

const administer = { may: 'identity.administer', axis: 'system' } as const

export const peopleCalls = {
  /** For whom each post of the district works. */
  employments: read('/organisations/employments', administer).output(
    z.array(z.object({ post: id, organisation: id, name: bilingual })),
  ),
  peopleSheet: read('/accounts/sheet', administer).output(z.file()),
  importPeople: write('/accounts/sheet', administer)
    .errors({
      'organisations.bad_people_sheet': { status: 400 },
      'organisations.too_many_people': { status: 400 },
    })
    .input(
      z.object({
        sheet: z.string().max(largestPeopleSheet),
        isTrial: z.boolean().default(false),
        /** Keeps the rows that are right although others are refused. */
        leaveOut: z.boolean().default(false),
        /** Made up by the page for the accounts that the trial called new; only their hashes are kept. */
        passwords: z
          .array(z.object({ login: z.string().max(40), password: z.string().max(200) }))
          .max(mostPeople.accounts)
          .default([]),
      }),
    )
    .output(peopleReport),
}
