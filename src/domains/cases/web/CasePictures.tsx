// The pictures of a case in the order in which they came, each with what it shows, when and from how far; and whether the
// records hold. V compares before and after, large.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { Key } from '../../../ui/Key.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { TimelineEntry } from '../contract/timeline.ts'
import type { CasePicture, WholeCase } from '../contract.ts'
import { Comparing } from './Comparing.tsx'
import { pictureAddress } from './pictureAddress.ts'

interface Props {
  shown: WholeCase
  timeZone: string | undefined
}

export function CasePictures({ shown: { id, pictures, timeline }, timeZone }: Props) {
  const say = useSay()
  const [opened, setOpened] = useState<string>()
  const [compares, setCompares] = useState(false)
  const ordered = pictures.toSorted((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt))
  const first = ordered[0]
  const open = (file: string | undefined): void => {
    setOpened(file)
    setCompares(file !== undefined)
  }
  useKeys({ v: first ? () => open(first.file) : undefined })
  return (
    <section className="case-pictures" aria-labelledby="pictures-title">
      <h3 id="pictures-title">
        {say('console.evidence')} <Integrity id={id} hasPictures={pictures.length > 0} />
        {first && (
          <button type="button" className="as-link" onClick={() => open(first.file)}>
            {say('desks.compare')} <Key name="V" />
          </button>
        )}
      </h3>
      {ordered.length === 0 && <p className="quiet picture-none">{say('console.no_before')}</p>}
      <ul>
        {ordered.map(picture => (
          <li key={picture.file}>
            <Small
              id={id}
              picture={picture}
              metres={distanceOf(picture, timeline)}
              timeZone={timeZone}
              onOpen={() => open(picture.file)}
            />
          </li>
        ))}
      </ul>
      <Comparing
        id={id}
        pictures={ordered}
        opened={compares ? opened : undefined}
        timeZone={timeZone}
        onClose={() => open(undefined)}
      />
    </section>
  )
}

/** How far from the place whoever answered stood; the answer and its pictures come at the same instant. */
function distanceOf({ shows, takenAt }: CasePicture, timeline: readonly TimelineEntry[]): number | null {
  if (shows !== 'check') return null
  return timeline.find(({ at, metres }) => at === takenAt && metres !== null)?.metres ?? null
}

function Integrity({ id, hasPictures }: { id: string; hasPictures: boolean }) {
  const say = useSay()
  const { data } = useQuery(api.cases.integrity.queryOptions({ input: { id }, staleTime: 60_000 }))
  if (!data) return null
  const broken = [
    ...(data.chain ? [] : [say('desks.chain_broken')]),
    ...(data.pictures ? [] : [say('desks.pictures_differ')]),
  ]
  if (broken.length > 0) return <strong className="holds-not">{broken.join(' ')}</strong>
  const holds = [say('desks.chain_holds'), ...(hasPictures ? [say('desks.pictures_hold')] : [])]
  return <span className="holds">✓ {holds.join(' · ')}</span>
}

interface SmallProps {
  id: string
  picture: CasePicture
  metres: number | null
  timeZone: string | undefined
  onOpen(): void
}

function Small({ id, picture, metres, timeZone, onOpen }: SmallProps) {
  const say = useSay()
  const [language] = useLanguage()
  const [shows, at] = [say(`console.shows.${picture.shows}`), moment(picture.takenAt, language, timeZone)]
  return (
    <figure>
      <button type="button" onClick={onOpen} aria-label={say('console.picture_open', { shows, at })}>
        <img src={pictureAddress(id, picture, 'small')} alt="" loading="lazy" />
      </button>
      <figcaption>
        <strong>{shows}</strong> {at}
        {metres !== null && <span className="quiet">{say('console.metres', { metres })}</span>}
      </figcaption>
    </figure>
  )
}
