// The pictures of a case, before and after side by side; each opens large, and the arrows turn pages.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { Key } from '../../../ui/Key.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { CasePicture } from '../contract.ts'

interface Props {
  id: string
  pictures: readonly CasePicture[]
  timeZone: string | undefined
}

export function CasePictures({ id, pictures, timeZone }: Props) {
  const say = useSay()
  const [large, setLarge] = useState<number>()
  useKeys({ v: pictures.length > 0 ? () => setLarge(0) : undefined })
  const before = pictures.filter(({ shows }) => shows === 'report' || shows === 'before')
  const after = pictures.filter(({ shows }) => shows === 'after' || shows === 'check')
  const noted = pictures.filter(({ shows }) => shows === 'note')
  const ordered = [...before, ...after, ...noted]
  const column = (title: string, none: string, shown: readonly CasePicture[]) => (
    <div>
      <h4>{title}</h4>
      {shown.length === 0 && <p className="quiet picture-none">{none}</p>}
      <ul>
        {shown.map(picture => (
          <li key={picture.file}>
            <Small
              id={id}
              picture={picture}
              timeZone={timeZone}
              onOpen={() => setLarge(ordered.indexOf(picture))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
  return (
    <section className="case-pictures" aria-labelledby="pictures-title">
      <h3 id="pictures-title">
        {say('console.evidence')} {pictures.length > 0 && <Key name="V" />}
      </h3>
      <div className="case-pictures-columns">
        {column(say('console.before'), say('console.no_before'), before)}
        {column(say('console.after'), say('console.no_after'), after)}
      </div>
      {noted.length > 0 && column(say('console.shows.note'), '', noted)}
      <Large id={id} pictures={ordered} at={large} timeZone={timeZone} onTurn={setLarge} />
    </section>
  )
}

interface SmallProps {
  id: string
  picture: CasePicture
  timeZone: string | undefined
  onOpen(): void
}

function Small({ id, picture, timeZone, onOpen }: SmallProps) {
  const say = useSay()
  const [language] = useLanguage()
  const [shows, at] = [say(`console.shows.${picture.shows}`), moment(picture.takenAt, language, timeZone)]
  return (
    <figure>
      <button type="button" onClick={onOpen} aria-label={say('console.picture_open', { shows, at })}>
        <img src={address(id, picture, 'small')} alt="" loading="lazy" />
      </button>
      <figcaption>
        <strong>{shows}</strong> <span className="quiet">{at}</span>
      </figcaption>
    </figure>
  )
}

interface LargeProps {
  id: string
  pictures: readonly CasePicture[]
  at: number | undefined
  timeZone: string | undefined
  onTurn(at: number | undefined): void
}

function Large({ id, pictures, at, timeZone, onTurn }: LargeProps) {
  const say = useSay()
  const [language] = useLanguage()
  const picture = at === undefined ? undefined : pictures[at]
  const turn = (by: number): void => {
    if (at !== undefined) onTurn((at + by + pictures.length) % pictures.length)
  }
  const title =
    picture && `${say(`console.shows.${picture.shows}`)} ${moment(picture.takenAt, language, timeZone)}`
  return (
    <Modal
      open={picture !== undefined}
      onCancel={() => onTurn(undefined)}
      width="min(1200px, 94vw)"
      title={title}
      footer={
        pictures.length > 1 && (
          <>
            <Button onClick={() => turn(-1)}>
              {say('console.picture_back')} <Key name="←" />
            </Button>
            <Button onClick={() => turn(1)}>
              {say('console.picture_next')} <Key name="→" />
            </Button>
          </>
        )
      }
      destroyOnHidden
    >
      {picture && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrows are short cuts to the buttons below
        <div
          className="picture-large"
          onKeyDown={event => {
            if (event.key === 'ArrowRight') turn(1)
            if (event.key === 'ArrowLeft') turn(-1)
          }}
        >
          <img src={address(id, picture, 'large')} alt={title} />
        </div>
      )}
    </Modal>
  )
}

function address(id: string, { file }: CasePicture, size: 'small' | 'large'): string {
  return `/api/cases/${id}/pictures/${file}?size=${size}`
}
