// The signs of the map, drawn on a canvas in the pigments of the moment: the four lights in their shapes with a halo
// of paper, seals, vehicles, parts, crowds, and the ring of the chosen one.
import type { Palette } from './palette.ts'

/** Pixels of the canvas for one of the page: sharp on every screen. */
const scale = 3

type Draw = (pen: CanvasRenderingContext2D, palette: Palette) => void

interface Sign {
  /** Width and height in pixels of the page; the middle is the place. */
  size: number
  draw: Draw
}

const disc = (pen: CanvasRenderingContext2D, radius: number): void => {
  pen.beginPath()
  pen.arc(0, 0, radius, 0, 2 * Math.PI)
}

const corners = (pen: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void => {
  pen.beginPath()
  for (const [x, y] of points) pen.lineTo(x, y)
  pen.closePath()
}

/** Filled in a pigment, with a halo of paper around it. */
const painted =
  (outline: (pen: CanvasRenderingContext2D) => void, fill: `--${string}`, halo = 2): Draw =>
  (pen, { of }) => {
    pen.lineJoin = 'round'
    outline(pen)
    pen.lineWidth = 2 * halo
    pen.strokeStyle = of('--map-halo')
    pen.stroke()
    pen.fillStyle = of(fill)
    pen.fill()
  }

const triangle = (pen: CanvasRenderingContext2D): void =>
  corners(pen, [
    [0, -7],
    [7.2, 6],
    [-7.2, 6],
  ])

const diamond = (pen: CanvasRenderingContext2D): void =>
  corners(pen, [
    [0, -7.8],
    [7.8, 0],
    [0, 7.8],
    [-7.8, 0],
  ])

const bars: Draw = (pen, { of }) => {
  disc(pen, 6.6)
  pen.lineWidth = 4
  pen.strokeStyle = of('--map-halo')
  pen.stroke()
  pen.fillStyle = of('--surface')
  pen.fill()
  pen.lineWidth = 2
  pen.strokeStyle = of('--hold-f')
  disc(pen, 5.8)
  pen.stroke()
  pen.fillStyle = of('--hold-f')
  pen.fillRect(-2.6, -2.6, 1.9, 5.2)
  pen.fillRect(0.7, -2.6, 1.9, 5.2)
}

const crowd =
  (
    edge: `--${string}`,
    light?: (pen: CanvasRenderingContext2D) => void,
    fill: `--${string}` = '--late-f',
  ): Draw =>
  (pen, palette) => {
    const { of } = palette
    disc(pen, 13)
    pen.fillStyle = of('--surface')
    pen.fill()
    pen.lineWidth = 1.4
    pen.strokeStyle = of(edge)
    pen.stroke()
    if (!light) return
    pen.save()
    pen.translate(10, -10)
    pen.scale(0.72, 0.72)
    painted(light, fill)(pen, palette)
    pen.restore()
  }

const square: Draw = (pen, { of }) => {
  pen.fillStyle = of('--map-halo')
  pen.fillRect(-6, -6, 12, 12)
  pen.fillStyle = of('--surface')
  pen.fillRect(-4, -4, 8, 8)
  pen.lineWidth = 1.5
  pen.strokeStyle = of('--ink-2')
  pen.strokeRect(-4, -4, 8, 8)
}

/** A square that is not as it should be: struck through, only dashes, or crossed out. */
const troubled =
  (lines: readonly (readonly [number, number, number, number])[], dash: readonly number[] = []): Draw =>
  (pen, palette) => {
    if (dash.length === 0) square(pen, palette)
    pen.lineWidth = 1.8
    pen.strokeStyle = palette.of('--ink')
    pen.setLineDash([...dash])
    if (dash.length > 0) {
      pen.fillStyle = palette.of('--map-halo')
      pen.fillRect(-6, -6, 12, 12)
      pen.strokeRect(-4, -4, 8, 8)
    }
    pen.beginPath()
    for (const [fromX, fromY, toX, toY] of lines) {
      pen.moveTo(fromX, fromY)
      pen.lineTo(toX, toY)
    }
    pen.stroke()
    pen.setLineDash([])
  }

const crowdOfParts: Draw = (pen, { of }) => {
  pen.beginPath()
  pen.roundRect(-14, -9, 28, 18, 3)
  pen.fillStyle = of('--surface')
  pen.fill()
  pen.lineWidth = 1.4
  pen.strokeStyle = of('--ink-2')
  pen.stroke()
}

const ringed = (pen: CanvasRenderingContext2D, { of }: Palette): void => {
  disc(pen, 7)
  pen.fillStyle = of('--surface')
  pen.fill()
  pen.lineWidth = 6
  pen.strokeStyle = of('--map-halo')
  pen.stroke()
  pen.lineWidth = 3
  pen.strokeStyle = of('--accent')
  pen.stroke()
}

const arrow = (pen: CanvasRenderingContext2D): void =>
  corners(pen, [
    [0, -9],
    [6.5, 7.5],
    [0, 4],
    [-6.5, 7.5],
  ])

const pin = (pen: CanvasRenderingContext2D): void => {
  pen.beginPath()
  pen.arc(0, -3, 6.5, Math.PI * 0.85, Math.PI * 0.15)
  pen.lineTo(0, 9)
  pen.closePath()
}

const position: Draw = (pen, palette) => {
  disc(pen, 13)
  pen.globalAlpha = 0.18
  pen.fillStyle = palette.of('--accent')
  pen.fill()
  pen.globalAlpha = 1
  painted(each => disc(each, 5.5), '--accent', 2.5)(pen, palette)
}

const chosen: Draw = (pen, { of }) => {
  disc(pen, 15)
  pen.lineWidth = 6
  pen.strokeStyle = of('--map-halo')
  pen.stroke()
  pen.fillStyle = of('--surface')
  pen.fill()
  pen.lineWidth = 2.6
  pen.strokeStyle = of('--accent')
  pen.stroke()
}

const signs: Readonly<Record<string, Sign>> = {
  ok: { size: 20, draw: painted(pen => disc(pen, 6.4), '--ok-f') },
  soon: { size: 22, draw: painted(triangle, '--soon-f') },
  late: { size: 22, draw: painted(diamond, '--late-f') },
  hold: { size: 20, draw: bars },
  staff: { size: 24, draw: ringed },
  seal: { size: 28, draw: painted(pen => disc(pen, 10), '--accent') },
  vehicle: { size: 26, draw: painted(arrow, '--ink') },
  part: { size: 14, draw: square },
  'part-damaged': { size: 14, draw: troubled([[-4, 4, 4, -4]]) },
  'part-lost': { size: 14, draw: troubled([], [2, 2]) },
  'part-abandoned': {
    size: 14,
    draw: troubled([
      [-4, 4, 4, -4],
      [-4, -4, 4, 4],
    ]),
  },
  place: { size: 26, draw: painted(pin, '--accent') },
  here: { size: 30, draw: position },
  many: { size: 44, draw: crowd('--ink-3') },
  'many-late': { size: 44, draw: crowd('--ink-3', diamond, '--late-f') },
  'many-soon': { size: 44, draw: crowd('--ink-3', triangle, '--soon-f') },
  'many-staff': { size: 44, draw: crowd('--accent') },
  'many-parts': { size: 34, draw: crowdOfParts },
  chosen: { size: 40, draw: chosen },
}

/** The sign that the style names `late:dark`; nothing when there is none of that name or no canvas. */
export function drawSign(id: string, palette: Palette): { image: ImageData; pixelRatio: number } | undefined {
  const sign = signs[id.split(':')[0] ?? '']
  const canvas = document.createElement('canvas')
  const pen = sign && canvas.getContext('2d')
  if (!pen) return undefined
  const edge = sign.size * scale
  canvas.width = edge
  canvas.height = edge
  pen.setTransform(scale, 0, 0, scale, edge / 2, edge / 2)
  sign.draw(pen, palette)
  return { image: pen.getImageData(0, 0, edge, edge), pixelRatio: scale }
}
