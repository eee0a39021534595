// Statements that run all the time: the text of each shape is made once, and each time only the values are put in.
import { type CompiledQuery, type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'

/** A place in a text, and how its value is taken from what is given when the statement runs. */
export type At<Given> = (value: (given: Given) => unknown) => RawBuilder<unknown>

/** `make` sees the shape and nothing of what is given, so that no text can depend on what is not in its shape. */
export function shaped<Shape extends object, Given, Row>(
  make: (shape: Shape, at: At<Given>) => RawBuilder<Row>,
): (on: QueryExecutorProvider, shape: Shape, given: Given) => Promise<Row[]> {
  const made = new Map<string, Made<Given, Row>>()
  return async (on, shape, given) => {
    const key = JSON.stringify(shape)
    let statement = made.get(key)
    if (!statement) {
      statement = fill(on, at => make(shape, at))
      made.set(key, statement)
    }
    return (await on.getExecutor().executeQuery(statement(given))).rows
  }
}

type Made<Given, Row> = (given: Given) => CompiledQuery<Row>

function fill<Given, Row>(
  on: QueryExecutorProvider,
  make: (at: At<Given>) => RawBuilder<Row>,
): Made<Given, Row> {
  class Place {
    readonly value: (given: Given) => unknown

    constructor(value: (given: Given) => unknown) {
      this.value = value
    }
  }
  const query = make(value => sql`${new Place(value)}`).compile(on)
  return given => ({
    ...query,
    parameters: query.parameters.map(each => (each instanceof Place ? each.value(given) : each)),
  })
}
