// What the API says of itself (OGC 17-069r4, clauses 7.2 to 7.14): landing page, conformance, collections, and its
// definition in OpenAPI 3.0.
import about from '../../../package.json' with { type: 'json' }
import { mostItems } from './asking.ts'

export interface Link {
  href: string
  rel: string
  type: string
  title?: string
}

const json = 'application/json'
export const geoJson = 'application/geo+json'
const openApi = 'application/vnd.oai.openapi+json;version=3.0'
export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'

export function landing(base: string) {
  return {
    title: 'Gangmu',
    description:
      'Grid layers of the district, open to anyone, and its register of parts for those who may see it. Degrees of CGCS2000/WGS 84, longitude first.',
    links: [
      { href: base, rel: 'self', type: json, title: 'This page' },
      { href: `${base}/api`, rel: 'service-desc', type: openApi, title: 'The definition of this API' },
      { href: `${base}/conformance`, rel: 'conformance', type: json, title: 'What it conforms to' },
      { href: `${base}/collections`, rel: 'data', type: json, title: 'The collections' },
    ] satisfies Link[],
  }
}

export const conformance = {
  conformsTo: ['core', 'oas30', 'geojson'].map(
    name => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`,
  ),
}

export interface Described {
  id: string
  title: string
  description: string
}

export function collection(base: string, { id, title, description }: Described) {
  return {
    id,
    title,
    description,
    itemType: 'feature',
    crs: [crs84],
    links: [
      { href: `${base}/collections/${id}`, rel: 'self', type: json, title },
      { href: `${base}/collections/${id}/items`, rel: 'items', type: geoJson, title },
    ] satisfies Link[],
  }
}

export function collections(base: string, all: readonly Described[]) {
  return {
    links: [{ href: `${base}/collections`, rel: 'self', type: json }] satisfies Link[],
    collections: all.map(each => collection(base, each)),
  }
}

/** Requirements of class oas30: every path, parameter and answer there is. */
export function definition(base: string) {
  const answer = (description: string, type = json) => ({
    200: { description, content: { [type]: { schema: { type: 'object' } } } },
    ...refused,
  })
  const inPath = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
  const get = (
    operationId: string,
    description: string,
    parameters: readonly object[] = [],
    type = json,
  ) => ({
    get: { operationId, summary: description, parameters, responses: answer(description, type) },
  })
  return {
    openapi: '3.0.3',
    info: { title: 'Gangmu: OGC API – Features', version: about.version },
    servers: [{ url: base }],
    paths: {
      '/': get('landing', 'Landing page'),
      '/conformance': get('conformance', 'Conformance classes'),
      '/api': get('definition', 'This definition', [], openApi),
      '/collections': get('collections', 'All collections that whoever asks may see'),
      '/collections/{collectionId}': get('collection', 'One collection', [inPath('collectionId')]),
      '/collections/{collectionId}/items': get(
        'items',
        'Features, a page at a time',
        [inPath('collectionId'), ...parameters],
        geoJson,
      ),
      '/collections/{collectionId}/items/{featureId}': get(
        'item',
        'One feature',
        [inPath('collectionId'), inPath('featureId')],
        geoJson,
      ),
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }
}

const exception = {
  content: {
    [json]: {
      schema: {
        type: 'object',
        required: ['code'],
        properties: { code: { type: 'string' }, description: { type: 'string' } },
      },
    },
  },
}
const refused = Object.fromEntries(
  [
    [400, 'A parameter is not known or not well said'],
    [401, 'Sign in first'],
    [403, 'Not allowed'],
    [404, 'There is no such thing'],
    [500, 'A fault of the server'],
  ].map(([status, description]) => [status, { description, ...exception }]),
)

const query = { in: 'query', required: false, style: 'form', explode: false }
const parameters = [
  { ...query, name: 'limit', schema: { type: 'integer', minimum: 1, maximum: mostItems, default: 100 } },
  {
    ...query,
    name: 'bbox',
    schema: { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
    description: 'West, south, east, north in degrees (CRS84).',
  },
  {
    ...query,
    name: 'datetime',
    schema: { type: 'string' },
    description: 'An instant or an interval (RFC 3339).',
  },
  {
    ...query,
    name: 'after',
    schema: { type: 'string' },
    description: 'Where the page before ended: see its link “next”.',
  },
]
