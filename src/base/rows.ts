// How values leave the database. int8 and numeric are normalised here and nowhere else; times become
// ISO text in UTC, as contracts carry them.
import pg from 'pg'

const { builtins } = pg.types

const ours = new Map<number, (value: string) => unknown>([
  [builtins.INT8, wholeNumber],
  [builtins.NUMERIC, Number],
  [builtins.TIMESTAMPTZ, value => new Date(value).toISOString()],
  [builtins.DATE, value => value],
])

export const parsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    const parse = format === 'binary' ? undefined : ours.get(oid)
    return parse ?? pg.types.getTypeParser(oid, format)
  },
}

function wholeNumber(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new Error(`int8 beyond 2^53: ${value}`)
  return number
}
