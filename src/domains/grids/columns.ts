// Which column of a file says what of a grid, guessed from its name. Pure, for the page and the command alike.

export const gridColumns = ['code', 'name', 'region', 'wkt'] as const
export type GridColumn = (typeof gridColumns)[number]
export type GridColumns = Partial<Record<GridColumn, string>>

/** Names that surveys use, beside our own. */
const known: Record<GridColumn, readonly string[]> = {
  code: ['code', 'bgid', 'bgcode', 'gridcode', 'wgbm', 'gridid'],
  name: ['name', 'bgname', 'gridname', 'wgmc'],
  region: ['region', 'community', 'commcode', 'sqbm'],
  wkt: ['wkt', 'geom', 'geometry', 'shape'],
}

export function guessGridColumns(heads: readonly string[]): GridColumns {
  return Object.fromEntries(
    gridColumns.flatMap(name => {
      const head = heads.find(each => known[name].includes(each.toLowerCase()))
      return head === undefined ? [] : [[name, head]]
    }),
  )
}
