// The editing tools of a draft as they are held by the page: which tool, what is chosen and drawn with it, sending it,
// and the way back. Everything is sent with the revision that was seen, once however often one clicks.
import { useEffect, useState } from 'react'
import { client } from '../../../client.ts'
import { isWord } from '../../../ui/dictionary.ts'
import type { Position, Sight } from '../../../ui/map/Map.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { useFreshGrids } from './keeping.ts'
import { type DraftFeature, metresOfPixels, middleLine, snapped, type Tool } from './tools.ts'

/** Each answer says what the draft's revision is now. */
type Step = (context: { key: string }) => Promise<{ revision: number }>

export interface Editing {
  features: readonly DraftFeature[]
  tool: Tool
  /** Chosen grids, the first one first. */
  codes: readonly string[]
  /** A line or ring that is being drawn. */
  points: readonly Position[]
  /** The border point that was taken up. */
  held: Position | undefined
  busy: boolean
  error: unknown
  told: string
  /** Whether the map asks for places now, not for grids. */
  picks: boolean
  take(tool: Tool): void
  choose(code: string): void
  pick(place: Position): void
  look(sight: Sight): void
  leave(): void
  back(): void
  halve(way: 'upright' | 'level'): void
  confirm(): void
  undo(): void
  redo(): void
  removeHeld(): void
  rename(name: string): void
  recode(to: string): void
  number(region: string): void
  transferUnits(units: readonly string[]): void
}

export function useEditing(
  layer: string,
  revision: number | undefined,
  features: readonly DraftFeature[],
): Editing {
  const say = useSay()
  const fresh = useFreshGrids()
  const [tool, setTool] = useState<Tool>('choose')
  const [codes, setCodes] = useState<readonly string[]>([])
  const [points, setPoints] = useState<readonly Position[]>([])
  const [held, setHeld] = useState<Position>()
  const [told, setTold] = useState('')
  const [zoom, setZoom] = useState(15)
  // After one's own change the draft comes anew a moment later; the next change must not be taken for a stranger's.
  const [own, setOwn] = useState<{ after: number; is: number }>()
  const sending = useAction(({ send }: { send: Step; what: string }, context: { key: string }) =>
    send(context),
  )
  const known = new Set(features.map(({ properties }) => properties.code))
  const chosen = codes.filter(code => known.has(code))
  const [first, second] = chosen

  const clear = (): void => {
    setPoints([])
    setHeld(undefined)
  }
  useEffect(() => {
    setCodes([])
    setPoints([])
    setHeld(undefined)
  }, [layer])

  /** `after` is what stays chosen. */
  const act = async (sentence: string, send: Step, after: readonly string[] = chosen): Promise<void> => {
    const what = JSON.stringify([layer, revision, sentence, chosen, points, held, after])
    setTold('')
    const done = await sending.act({ send, what })
    // Refused or not: what somebody else did meanwhile is shown.
    fresh()
    if (done === undefined) return
    if (revision !== undefined) setOwn({ after: revision, is: done.revision })
    clear()
    setCodes(after)
    setTold(sentence)
  }
  const base =
    revision === undefined ? undefined : { layer, revision: own?.after === revision ? own.is : revision }

  const split = (line: readonly Position[]): void => {
    if (base && first && line.length >= 2)
      void act(say('grids.told.split'), context =>
        client.grids.split({ ...base, code: first, line: [...line] }, { context }),
      )
  }
  const confirm = (): void => {
    if (!base || !first) return
    if (tool === 'split') split(points)
    else if (tool === 'merge' && chosen.length > 1)
      void act(
        say('grids.told.merge'),
        context => client.grids.merge({ ...base, codes: [...chosen], keep: first }, { context }),
        [first],
      )
    else if (tool === 'transfer' && second && points.length >= 3)
      void act(say('grids.told.transfer'), context =>
        client.grids.transfer(
          { ...base, from: first, to: second, ring: [...points], units: [] },
          { context },
        ),
      )
  }
  const border = (from: Position | null, to: Position | null): void => {
    if (base)
      void act(say(to ? 'grids.told.border' : 'grids.told.point_gone'), context =>
        client.grids.moveBorder({ ...base, points: [{ from: bare(from), to: bare(to) }] }, { context }),
      )
  }
  const stepBack = (again: boolean): void => {
    if (!base) return
    const call = again ? client.grids.redo : client.grids.undo
    let did = ''
    const send: Step = async context => {
      const answer = await call(base, { context })
      did = answer.did
      return answer
    }
    void (async () => {
      await act(say(again ? 'grids.told.redo' : 'grids.told.undo', { did: '' }), send)
      const key = `grids.did.${did}`
      if (did !== '' && isWord(key))
        setTold(say(again ? 'grids.told.redo' : 'grids.told.undo', { did: say(key) }))
    })()
  }

  return {
    features,
    tool,
    codes: chosen,
    points,
    held,
    busy: sending.busy,
    error: sending.error,
    told,
    picks:
      tool === 'border' ||
      (tool === 'split' && first !== undefined) ||
      (tool === 'transfer' && second !== undefined),
    take: next => {
      sending.forget()
      setTold('')
      clear()
      setTool(next)
      if (next === 'merge' || next === 'transfer' || next === 'split') setCodes(chosen.slice(0, 1))
    },
    choose: code => {
      sending.forget()
      setTold('')
      if (!known.has(code)) return
      if (tool === 'lock') {
        const locked = !features.find(({ properties }) => properties.code === code)?.properties.locked
        if (base)
          void act(
            say(locked ? 'grids.told.lock' : 'grids.told.unlock', { code }),
            context => client.grids.lock({ ...base, codes: [code], locked }, { context }),
            [code],
          )
      } else if (tool === 'merge')
        setCodes(chosen.includes(code) ? chosen.filter(each => each !== code) : [...chosen, code])
      else if (tool === 'transfer') setCodes(first === undefined || first === code ? [code] : [first, code])
      else setCodes([code])
    },
    pick: place => {
      sending.forget()
      const near = snapped(place, features, metresOfPixels(zoom, place.latitude))
      if (tool !== 'border') return setPoints([...points, bare(near)])
      if (held) return border(held, bare(near.on === 'point' ? place : near))
      if (near.on === 'point') return setHeld(bare(near))
      // A border without a point there gets one, which can be moved at once.
      if (near.on === 'border') border(null, bare(near))
    },
    look: sight => setZoom(sight.zoom),
    leave: () => {
      sending.forget()
      if (held || points.length > 0) clear()
      else if (tool !== 'choose') setTool('choose')
      else setCodes([])
    },
    back: () => setPoints(points.slice(0, -1)),
    halve: way => {
      const feature = features.find(({ properties }) => properties.code === first)
      if (feature) setPoints(middleLine(feature, way))
    },
    confirm,
    undo: () => stepBack(false),
    redo: () => stepBack(true),
    removeHeld: () => {
      if (held) border(held, null)
    },
    rename: name => {
      if (base && first)
        void act(say('grids.told.rename'), context =>
          client.grids.rename({ ...base, code: first, name }, { context }),
        )
    },
    recode: to => {
      if (base && first)
        void act(
          say('grids.told.recode'),
          context => client.grids.recode({ ...base, code: first, to }, { context }),
          [to],
        )
    },
    number: region => {
      if (base)
        void act(
          say('grids.told.number'),
          context => client.grids.number({ ...base, region }, { context }),
          [],
        )
    },
    transferUnits: units => {
      if (base && first && second)
        void act(say('grids.told.transfer'), context =>
          client.grids.transfer(
            { ...base, from: first, to: second, ring: null, units: [...units] },
            { context },
          ),
        )
    },
  }
}

function bare<T extends Position | null>(place: T): T extends null ? null : Position
function bare(place: Position | null): Position | null {
  return place && { longitude: place.longitude, latitude: place.latitude }
}
