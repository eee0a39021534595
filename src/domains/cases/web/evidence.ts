// Pictures that go with a step: chosen, sent one by one, and ready when all have arrived.
import { useEffect, useRef, useState } from 'react'
import type { ChosenPicture } from '../../../ui/PictureField.tsx'
import type { WordKey } from '../../../ui/words/words.ts'

export interface Evidence {
  pictures: readonly ChosenPicture[]
  change(how: (pictures: readonly ChosenPicture[]) => readonly ChosenPicture[]): void
  /** The uploads; undefined while one is still on its way. */
  uploads: string[] | undefined
  /** Why there is nothing to send yet; undefined when there is. `none` says what is wanted. */
  missing(none: WordKey): WordKey | undefined
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
  const isWhole = sent.length === pictures.length
  const missing = (none: WordKey): WordKey | undefined => {
    if (pictures.some(({ error }) => error !== undefined)) return 'console.pictures_failed'
    if (!isWhole) return 'console.pictures_wait'
    return sent.length === 0 ? none : undefined
  }
  return { pictures, change, uploads: isWhole ? sent : undefined, missing }
}
