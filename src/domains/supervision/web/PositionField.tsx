// Where the inspector stands: taken by itself when he has allowed it before, else on his word.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Key } from '../../../ui/Key.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'

export interface Position {
  longitude: number
  latitude: number
}

interface Props {
  position: Position | undefined
  onPosition(position: Position): void
  /** There will be none: it was not allowed, or cannot be had here. */
  onNone(): void
}

/** Browsers give a position to secure pages only. */
export function canLocate(): boolean {
  return isSecureContext && 'geolocation' in navigator
}

export function PositionField({ position, onPosition, onNone }: Props) {
  const say = useSay()
  const [accuracy, setAccuracy] = useState(0)
  const [isMissing, setMissing] = useState(false)
  const tell = useRef({ onPosition, onNone })

  const ask = (): void => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy: metres } }) => {
        setAccuracy(Math.round(metres))
        tell.current.onPosition({ longitude, latitude })
      },
      () => {
        setMissing(true)
        tell.current.onNone()
      },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    )
  }
  useKeys({ p: canLocate() && !position ? ask : undefined })
  useEffect(() => {
    if (!canLocate()) return
    void navigator.permissions?.query({ name: 'geolocation' }).then(({ state }) => {
      if (state === 'granted') ask()
      if (state === 'denied') tell.current.onNone()
    })
  }, [])

  if (!canLocate()) return <p className="position quiet">{say('desk.position_never')}</p>
  return (
    <p className="position" aria-live="polite">
      {position ? (
        say('console.position_noted', { metres: accuracy })
      ) : (
        <>
          <Button onClick={ask}>
            {say('console.position_ask')} <Key name="P" />
          </Button>{' '}
          {isMissing && <span className="quiet">{say('console.position_none')}</span>}
        </>
      )}
    </p>
  )
}
