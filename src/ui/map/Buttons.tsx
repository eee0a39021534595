// What stands on the map: layer switches at the left, nearer, farther, where I am and the list at the right.
import type { RefObject } from 'react'
import { useSay } from '../say.ts'
import type { Camera } from './Drawn.tsx'
import type { Layer } from './showing.ts'
import type { Here } from './useHere.ts'

interface Props {
  canDraw: boolean
  camera: RefObject<Camera | null>
  here: Here
  isListed: boolean
  onList(): void
  layers: readonly Layer[]
  onLayer: ((id: string, shown: boolean) => void) | undefined
}

export function Buttons({ canDraw, camera, here, isListed, onList, layers, onLayer }: Props) {
  const say = useSay()
  return (
    <>
      {layers.length > 0 && (
        <fieldset className="map-layers">
          <legend className="unseen">{say('map.layers')}</legend>
          {layers.map(({ id, name, shown }) => (
            <button key={id} type="button" aria-pressed={shown} onClick={() => onLayer?.(id, !shown)}>
              {name}
            </button>
          ))}
        </fieldset>
      )}
      {canDraw && (
        <fieldset className="map-buttons">
          <legend className="unseen">{say('map.controls')}</legend>
          <button
            type="button"
            aria-label={say('map.zoom_in')}
            title={say('map.zoom_in')}
            onClick={() => camera.current?.zoom(1)}
          >
            <Sign path="M8 3v10M3 8h10" />
          </button>
          <button
            type="button"
            aria-label={say('map.zoom_out')}
            title={say('map.zoom_out')}
            onClick={() => camera.current?.zoom(-1)}
          >
            <Sign path="M3 8h10" />
          </button>
          <button
            type="button"
            aria-label={say('map.locate')}
            title={say('map.locate')}
            aria-busy={here.isAsking}
            onClick={here.ask}
          >
            <Sign path="M8 1v3M8 12v3M1 8h3M12 8h3M12 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0" />
          </button>
          <button
            type="button"
            className="map-twin"
            aria-pressed={isListed}
            title={say(isListed ? 'map.twin_close' : 'map.twin_open')}
            onClick={onList}
          >
            {say('map.twin_short')}
          </button>
        </fieldset>
      )}
    </>
  )
}

function Sign({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  )
}
