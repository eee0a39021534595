// The photographs of the simulated days: one street for one trouble, seen from where each person stands, with the thing
// that is wrong in it or the same place in order; and what cheats make of pictures that they have already.
import sharp from 'sharp'
import { hashOf } from './dice.ts'
import { dice as throwing } from './scenes.ts'
import { type Thing, wrongThing } from './things.ts'

export interface View {
  /** One and the same street for one number. */
  street: number
  thing: Thing
  isMended: boolean
  /** Who looks, and when: another one stands elsewhere and turns another way. */
  eye: string
}

const width = 480
const height = 360

/** A JPEG of some 15 kB. */
export async function photograph({ street, thing, isMended, eye }: View): Promise<Buffer> {
  const place = throwing(street)
  const look = throwing(hashOf(`${street} ${eye}`))
  look()
  const drawn = `${streetOf(place, look)}${passersBy(look)}${wrongThing(thing, isMended, place)}`
  // Where he stands: nearer or further, to one side, the camera a little askew, in the light of the hour.
  const near = 1.05 + look() * 0.75
  const [right, down] = [(look() - 0.5) * width * 0.5, (look() - 0.5) * height * 0.32]
  const askew = (look() - 0.5) * 14
  const flat = 0.8 + look() * 0.4
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${tone(look, 90, 190)}"/>
    <g transform="translate(${width / 2 + right} ${height / 2 + down}) rotate(${askew}) scale(${near} ${near * flat}) translate(${-width / 2} ${-height / 2})">${drawn}</g>
    ${lightOf(look)}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 74 }).toBuffer()
}

/** The same photograph as somebody sends it a second time who wants to hide it. */
export async function disguised(photo: Buffer, how: 'same' | 'reencoded' | 'cropped'): Promise<Buffer> {
  if (how === 'same') return photo
  if (how === 'reencoded')
    return sharp(photo)
      .resize(Math.round(width * 0.85))
      .jpeg({ quality: 58 })
      .toBuffer()
  const [left, top] = [Math.round(width * 0.09), Math.round(height * 0.09)]
  return sharp(photo)
    .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
    .jpeg({ quality: 74 })
    .toBuffer()
}

/** Sky, houses with their windows, pavement and road, as they are for whoever comes by. */
function streetOf(place: () => number, look: () => number): string {
  const horizon = height * (0.36 + place() * 0.16)
  const kerb = horizon + height * (0.12 + place() * 0.16)
  const drawn = [
    `<rect x="${-width}" y="${-height}" width="${width * 3}" height="${height + horizon}" fill="${tone(place, 150, 240)}"/>`,
    `<rect x="${-width}" y="${horizon}" width="${width * 3}" height="${kerb - horizon}" fill="${tone(place, 130, 205)}"/>`,
    `<rect x="${-width}" y="${kerb}" width="${width * 3}" height="${height * 2}" fill="${tone(place, 70, 140)}"/>`,
    `<rect x="${-width}" y="${kerb - 4}" width="${width * 3}" height="7" fill="${tone(place, 170, 225)}"/>`,
  ]
  for (let x = -width * 0.6 - place() * 80; x < width * 1.6; ) {
    const wide = 60 + place() * 150
    const high = horizon * (0.35 + place() * 0.85)
    drawn.push(houseAt(x, horizon, wide, high, place))
    x += wide + (place() < 0.4 ? place() * 70 : 2)
  }
  for (let count = Math.floor(place() * 4); count > 0; count -= 1) {
    const [x, size] = [place() * width, 24 + place() * 46]
    drawn.push(
      `<rect x="${x - 4}" y="${kerb - size * 1.6}" width="8" height="${size * 1.6}" fill="#5a4632"/><ellipse cx="${x}" cy="${kerb - size * 2}" rx="${size}" ry="${size * 0.9}" fill="rgb(${60 + Math.round(place() * 50)},${105 + Math.round(place() * 60)},${50 + Math.round(place() * 40)})"/>`,
    )
  }
  for (let x = -width; x < width * 2; x += 90)
    drawn.push(
      `<rect x="${x + look() * 6}" y="${kerb + (height - kerb) * 0.72}" width="46" height="6" fill="#e8e4d8" opacity="0.7"/>`,
    )
  return drawn.join('')
}

function houseAt(x: number, ground: number, wide: number, high: number, place: () => number): string {
  const drawn = [
    `<rect x="${x}" y="${ground - high}" width="${wide}" height="${high}" fill="${tone(place, 90, 225)}"/>`,
    `<rect x="${x}" y="${ground - high - 8}" width="${wide}" height="9" fill="${tone(place, 60, 120)}"/>`,
  ]
  const [pane, gap] = [10 + place() * 10, 10 + place() * 14]
  const glass = tone(place, 40, 130)
  for (let left = x + 10; left < x + wide - pane - 4; left += pane + gap) {
    for (let top = ground - high + 12; top < ground - 34; top += pane * 1.4 + gap)
      drawn.push(`<rect x="${left}" y="${top}" width="${pane}" height="${pane * 1.4}" fill="${glass}"/>`)
  }
  // A shop with its sign.
  drawn.push(
    `<rect x="${x + 4}" y="${ground - 30}" width="${wide - 8}" height="30" fill="${tone(place, 50, 110)}"/><rect x="${x + 4}" y="${ground - 38}" width="${wide - 8}" height="10" fill="${tone(place, 40, 230)}"/>`,
  )
  return drawn.join('')
}

/** People, bicycles and cars that happen to be there. */
function passersBy(look: () => number): string {
  const drawn: string[] = []
  for (let count = 1 + Math.floor(look() * 4); count > 0; count -= 1) {
    const [x, y, size] = [look() * width, height * (0.5 + look() * 0.3), 14 + look() * 26]
    drawn.push(
      look() < 0.6
        ? `<ellipse cx="${x}" cy="${y - size * 1.7}" rx="${size * 0.24}" ry="${size * 0.28}" fill="#c9a184"/><rect x="${x - size * 0.3}" y="${y - size * 1.4}" width="${size * 0.6}" height="${size * 1.4}" rx="5" fill="${tone(look, 30, 200)}"/>`
        : `<rect x="${x - size * 2}" y="${y - size}" width="${size * 4}" height="${size}" rx="8" fill="${tone(look, 30, 220)}"/><circle cx="${x - size}" cy="${y}" r="${size * 0.4}" fill="#222"/><circle cx="${x + size}" cy="${y}" r="${size * 0.4}" fill="#222"/>`,
    )
  }
  return drawn.join('')
}

/** Morning, noon or dusk, and a shadow that falls across. */
function lightOf(look: () => number): string {
  const warm = look()
  const tint = warm < 0.3 ? '#ffb25a' : warm < 0.7 ? '#fff6d8' : '#3a4a6e'
  const edge = look() * width
  return `<rect width="100%" height="100%" fill="${tint}" opacity="${(0.05 + look() * 0.2).toFixed(2)}"/>
    <polygon points="${edge},0 ${edge + width * (0.2 + look() * 0.5)},0 ${edge + (look() - 0.5) * width},${height} ${edge - width * 0.4 * look()},${height}" fill="#1c2330" opacity="${(0.08 + look() * 0.22).toFixed(2)}"/>`
}

/** A colour of walls, ground and clothes: a grey with a little of something in it. */
function tone(draw: () => number, low: number, high: number): string {
  const level = low + draw() * (high - low)
  const channel = (): number => Math.round(Math.max(0, Math.min(255, level + (draw() - 0.5) * 52)))
  return `rgb(${channel()},${channel()},${channel()})`
}
