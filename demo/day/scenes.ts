// Street scenes from a number: as unlike one another as photos of a city are. Tests of looks are made of them; the
// pictures of the simulated days use the same dice, colours and light.
import sharp from 'sharp'

/** A JPEG of sky, ground, houses and things lying about, with the grain of a camera. */
export async function scene(seed: number, width = 640, height = 480): Promise<Buffer> {
  const draw = dice(seed)
  const horizon = height * (0.25 + draw() * 0.35)
  const drawn = [
    gradient('sky', colour(draw, 130, 245), colour(draw, 130, 245), draw),
    gradient('ground', colour(draw, 60, 150), colour(draw, 60, 150), draw),
    `<rect width="${width}" height="${horizon}" fill="url(#sky)"/>`,
    `<rect y="${horizon}" width="${width}" height="${height - horizon}" fill="url(#ground)"/>`,
  ]
  for (let count = 2 + Math.floor(draw() * 6); count > 0; count -= 1) {
    const [x, wide, high] = [draw() * width, width * (0.06 + draw() * 0.23), horizon * (0.2 + draw() * 0.7)]
    drawn.push(
      `<rect x="${x - wide / 2}" y="${horizon - high}" width="${wide}" height="${high}" fill="${colour(draw)}"/>`,
    )
    for (let windows = 0; windows < 8; windows += 1) {
      const [left, top] = [x - wide / 2 + draw() * wide * 0.9, horizon - high + draw() * high * 0.9]
      drawn.push(`<rect x="${left}" y="${top}" width="10" height="12" fill="${colour(draw, 20, 90)}"/>`)
    }
  }
  for (let count = 4 + Math.floor(draw() * 14); count > 0; count -= 1) {
    const [x, y] = [draw() * width, horizon + draw() * (height - horizon)]
    const [wide, high, turned] = [8 + draw() * width * 0.15, 6 + draw() * height * 0.12, draw() * 180]
    const shape =
      draw() < 0.5
        ? `<ellipse cx="${x}" cy="${y}" rx="${wide}" ry="${high}"`
        : `<rect x="${x}" y="${y}" width="${wide}" height="${high}"`
    drawn.push(`${shape} fill="${colour(draw, 20, 210)}" transform="rotate(${turned} ${x} ${y})"/>`)
  }
  const grain = 6 + Math.round(draw() * 22)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join('')}</svg>`
  return sharp(Buffer.from(svg))
    .composite([{ input: await noise(width, height, grain, draw), blend: 'soft-light' }])
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function noise(width: number, height: number, grain: number, draw: () => number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height)
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = 128 + (draw() + draw() - 1) * grain * 2
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

function gradient(id: string, from: string, to: string, draw: () => number): string {
  return `<linearGradient id="${id}" x2="${draw()}" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`
}

function colour(draw: () => number, low = 30, high = 225): string {
  const channel = (): number => Math.round(low + draw() * (high - low))
  return `rgb(${channel()},${channel()},${channel()})`
}
