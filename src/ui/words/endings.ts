// How names of regions end, in Chinese and in English, and what people say instead of the long official ending.
// The longest first: the first ending that fits is taken off. Of an ending that is kept nothing is taken off.
export interface Ending {
  zh: string
  en: string
  /** Said in place of it where a name is shown; undefined: the ending is said as it is. */
  said?: string
}

export const endings: readonly Ending[] = [
  { zh: '社区居民委员会', en: 'Community', said: '社区' },
  { zh: '社区居委会', en: 'Community', said: '社区' },
  { zh: '社区村委会', en: 'Community', said: '社区' },
  { zh: '村民委员会', en: 'Village', said: '村' },
  { zh: '居民委员会', en: 'Community', said: '社区' },
  { zh: '村村委会', en: 'Village', said: '村' },
  { zh: '街道办事处', en: 'Subdistrict', said: '街道' },
  { zh: '经济技术开发区', en: 'Economic and Technological Development Zone' },
  { zh: '特别行政区', en: 'Special Administrative Region' },
  { zh: '壮族自治区', en: 'Zhuang Autonomous Region' },
  { zh: '回族自治区', en: 'Hui Autonomous Region' },
  { zh: '维吾尔自治区', en: 'Uygur Autonomous Region' },
  { zh: '村委会', en: 'Village', said: '村' },
  { zh: '居委会', en: 'Community', said: '社区' },
  { zh: '开发区', en: 'Development Zone' },
  { zh: '自治区', en: 'Autonomous Region' },
  { zh: '自治州', en: 'Autonomous Prefecture' },
  { zh: '自治县', en: 'Autonomous County' },
  { zh: '自治旗', en: 'Autonomous Banner' },
  { zh: '民族乡', en: 'Ethnic Township' },
  { zh: '街道', en: 'Subdistrict' },
  { zh: '地区', en: 'Prefecture' },
  { zh: '社区', en: 'Community' },
  { zh: '林场', en: 'Forest Farm' },
  { zh: '农场', en: 'Farm' },
  { zh: '镇', en: 'Town' },
  { zh: '乡', en: 'Township' },
  { zh: '苏木', en: 'Sumu' },
  { zh: '村', en: 'Village' },
  { zh: '盟', en: 'League' },
  { zh: '旗', en: 'Banner' },
  { zh: '县', en: 'County' },
  { zh: '区', en: 'District' },
  { zh: '市', en: 'City' },
  { zh: '省', en: 'Province' },
]

/** Names that are not written as they sound. */
export const namedOtherwise: Readonly<Record<string, string>> = {
  市辖区: 'Municipal Districts',
  县: 'Counties',
  省直辖县级行政区划: 'Directly Governed Counties',
  自治区直辖县级行政区划: 'Directly Governed Counties',
  陕西省: 'Shaanxi Province',
  内蒙古自治区: 'Inner Mongolia Autonomous Region',
  西藏自治区: 'Xizang Autonomous Region',
  新疆维吾尔自治区: 'Xinjiang Uygur Autonomous Region',
  哈尔滨市: 'Harbin City',
  呼和浩特市: 'Hohhot City',
  乌鲁木齐市: 'Urumqi City',
  拉萨市: 'Lhasa City',
}

/** Stands between a city or province and its districts in the code list and says nothing. */
export const sayNothing: readonly string[] = ['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']
