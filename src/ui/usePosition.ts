// Where whoever works with the page stands, when he asks: degrees, and in words how exact, or why it cannot be had.
import { useState } from 'react'
import { useSay } from './say.ts'

export interface Position {
  /** CGCS2000/WGS 84 degrees. */
  longitude: number
  latitude: number
}

/** What was asked last, `told` in words, and asking; `onFound` hears each position. */
export function usePosition(onFound: (position: Position) => void): { told: string; ask(): void } {
  const say = useSay()
  const [told, setTold] = useState('')
  const ask = (): void => {
    if (!window.isSecureContext || !('geolocation' in navigator)) {
      setTold(say('map.locate_insecure'))
      return
    }
    setTold(say('map.locating'))
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        setTold(say('map.here_within', { metres: Math.max(1, Math.round(accuracy)) }))
        onFound({ longitude, latitude })
      },
      ({ code }) => setTold(say(code === 1 ? 'map.locate_refused' : 'map.locate_failed')),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    )
  }
  return { told, ask }
}
