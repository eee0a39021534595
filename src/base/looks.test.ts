// Looks: that the same picture is known again and another is not mistaken for it, on drawn street scenes.
import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { scene } from '../../demo/day/scenes.ts'
import { manhole } from '../../test/pictures.ts'
import { rasterOf } from './files.ts'
import { apart, farthest, type Look, lookOf, probes, rasterEdge } from './looks.ts'

const part = fc.integer({ min: 0, max: 65_535 })
const looks = fc.tuple(part, part, part, part)

/** What is done to a picture before it is sent a second time, and of how many in a hundred it may go unseen. */
const disguises: Record<string, { missed: number; made: (bytes: Buffer) => Promise<Buffer> }> = {
  're-encoded at quality 40': { missed: 0, made: bytes => sharp(bytes).jpeg({ quality: 40 }).toBuffer() },
  'half as large': { missed: 0, made: bytes => sharp(bytes).resize(320).jpeg().toBuffer() },
  'of an odd size': { missed: 0, made: bytes => sharp(bytes).resize(347).jpeg({ quality: 70 }).toBuffer() },
  'a tenth brighter': { missed: 0, made: bytes => sharp(bytes).linear(1.1, 0).jpeg().toBuffer() },
  'a tenth darker': { missed: 0, made: bytes => sharp(bytes).linear(0.9, 0).jpeg().toBuffer() },
  'as WebP': { missed: 0, made: bytes => sharp(bytes).webp({ quality: 60 }).toBuffer() },
  'smaller, brighter and re-encoded': {
    missed: 0,
    made: bytes => sharp(bytes).resize(320).linear(1.1, 0).jpeg({ quality: 40 }).toBuffer(),
  },
  'with a hundredth cut off each side': {
    missed: 5,
    made: bytes => sharp(bytes).extract({ left: 6, top: 5, width: 628, height: 470 }).jpeg().toBuffer(),
  },
}

/** Enough for the suite; with GANGMU_LOOKS=300 it takes minutes and prints the rates that docs/operating.md gives. */
const many = Number(process.env.GANGMU_LOOKS ?? 40)

test('a picture is known again in every disguise, and no two different ones are taken for one', async () => {
  const originals: Look[] = []
  const missed: Record<string, number> = {}
  for (let seed = 0; seed < many; seed += 1) {
    const bytes = await scene(seed)
    const look = await lookOfPicture(bytes)
    originals.push(look)
    for (const [name, { made }] of Object.entries(disguises)) {
      const far = apart(look, await lookOfPicture(await made(bytes)))
      missed[name] = (missed[name] ?? 0) + (far > farthest ? 1 : 0)
    }
  }
  const distances = originals.flatMap((one, at) => originals.slice(at + 1).map(other => apart(one, other)))
  if (process.env.GANGMU_LOOKS) {
    console.log(
      JSON.stringify({ pictures: many, missed, pairs: distances.length, nearest: Math.min(...distances) }),
    )
  }
  expect(distances.filter(distance => distance <= farthest)).toEqual([])
  for (const [name, count] of Object.entries(missed)) {
    expect(`${name}: ${count <= (many * (disguises[name]?.missed ?? 0)) / 100}`).toBe(`${name}: true`)
  }
}, 600_000)

test('before and after of the same place are two pictures; the same one turned by its camera is one', async () => {
  const [broken, mended] = [await bytesOf(await manhole('broken')), await bytesOf(await manhole('mended'))]
  expect(apart(await lookOfPicture(broken), await lookOfPicture(mended))).toBeGreaterThan(2 * farthest)
  const turned = await sharp(broken).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer()
  expect(apart(await lookOfPicture(broken), await lookOfPicture(turned))).toBeLessThanOrEqual(2)
})

test('what is all of one colour, a gradient or mere noise has no look; every kind of file is read', async () => {
  const plain = sharp({ create: { width: 300, height: 200, channels: 3, background: '#7d8a97' } })
  expect(lookOf(await rasterOf(await plain.clone().jpeg({ quality: 30 }).toBuffer()))).toBeUndefined()
  const slope = Buffer.from(Array.from({ length: 300 * 200 }, (_, at) => ((at % 300) * 255) / 300))
  const raw = { raw: { width: 300, height: 200, channels: 1 } } as const
  expect(lookOf(await rasterOf(await sharp(slope, raw).jpeg().toBuffer()))).toBeUndefined()
  const bytes = await scene(7)
  const look = await lookOfPicture(bytes)
  for (const other of [
    sharp(bytes).png(),
    sharp(bytes).toColourspace('rgb16').png(),
    sharp(bytes).toColourspace('cmyk').jpeg({ quality: 95 }),
    sharp(bytes).grayscale().png(),
    sharp(bytes).ensureAlpha().png(),
    sharp(bytes).webp({ lossless: true }),
  ]) {
    expect(apart(look, await lookOfPicture(await other.toBuffer()))).toBeLessThanOrEqual(4)
  }
  expect(() => lookOf(new Uint8Array(rasterEdge))).toThrow('32 × 32')
})

test('half of the bits are set, whatever the picture', () =>
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1024, maxLength: 1024 }), raster => {
      const look = lookOf(raster)
      if (look) expect(apart(look, [0, 0, 0, 0])).toBe(32)
    }),
  ))

test('how far two looks are apart is counted bit by bit, the same from both ends', () =>
  fc.assert(
    fc.property(looks, looks, (one, other) => {
      const bits = (look: Look): string => look.map(each => each.toString(2).padStart(16, '0')).join('')
      const [first, second] = [bits(one), bits(other)]
      expect(apart(one, other)).toBe([...first].filter((bit, at) => bit !== second[at]).length)
      expect(apart(other, one)).toBe(apart(one, other))
    }),
  ))

test('whatever is seven bits away or nearer is looked up by one of its four parts', () =>
  fc.assert(
    fc.property(looks, fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 7 }), (look, flips) => {
      const [a, b, c, d] = [0, 1, 2, 3].map(at =>
        flips
          .filter(flip => flip >> 4 === at)
          .reduce((bits, flip) => bits ^ (1 << (flip & 15)), look[at] ?? 0),
      )
      const other: Look = [a ?? 0, b ?? 0, c ?? 0, d ?? 0]
      expect(probes(look).some((values, at) => values.includes(other[at] ?? -1))).toBe(true)
      expect(farthest).toBeLessThanOrEqual(7)
    }),
  ))

async function lookOfPicture(bytes: Uint8Array): Promise<Look> {
  const look = lookOf(await rasterOf(bytes))
  if (!look) throw new Error('a scene without a look')
  return look
}

async function bytesOf(file: File): Promise<Buffer> {
  return Buffer.from(await file.arrayBuffer())
}
