// Files between this computer and the page: one that is chosen, refused by its size before it is read, and one that
// is handed out.

export type FileText = { text: string } | { wrong: 'too_large' | 'not_text'; size: number }

/** A chosen file as text. Spreadsheets in China still write GB 18030; what is not UTF-8 is taken for it. */
export async function textOf(file: File, largest: number): Promise<FileText> {
  const size = Math.ceil(file.size / 2 ** 20)
  if (file.size > largest) return { wrong: 'too_large', size }
  const bytes = new Uint8Array(await file.arrayBuffer())
  // No text holds a zero; archives and workbooks do at once.
  if (bytes.subarray(0, 4096).includes(0)) return { wrong: 'not_text', size }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes) }
  }
}

export function handOut(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
