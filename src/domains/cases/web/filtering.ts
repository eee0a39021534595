// A filter as it stands in the address of the page, so that a search can be sent to a colleague, and back.
import type { CaseFilter } from '../desk-calls.ts'

const lists = ['kinds', 'states', 'lights', 'sources'] as const
const singles = ['text', 'region', 'department', 'from', 'until'] as const

export function paramsOf(filter: CaseFilter): URLSearchParams {
  const params = new URLSearchParams()
  for (const name of singles) {
    const value = filter[name]
    if (value !== undefined && value !== '') params.set(name, value)
  }
  for (const name of lists) for (const value of filter[name] ?? []) params.append(name, value)
  return params
}

/** What the server would refuse it refuses; here only what is no filter at all is left out. */
export function filterOf(params: URLSearchParams): CaseFilter {
  const given = Object.fromEntries([
    ...singles.flatMap(name => {
      const value = params.get(name)
      return value ? [[name, value]] : []
    }),
    ...lists.flatMap(name => {
      const values = params.getAll(name)
      return values.length > 0 ? [[name, values]] : []
    }),
  ])
  return given
}

export function isEmpty(filter: CaseFilter): boolean {
  return paramsOf(filter).size === 0
}
