// The regions of a district, for choosing a place without a map and for naming what a post reaches.
import { z } from 'zod'
import { bilingual, districtCode, read } from '../../base/contract.ts'

export const level = z.enum(['province', 'city', 'district', 'subdistrict', 'community'])

export const region = z.object({
  code: z.string(),
  parent: z.string().nullable(),
  level,
  path: z.string(),
  name: bilingual,
})
export type Region = z.infer<typeof region>

export const regionContract = {
  district: read('/district', { may: 'anyone', axis: 'open' }).output(
    z.object({ code: districtCode, name: bilingual, timeZone: z.string() }),
  ),
  list: read('/regions', { may: 'anyone', axis: 'open' }).output(z.array(region)),
}
