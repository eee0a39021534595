// Pictures that go with a step: chosen, sent one by one, and ready when all have arrived.
import { useEffect, useRef, useState } from 'react'
import type { ChosenPicture } from '../../../ui/PictureField.tsx'

export interface Evidence {
  pictures: readonly ChosenPicture[]
  change(how: (pictures: readonly ChosenPicture[]) => readonly ChosenPicture[]): void
  /** The uploads; undefined while one is still on its way. */
  uploads: string[] | undefined
}

export function useEvidence(): Evidence {
  const [pictures, change] = useState<readonly ChosenPicture[]>([])
  const latest = useRef(pictures)
  latest.current = pictures
  useEffect(
    () => () => {
      for (const { preview } of latest.current) URL.revokeObjectURL(preview)
    },
    [],
  )
  const sent = pictures.flatMap(({ id }) => id ?? [])
  return { pictures, change, uploads: sent.length === pictures.length ? sent : undefined }
}
