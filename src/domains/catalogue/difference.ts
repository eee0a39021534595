// What one version says otherwise than another, item by item and field by field. Pure.
import type { Limit } from '../../base/limits.ts'
import type { Book, Change, FieldName, KindKey, Value } from './book.ts'
import { kindText } from './rules.ts'

export function difference(before: Book, after: Book): Change[] {
  const [old, fresh] = [itemsOf(before), itemsOf(after)]
  const changes: Change[] = []
  for (const [key, item] of fresh) {
    const was = old.get(key)
    const fields = [...item.fields].flatMap(([field, value]) => {
      const earlier = was?.fields.get(field) ?? null
      return was && isSame(earlier, value) ? [] : [{ field, before: earlier, after: value }]
    })
    const { what, kind, seq } = item
    if (!was) changes.push({ what, kind, seq, change: 'added', fields })
    else if (fields.length > 0) changes.push({ what, kind, seq, change: 'changed', fields })
  }
  for (const [key, { what, kind, seq, fields }] of old) {
    if (fresh.has(key)) continue
    const gone = [...fields].map(([field, value]) => ({ field, before: value, after: null }))
    changes.push({ what, kind, seq, change: 'removed', fields: gone })
  }
  return changes
}

interface Item {
  what: Change['what']
  kind: KindKey | null
  seq: number | null
  fields: Map<FieldName, Value>
}

function itemsOf(book: Book): Map<string, Item> {
  const items = new Map<string, Item>()
  items.set('rules', { what: 'rules', kind: null, seq: null, fields: new Map(rulesFields(book)) })
  for (const kind of book.kinds) {
    const fields: [FieldName, Value][] = [
      ['retired', kind.retired],
      ['offered', kind.offered],
      ['proof', kind.proof],
      ['nearMetres', kind.nearMetres],
      ['checkMetres', kind.checkMetres],
    ]
    if (kind.own) fields.unshift(['name', kind.own.name])
    items.set(`kind ${kindText(kind)}`, {
      what: 'kind',
      kind: keyOf(kind),
      seq: null,
      fields: new Map(fields),
    })
  }
  for (const row of book.conditions) {
    items.set(`condition ${kindText(row)} ${row.seq}`, {
      what: 'condition',
      kind: keyOf(row),
      seq: row.seq,
      fields: new Map<FieldName, Value>([
        ['condition', row.condition],
        ['name', row.name],
        ['closing', row.closing],
        ['limitA', row.limits.A],
        ['limitB', row.limits.B],
        ['limitC', row.limits.C],
      ]),
    })
  }
  return items
}

function rulesFields(book: Book): [FieldName, Value][] {
  const { stages } = book
  return [
    ['edition', book.edition],
    ['accept', stages.accept],
    ['verify', stages.verify],
    ['file', stages.file],
    ['dispatch', stages.dispatch],
    ['feedback', stages.feedback],
    ['check', stages.check],
    ['close', stages.close],
    ['fallback', book.fallback],
    ['recheckShare', book.recheckShare],
    ['reopenWindow', book.reopenWindow],
    ['askWait', book.askWait],
    ['longestSuspension', book.longestSuspension],
    ['mostExtensions', book.mostExtensions],
  ]
}

function keyOf({ edition, type, code }: KindKey): KindKey {
  return { edition, type, code }
}

function isSame(a: Value, b: Value): boolean {
  if (isLimit(a) && isLimit(b)) return a.value === b.value && a.unit === b.unit
  if (isName(a) && isName(b)) return a.zh === b.zh && a.en === b.en
  return a === b
}

function isLimit(value: Value): value is Limit {
  return typeof value === 'object' && value !== null && 'unit' in value
}

function isName(value: Value): value is { zh: string; en: string } {
  return typeof value === 'object' && value !== null && 'zh' in value
}
