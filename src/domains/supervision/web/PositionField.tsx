// Where the checking inspector stands: taken by itself when he has allowed it before, else on his word.
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useSay } from '../../../ui/say.ts'

interface Position {
  longitude: number
  latitude: number
}

interface Props {
  position: Position | undefined
  onPosition(position: Position): void
}

export function PositionField({ position, onPosition }: Props) {
  const say = useSay()
  const [accuracy, setAccuracy] = useState(0)
  const [isMissing, setMissing] = useState(false)
  const tell = useRef(onPosition)

  const ask = (): void => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy: metres } }) => {
        setAccuracy(Math.round(metres))
        tell.current({ longitude, latitude })
      },
      () => setMissing(true),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    )
  }
  useEffect(() => {
    void navigator.permissions?.query({ name: 'geolocation' }).then(({ state }) => {
      if (state === 'granted') ask()
    })
  }, [])

  if (!('geolocation' in navigator)) return null
  return (
    <p className="position" aria-live="polite">
      {position ? (
        say('console.position_noted', { metres: accuracy })
      ) : (
        <>
          <Button onClick={ask}>{say('console.position_ask')}</Button>{' '}
          {isMissing && <span className="quiet">{say('console.position_none')}</span>}
        </>
      )}
    </p>
  )
}
