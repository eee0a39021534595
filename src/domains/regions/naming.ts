// Chinese names of regions in letters, for those who read no Chinese and for those who type faster than they choose
// characters, and the short names that people say. Pure.
import { pinyin } from 'pinyin-pro'
import { endings, namedOtherwise } from '../../ui/words/endings.ts'

/** `Duofuxiang Community`: the name by its sound, its ending by what it means. */
export function englishOf(zh: string): string {
  const known = namedOtherwise[zh]
  if (known !== undefined) return known
  const ending = endings.find(({ zh: end }) => zh.endsWith(end) && [...zh].length > end.length)
  const stem = ending ? zh.slice(0, -ending.zh.length) : zh
  const sound = syllables(stem).join('').replace(/\s+/g, ' ').trim()
  const name = sound === '' ? stem : sound.charAt(0).toUpperCase() + sound.slice(1)
  return ending ? `${name} ${ending.en}` : name
}

/** What people call a community or subdistrict whose official name ends in the name of its committee. */
export function shortName(zh: string): string {
  const ending = endings.find(({ zh: end }) => zh.endsWith(end) && [...zh].length > end.length)
  if (!ending?.said) return zh
  const stem = zh.slice(0, -ending.zh.length)
  return stem.endsWith(ending.said) ? stem : stem + ending.said
}

export interface Letters {
  /** `duofuxiangshequjuweihui` */
  letters: string
  /** `dfxsqjwh` */
  initials: string
}

export function lettersOf(zh: string): Letters {
  const all = syllables(zh).map(each => each.toLowerCase().replace(/[^a-z0-9]/g, ''))
  return { letters: all.join(''), initials: all.map(each => each.charAt(0)).join('') }
}

/** One a character that has a sound; others stay as they are. `v` stands for the u with two dots. */
function syllables(zh: string): string[] {
  return pinyin(zh, { toneType: 'none', type: 'array', v: true })
}
