// Two pictures of a case large beside one another, as they were before and after; the arrows turn each side. A single
// picture stands alone.
import { Button, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { Key } from '../../../ui/Key.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import type { CasePicture } from '../contract.ts'
import { pictureAddress } from './pictureAddress.ts'

interface Props {
  id: string
  pictures: readonly CasePicture[]
  /** The picture that was asked for; undefined while closed. */
  opened: string | undefined
  timeZone: string | undefined
  onClose(): void
}

export function Comparing({ id, pictures, opened, timeZone, onClose }: Props) {
  const say = useSay()
  const [left, setLeft] = useState(0)
  const [right, setRight] = useState(0)
  useEffect(() => {
    if (opened === undefined) return
    const at = Math.max(
      0,
      pictures.findIndex(({ file }) => file === opened),
    )
    const last = pictures.length - 1
    // The first one is compared with the last; any other stands on the right of the first.
    setLeft(0)
    setRight(at === 0 ? last : at)
    // Only when it is opened: turning must not be undone by news.
  }, [opened])
  const turned = (at: number, by: number): number => (at + by + pictures.length) % pictures.length
  const areTwo = pictures.length > 1
  return (
    <Modal
      open={opened !== undefined}
      onCancel={onClose}
      width={areTwo ? 'min(1560px, 96vw)' : 'min(1100px, 94vw)'}
      title={say(areTwo ? 'desks.compare_title' : 'console.evidence')}
      footer={
        areTwo && (
          <div className="compare-foot">
            <span className="quiet">{say('desks.compare_keys')}</span>
            <Button onClick={() => setRight(turned(right, -1))}>
              {say('console.picture_back')} <Key name="←" />
            </Button>
            <Button onClick={() => setRight(turned(right, 1))}>
              {say('console.picture_next')} <Key name="→" />
            </Button>
          </div>
        )
      }
      destroyOnHidden
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows are short cuts to the buttons below */}
      <div
        className={areTwo ? 'compare compare-two' : 'compare'}
        onKeyDown={event => {
          const turn = {
            ArrowRight: () => setRight(turned(right, 1)),
            ArrowLeft: () => setRight(turned(right, -1)),
            ArrowDown: () => setLeft(turned(left, 1)),
            ArrowUp: () => setLeft(turned(left, -1)),
          }[event.key]
          if (!turn) return
          event.preventDefault()
          turn()
        }}
        // The dialog gives its focus to the first thing in it.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys are heard here
        tabIndex={0}
      >
        {areTwo && <Large id={id} picture={pictures[left]} timeZone={timeZone} />}
        <Large id={id} picture={pictures[areTwo ? right : 0]} timeZone={timeZone} />
      </div>
    </Modal>
  )
}

interface LargeProps {
  id: string
  picture: CasePicture | undefined
  timeZone: string | undefined
}

function Large({ id, picture, timeZone }: LargeProps) {
  const say = useSay()
  const [language] = useLanguage()
  if (!picture) return null
  const told = `${say(`console.shows.${picture.shows}`)} ${moment(picture.takenAt, language, timeZone)}`
  return (
    <figure>
      <img src={pictureAddress(id, picture, 'large')} alt={told} />
      <figcaption aria-live="polite">{told}</figcaption>
    </figure>
  )
}
