// The formats that files are written in. Apart from the writers, because the browser offers them too.

export const writtenFormats = ['geojson', 'shapefile', 'geopackage', 'kml', 'csv', 'xlsx'] as const
export type WrittenFormat = (typeof writtenFormats)[number]

/** Endings and media types. */
export const kindsOfFiles: Readonly<Record<WrittenFormat, { ending: string; type: string }>> = {
  geojson: { ending: 'geojson', type: 'application/geo+json;charset=utf-8' },
  shapefile: { ending: 'shp.zip', type: 'application/zip' },
  geopackage: { ending: 'gpkg', type: 'application/geopackage+sqlite3' },
  kml: { ending: 'kml', type: 'application/vnd.google-earth.kml+xml' },
  csv: { ending: 'csv', type: 'text/csv;charset=utf-8' },
  xlsx: { ending: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
}
