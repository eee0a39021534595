// Why a file cannot be taken at all, by a code that has its sentence in the words; what is wrong with one row is told
// with that row.

export const fileFaults = [
  'empty',
  'unknown_format',
  'not_text',
  'not_json',
  'not_a_collection',
  'not_degrees',
  'broken_quotes',
  'broken_file',
  'no_rows',
  'too_many_rows',
  'too_wide',
  'cell_too_long',
  'no_layer',
  'no_such_layer',
  'other_packing',
  'broken_zip',
  'locked_zip',
  'unpacks_too_large',
  'nothing_in_zip',
  'lone_shapefile',
  'no_attributes',
  'rows_differ',
  'no_system',
  'unknown_system',
  'old_excel',
  'osm_unreadable',
  'osm_too_large',
] as const
export type FileFault = (typeof fileFaults)[number]

/** What stands in the sentence, where it names something: a system, a layer, a line, a number of rows. */
export interface Wrong {
  wrong: FileFault
  said: string
}

/** Thrown by readers, and by nothing else than a file that they refuse. */
export class WrongFile extends Error {
  readonly wrong: FileFault
  readonly said: string
  constructor(wrong: FileFault, said = '') {
    super(`${wrong} ${said}`.trim())
    this.wrong = wrong
    this.said = said
  }
}
