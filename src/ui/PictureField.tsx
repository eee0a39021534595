// Choosing pictures: each is sent as soon as it is chosen, shows itself meanwhile, and can be taken out or
// sent again.
import { Button } from 'antd'
import { useId, useRef, useState } from 'react'
import { v4 as newKey } from 'uuid'
import { Key } from './Key.tsx'
import { Refused } from './Refused.tsx'
import { isOffline } from './refusals.ts'
import { useSay } from './say.ts'
import { useKeys } from './useKeys.ts'

export interface ChosenPicture {
  key: string
  name: string
  file: File
  preview: string
  /** The id of the upload, once it has arrived. */
  id?: string
  error?: unknown
}

interface Props {
  label: string
  /** The letter that opens the chooser. */
  shortcut: string
  most: number
  pictures: readonly ChosenPicture[]
  send(file: File, context: { key: string }): Promise<{ id: string }>
  onChange(change: (pictures: readonly ChosenPicture[]) => readonly ChosenPicture[]): void
}

export function PictureField({ label, shortcut, most, pictures, send, onChange }: Props) {
  const say = useSay()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const isFull = pictures.length >= most
  const open = (): void => input.current?.click()
  useKeys({ [shortcut]: isFull ? undefined : open })

  const upload = async (picture: ChosenPicture): Promise<void> => {
    const settle = (settled: Pick<ChosenPicture, 'id' | 'error'>): void =>
      onChange(now => now.map(row => (row.key === picture.key ? { ...bare(row), ...settled } : row)))
    settle({})
    try {
      settle({ id: (await send(picture.file, { key: picture.key })).id })
    } catch (error) {
      settle({ error })
    }
  }
  const add = (files: readonly File[]): void => {
    const added = files
      .slice(0, most - pictures.length)
      .map(file => ({ key: newKey(), name: file.name, file, preview: URL.createObjectURL(file) }))
    onChange(now => [...now, ...added])
    for (const picture of added) void upload(picture)
  }
  const remove = (picture: ChosenPicture): void => {
    URL.revokeObjectURL(picture.preview)
    onChange(now => now.filter(({ key }) => key !== picture.key))
  }

  return (
    <section
      className={isOver ? 'pictures pictures-over' : 'pictures'}
      aria-labelledby={`${id}-label`}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        add([...event.dataTransfer.files])
      }}
    >
      <p className="label" id={`${id}-label`}>
        {label}{' '}
        <span className="quiet">{say('console.pictures_count', { count: pictures.length, most })}</span>
      </p>
      <ul>
        {pictures.map(picture => (
          <li key={picture.key}>
            <img src={picture.preview} alt={picture.name} />
            <span className="quiet" aria-live="polite">
              {picture.error
                ? ''
                : picture.id === undefined
                  ? say('console.picture_sending')
                  : say('console.picture_sent')}
            </span>
            <Button
              size="small"
              onClick={() => remove(picture)}
              aria-label={`${say('console.picture_remove')} ${picture.name}`}
            >
              {say('console.picture_remove')}
            </Button>
            {picture.error !== undefined && (
              <Refused
                error={picture.error}
                onRetry={isOffline(picture.error) ? () => void upload(picture) : undefined}
              />
            )}
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/heic"
        multiple
        hidden
        aria-label={label}
        onChange={event => {
          add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Button onClick={open} disabled={isFull}>
        {say('console.pictures_add')} <Key name={shortcut.toUpperCase()} />
      </Button>
    </section>
  )
}

function bare({ key, name, file, preview }: ChosenPicture): ChosenPicture {
  return { key, name, file, preview }
}
