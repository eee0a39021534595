// Dates in Excel are numbers that a style shows as days (ECMA-376 part 1, 18.8.30 and 18.17.4).
import { readMarkup } from './markup.ts'

/** Which styles show a number as a date. */
export function datesOf(text: string): (style: number) => boolean {
  const custom = new Map<number, string>()
  const styles: number[] = []
  let inCells = false
  if (text === '') return () => false
  readMarkup(text, 'Excel', {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) styles.push(Number(attributes.numFmtId ?? 0))
    },
    close: name => {
      if (name === 'cellXfs') inCells = false
    },
    text: () => {},
  })
  return style => {
    const format = styles[style] ?? 0
    const code = custom.get(format)
    if (code !== undefined) return /[ymd]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
    return (
      (format >= 14 && format <= 17) ||
      format === 22 ||
      (format >= 27 && format <= 36) ||
      (format >= 50 && format <= 58)
    )
  }
}

/** 2026-04-01, with the time where there is one. */
export function dayOf(serial: number, is1904: boolean): string {
  // Day 60 of 1900 never was; the days behind it are counted from 30 December 1899.
  const days = serial + (is1904 ? 1462 : serial < 60 ? 1 : 0)
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000)
  if (Number.isNaN(moment.getTime())) return String(serial)
  const said = moment.toISOString()
  return Number.isInteger(serial) ? said.slice(0, 10) : said.slice(0, 19)
}
