// Which district a file goes into: the one named, the only one there is, or a new one made from the file.
import { basename } from 'node:path'
import type { Door } from '../base/db.ts'
import { districtName } from '../domains/places/founding.ts'
import { shape } from '../domains/places/shaping.ts'
import { type District, districts } from '../domains/regions/store.ts'
import type { World } from '../geo/osm/world.ts'
import type { Asked } from './import-options.ts'

/** Outside China district codes begin with 99. */
const firstCode = '990001'

export async function placed(
  door: Door,
  { district: code, nameZh, nameEn, timeZone, file }: Asked,
  world: World,
): Promise<District & { isNew: boolean }> {
  const known = await door.within({ district: '' }, districts)
  const present = known.find(each => each.code === code)
  if (present) {
    const wanted = { zh: nameZh ?? present.name.zh, en: nameEn ?? present.name.en }
    if (
      wanted.zh !== present.name.zh ||
      wanted.en !== present.name.en ||
      (timeZone ?? present.timeZone) !== present.timeZone
    )
      throw new Error(
        `District ${code} is here already as ${present.name.zh} · ${present.name.en}, ${present.timeZone}. Leave the names and the time zone out, or choose another code. Nothing was imported.`,
      )
    return { ...present, isNew: false }
  }
  if (code === undefined && known.length > 0) {
    const list = known.map(each => `${each.code} ${each.name.zh} · ${each.name.en}`).join(', ')
    throw new Error(
      `This server keeps ${list}. Say with --district CODE which one the file belongs to, or a new code. Nothing was imported.`,
    )
  }
  const zone = timeZone ?? (isInChina(world) ? 'Asia/Shanghai' : undefined)
  if (zone === undefined)
    throw new Error(
      'The district is new and lies outside China: say its time zone, e.g. --time-zone Europe/Helsinki. Nothing was imported.',
    )
  const name = districtName(world.bounds, shape(world).borders)
  const fallback = basename(file).replace(/\.(osm|pbf|xml)/g, '')
  return {
    code: code ?? firstCode,
    name: {
      zh: nameZh ?? nameEn ?? name?.zh ?? fallback,
      en: nameEn ?? nameZh ?? name?.en ?? fallback,
    },
    timeZone: zone,
    isNew: true,
  }
}

/** Well within; near a border the time zone is for people to say. */
function isInChina({ bounds: { west, south, east, north } }: World): boolean {
  return (
    (west > 98 && east < 121.9 && south > 24 && north < 41.5) ||
    (west > 108 && east < 119.5 && south > 21.5 && north < 27) ||
    (west > 118 && east < 122.9 && south > 27 && north < 38) ||
    (west > 122 && east < 130 && south > 43 && north < 47)
  )
}
