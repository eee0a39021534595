// import-grids: a grid layer from a file of any format that the page takes, through the same draft and the same checks as on the page, and published
// from now on; earlier versions stay for their cases.
import { readFile, stat } from 'node:fs/promises'
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { Refusal } from '../base/errors.ts'
import { record } from '../base/events.ts'
import { guessGridColumns } from '../domains/grids/columns.ts'
import { wrongFile } from '../domains/grids/contract.ts'
import { bringGrids, openDraft, publish } from '../domains/grids/drafting.ts'
import { readGridFile } from '../domains/grids/filing.ts'
import { largestFile } from '../domains/grids/rules.ts'
import { draftOf, dropDraft } from '../domains/grids/store/drafts.ts'
import { addLayer, layerRegister } from '../domains/grids/store/layers.ts'
import { districts } from '../domains/regions/store.ts'
import { datums } from '../geo/formats/datums.ts'
import { look } from '../geo/formats/heads.ts'
import { openWords } from '../ui/words/open.ts'
import { withDatabase } from './database.ts'

export async function importGrids(
  config: Config,
  [district, layer, file, said]: readonly string[],
): Promise<void> {
  if (!district || !layer || !file)
    throw new Error('Usage: import-grids DISTRICT LAYER FILE [wgs84|gcj02|bd09]')
  const datum = datums.find(each => each === (said ?? 'wgs84'))
  if (!datum) throw new Error(`A datum is one of ${datums.join(', ')}, not ${said}.`)
  if (!/^[a-z_]{2,40}$/.test(layer))
    throw new Error(`A layer is named by 2 to 40 small letters, not ${layer}.`)
  const bytes = await readBytes(file, largestFile)
  const words = openWords('en')
  const looked = await told(file, () => readGridFile(bytes))
  const columns = guessGridColumns(look(looked).heads.map(({ name }) => name))
  await withDatabase(config, door =>
    door.within({ district }, async tx => {
      if (!(await districts(tx)).some(({ code }) => code === district))
        throw new Error(`There is no district ${district}; add-regions brings one.`)
      const acting = { tx, now: instant(Date.now()) }
      if (!(await layerRegister(tx, acting.now)).some(({ code }) => code === layer)) {
        const id = await addLayer(tx, layer, {
          name: { zh: layer, en: layer },
          mustCover: false,
          mayOverlap: false,
          nestsIn: null,
          leastArea: null,
          mostArea: null,
          tolerance: 5,
        })
        await record(acting, { subject: id, happened: 'grids.layer_added', detail: { layer } })
      }
      if (await draftOf(tx, layer))
        throw new Error(`Somebody works on a draft of ${layer}; nothing was imported.`)
      const revision = await openDraft(acting, layer)
      const brought = await bringGrids(acting, layer, revision, {
        bytes,
        datum,
        columns,
        mode: 'replace',
        dryRun: false,
      })
      if (!brought.kept) {
        for (const { row, code, why, said } of brought.refused.slice(0, 50))
          console.error(`${file}: feature ${row} (${code}): ${words.t(`grids.row.${why}`, { said })}`)
        throw new Error(`${brought.refusedRows} of ${brought.rows} grids were refused; nothing was imported.`)
      }
      if (brought.added + brought.changed + brought.removed === 0) {
        await dropDraft(tx, layer)
        console.log(`The ${brought.rows} grids of layer ${layer} are in force in ${district} already.`)
        return
      }
      await publish(acting, layer, { revision: brought.revision, validFrom: null })
      console.log(`${brought.rows} grids of layer ${layer} are in force in ${district}.`)
    }),
  )
}

/** What is refused of a file, in words. */
export async function told<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const wrong = error instanceof Refusal ? wrongFile.safeParse(error.data).data : undefined
    if (!wrong) throw error
    throw new Error(`${file}: ${openWords('en').t(`formats.wrong.${wrong.wrong}`, { said: wrong.said })}`)
  }
}

/** A file, refused by its size before it is read. */
export async function readBytes(path: string, largest: number): Promise<Uint8Array> {
  const found = await stat(path).catch(() => {
    throw new Error(`${path} cannot be read.`)
  })
  if (found.size > largest) {
    throw new Error(
      `${path} has ${Math.ceil(found.size / 2 ** 20)} MB; at most ${largest / 2 ** 20} MB are read at once. Split it, or leave out what is not needed.`,
    )
  }
  return new Uint8Array(await readFile(path))
}

/** A file as text. */
export async function readText(path: string, largest: number): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(path, largest))
  } catch (error) {
    throw error instanceof TypeError ? new Error(`${path} is not UTF-8 text.`) : error
  }
}
