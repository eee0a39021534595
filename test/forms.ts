// What a browser without script does with a page: reads the form's fields and sends them back.
export function fieldsOf(page: string): FormData {
  const form = new FormData()
  for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name')
    const type = attribute(tag, 'type') ?? 'text'
    if (name === undefined || /^(file|image)$/.test(type)) continue
    if (/^(radio|checkbox)$/.test(type) && !tag.includes(' checked')) continue
    form.append(name, attribute(tag, 'value') ?? '')
  }
  for (const [, name = '', said = ''] of page.matchAll(/<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</g)) {
    form.append(name, plain(said.replace(/^\n/, '')))
  }
  for (const [, name = '', options = ''] of page.matchAll(
    /<select[^>]* name="(\w+)"[^>]*>(.*?)<\/select>/gs,
  )) {
    form.append(name, options.match(/<option value="([^"]*)" selected/)?.[1] ?? '')
  }
  return form
}

/** The fields with these changes, as a body to post. */
export function filled(
  page: string,
  changes: Readonly<Record<string, string | File | readonly File[]>>,
): FormData {
  const form = fieldsOf(page)
  for (const [name, value] of Object.entries(changes)) {
    form.delete(name)
    for (const each of typeof value === 'string' || value instanceof File ? [value] : value)
      form.append(name, each)
  }
  return form
}

function attribute(tag: string, name: string): string | undefined {
  const value = tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1]
  return value === undefined ? undefined : plain(value)
}

function plain(escaped: string): string {
  const signs: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  }
  return escaped.replaceAll(/&(lt|gt|quot|#39|amp);/g, sign => signs[sign] ?? sign)
}
