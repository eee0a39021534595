// The sign of a mark or border in words' company: the lights as everywhere in the console, the others as on the map.
import type { Say } from '../words/words.ts'
import type { Border, Look } from './showing.ts'

const lights = ['ok', 'soon', 'late', 'hold'] as const

export function LookSign({ look }: { look: Look | Border }) {
  return (
    <span
      className={isLight(look) ? `lt lt-${look}` : `look look-${look}`}
      aria-hidden="true"
      data-look={look}
    />
  )
}

export function lookWord(look: Look | Border, say: Say): string {
  return isLight(look) ? say(`light.${look}`) : say(`map.look.${look}`)
}

function isLight(look: Look | Border): look is (typeof lights)[number] {
  return lights.some(light => light === look)
}
