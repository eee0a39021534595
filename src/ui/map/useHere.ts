// Where the reader is, when he asks: a mark with the circle it may be off by, or why it cannot be had.
import { type RefObject, useState } from 'react'
import { useSay } from '../say.ts'
import type { Camera } from './Drawn.tsx'
import type { Circle, Mark } from './showing.ts'

export interface Here {
  mark: Mark | undefined
  circle: Circle | undefined
  /** What happened, in words. */
  told: string
  isAsking: boolean
  ask(): void
}

export function useHere(camera: RefObject<Camera | null>): Here {
  const say = useSay()
  const [state, setState] = useState<'asking' | 'refused' | 'failed' | 'insecure'>()
  const [found, setFound] = useState<{ longitude: number; latitude: number; metres: number }>()
  const ask = (): void => {
    if (!window.isSecureContext || !('geolocation' in navigator)) {
      setState('insecure')
      return
    }
    setState('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        setState(undefined)
        setFound({ longitude, latitude, metres: Math.max(1, Math.round(accuracy)) })
        camera.current?.goTo({ longitude, latitude, zoom: accuracy > 500 ? 14 : 17 })
      },
      ({ code }) => setState(code === 1 ? 'refused' : 'failed'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    )
  }
  const within = found && say('map.here_within', { metres: found.metres })
  return {
    mark: found && { id: 'here', look: 'here', title: say('map.here'), detail: within, ...found },
    circle: found && { ...found, title: '' },
    told:
      state === undefined ? (within ?? '') : say(state === 'asking' ? 'map.locating' : `map.locate_${state}`),
    isAsking: state === 'asking',
    ask,
  }
}
