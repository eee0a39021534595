// The taxonomy editions that ship with the program. Codes and names are those that one city published when
// it adopted the standard; see the file for the edition it stands for.
import shipped from './editions/gbt30428_2_2013.json' with { type: 'json' }
import type { Edition } from './store.ts'

export const defaultEdition: Edition = {
  ...shipped,
  kinds: shipped.kinds.map(kind => ({ ...kind, type: kind.type === 'part' ? 'part' : 'event' })),
}
