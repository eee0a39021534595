// The national code list as text: what is read, what is refused, what one edition means after another. mission: DC1
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { levels } from './codes.ts'
import { differenceOf, listedRow, pairsOf, readList, soughtBy } from './listing.ts'
import { englishOf, lettersOf, shortName } from './naming.ts'

test('what a row lies in comes from its own file or stands beside it', () => {
  const { rows, refused, strange } = readList([
    {
      name: 'a.csv',
      text: 'code,name,streetCode,street,areaCode,area\n110101001001,甲社区,110101001,乙街道,110101,丙区\n',
    },
    { name: 'b.csv', text: 'code,name\n11,"北京市"\n1101,市辖区\n' },
    { name: 'c.csv', text: 'id,title\n1,x\n' },
  ])
  expect([...rows.keys()].sort()).toEqual(['11', '1101', '110101', '110101001', '110101001001'])
  expect(refused).toEqual([])
  expect(strange).toEqual(['c.csv'])
  expect(listedRow('110101001001', '甲社区', code => rows.get(code)).whole).toBe('北京市 丙区 乙街道 甲社区')
})

test('each wrong row is told with its place and keeps out what lies in it', () => {
  const text = 'code,name\nx1,A\n123,B\n11,\n12,甲\n12,乙\n1201,甲\n120101001,丁\n'
  const { rows, refused } = readList([{ name: 'f', text }])
  expect(refused.map(({ line, why }) => [line, why])).toEqual([
    [2, 'not_a_code'],
    [3, 'code_length'],
    [4, 'name_missing'],
    [6, 'name_differs'],
    [8, 'parent_missing'],
  ])
  expect([...rows.keys()]).toEqual(['12', '1201'])
})

const names = fc.constantFrom('甲', '乙', '丙', '丁')
const edition = fc.dictionary(
  fc.constantFrom('11', '12', '1101', '1102', '1201', '110101', '110102', '120101', '110101001'),
  names,
)

test('after the difference is applied the list is the later edition, and every code is told of once', () => {
  fc.assert(
    fc.property(edition, edition, (first, second) => {
      const [before, after] = [new Map(Object.entries(first)), new Map(Object.entries(second))]
      const { added, renamed, moved, ended, unchanged } = differenceOf(before, after)
      const list = new Map<string, string>(before)
      for (const code of ended) list.delete(code)
      for (const code of [...added, ...renamed]) list.set(code, after.get(code) ?? '')
      expect(new Map([...list].sort())).toEqual(new Map([...after].sort()))
      expect(added.length + renamed.length + moved.length + unchanged).toBe(after.size)
      for (const code of moved) expect(before.get(code)).toBe(after.get(code))
    }),
  )
})

test('every part of a name of two characters or more has only pairs that the name has', () => {
  const word = fc.string({ unit: fc.constantFrom(...'东华门多福巷社区𠮷é'), minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(word, fc.nat(11), fc.nat(11), (name, from, length) => {
      const part = name.normalize('NFKC').slice(from, from + length)
      const pairs = new Set(pairsOf(name))
      for (const pair of pairsOf(part)) expect(pairs.has(pair)).toBe(true)
    }),
  )
})

test('what is typed is a code, letters or words', () => {
  expect(soughtBy('  ')).toBeUndefined()
  expect(soughtBy('１１０１')).toEqual({ by: 'code', code: '1101' })
  expect(soughtBy("xi'an Shi")).toEqual({ by: 'letters', letters: 'xianshi' })
  expect(soughtBy('东城　多福巷')).toMatchObject({ by: 'words', words: ['东城', '多福巷'] })
})

test('names have letters, an English form and the short form that people say', () => {
  expect(lettersOf('东华门街道')).toEqual({ letters: 'donghuamenjiedao', initials: 'dhmjd' })
  expect(englishOf('重庆市')).toBe('Chongqing City')
  expect(englishOf('陕西省')).toBe('Shaanxi Province')
  expect(englishOf('多福巷社区居委会')).toBe('Duofuxiang Community')
  expect(englishOf('市')).toBe('Shi')
  expect(shortName('多福巷社区居委会')).toBe('多福巷社区')
  expect(shortName('河坡村委会')).toBe('河坡村')
  expect(shortName('东华门街道')).toBe('东华门街道')
  expect(levels).toHaveLength(5)
})
