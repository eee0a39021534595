// Rings as the index takes them: whole units of 1e-7° (about a centimetre), each ring with the face that it bounds.
// A face is what its rings enclose by the even-odd rule, so holes and the parts of a multipolygon are just rings.

/** Units a degree. Longitudes and latitudes in units fit 32 bits. */
export const perDegree = 1e7

/**
 * The longest edge, east–west and north–south, in units (6.7°). Up to here every product of the predicates stays
 * below 2^53, so that plain numbers decide exactly.
 */
export const longestEdge = 2 ** 26

/** The nearest whole unit. */
export function unitsOf(degrees: number): number {
  return Math.round(degrees * perDegree)
}

/** What the index is built from; plain data, so that another thread can be given it. */
export interface RingList {
  /** Longitude and latitude in turn. */
  points: Int32Array
  /** Ring r holds the positions `starts[r]` … `starts[r + 1]`; the last one is not the first again. */
  starts: Int32Array
  faces: Int32Array
  count: number
  /** One more than the largest face. */
  faceCount: number
}

export class Rings implements RingList {
  points = new Int32Array(1024)
  starts = new Int32Array(64)
  faces = new Int32Array(64)
  count = 0
  faceCount = 0

  /** A ring in degrees, longitude and latitude in turn; whether it is closed or not. */
  add(face: number, degrees: ArrayLike<number>): void {
    const units = new Float64Array(degrees.length)
    for (let at = 0; at < degrees.length; at += 1) units[at] = unitsOf(degrees[at] ?? Number.NaN)
    this.addUnits(face, units)
  }

  /** @throws RangeError where it is no ring of this Earth, or an edge goes round the back of it */
  addUnits(face: number, units: ArrayLike<number>): void {
    if (!Number.isInteger(face) || face < 0) throw new RangeError(`a face is a number from 0 on, not ${face}`)
    if (units.length % 2 !== 0) throw new RangeError(`ring of face ${face}: a longitude without its latitude`)
    let length = units.length / 2
    if (length > 1 && units[0] === units[2 * length - 2] && units[1] === units[2 * length - 1]) length -= 1
    if (length > 0) refuseWrong(face, units, length)
    const from = this.starts[this.count] ?? 0
    this.points = roomFor(this.points, 2 * (from + length))
    this.starts = roomFor(this.starts, this.count + 2)
    this.faces = roomFor(this.faces, this.count + 1)
    for (let at = 0; at < 2 * length; at += 1) this.points[2 * from + at] = units[at] ?? 0
    this.faces[this.count] = face
    this.count += 1
    this.starts[this.count] = from + length
    if (face >= this.faceCount) this.faceCount = face + 1
  }

  get positions(): number {
    return this.starts[this.count] ?? 0
  }
}

function refuseWrong(face: number, units: ArrayLike<number>, length: number): void {
  const refuse = (at: number, why: string): never => {
    const [x, y] = [units[2 * at] ?? Number.NaN, units[2 * at + 1] ?? Number.NaN]
    throw new RangeError(
      `ring of face ${face}, position ${at + 1} (${x / perDegree}, ${y / perDegree}): ${why}`,
    )
  }
  const [mostX, mostY] = [180 * perDegree, 90 * perDegree]
  for (let at = 0; at < length; at += 1) {
    const x = units[2 * at] ?? Number.NaN
    const y = units[2 * at + 1] ?? Number.NaN
    const isPlace = x >= -mostX && x <= mostX && y >= -mostY && y <= mostY
    if (!isPlace) refuse(at, 'not a longitude and latitude in degrees')
  }
  let before = length - 1
  for (let at = 0; at < length; at += 1) {
    const wide = Math.abs((units[2 * at] ?? 0) - (units[2 * before] ?? 0))
    const high = Math.abs((units[2 * at + 1] ?? 0) - (units[2 * before + 1] ?? 0))
    if (wide > 180 * perDegree) refuse(at, 'the edge to it crosses the 180th meridian; cut the polygon there')
    if (wide > longestEdge || high > longestEdge)
      refuse(at, 'the edge to it is longer than 6.7°; put positions between')
    before = at
  }
}

/** The same numbers where there is room for at least so many. */
export function roomFor(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= array.length) return array
  const wider = new Int32Array(Math.max(length, array.length * 2))
  wider.set(array)
  return wider
}
