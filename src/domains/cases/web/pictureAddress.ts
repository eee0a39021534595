// Where a picture of a case is fetched: always through the case, whose permissions it has.
import type { CasePicture } from '../contract.ts'

export function pictureAddress(id: string, { file }: CasePicture, size: 'small' | 'large'): string {
  return `/api/cases/${id}/pictures/${file}?size=${size}`
}
