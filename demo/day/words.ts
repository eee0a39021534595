// What people say of a trouble, on the telephone and on the portal, and what staff note: invented sentences.
import type { Dice } from './dice.ts'
import type { Thing } from './things.ts'

export interface Said {
  text: string
  contact: { name: string; reach: string } | undefined
}

const sentences: Readonly<Record<Thing, readonly string[]>> = {
  heap: [
    '路边堆了一大堆垃圾，好几天没人清',
    '垃圾袋堆在人行道上，气味很大',
    '有人把装修垃圾倒在路口',
    '杂物堆得老高，挡着走路',
  ],
  cover: [
    '井盖破了一块，晚上看不见很危险',
    '井盖松动，车一过就咣当响',
    '井盖边上塌了一圈',
    '井盖翘起来了，差点绊倒人',
  ],
  hole: [
    '路面有个大坑，电动车过去很颠',
    '人行道的砖碎了一片',
    '路面塌下去一块，积着水',
    '地砖松了，下雨天一踩一身水',
  ],
  bills: ['墙上又贴满了小广告', '电线杆上贴了好多小广告', '广告牌歪了，风大怕掉下来', '门口贴的广告撕了又贴'],
  vehicles: [
    '车停在消防通道上，进出都不行',
    '共享单车倒了一地，没法走',
    '好几辆车停在人行道上',
    '出口被车堵住了',
  ],
  branch: [
    '行道树的大枝断了，挂在半空',
    '树倒了一半，压着围栏',
    '树枝伸到路中间挡住视线',
    '绿化带里的树枯死了',
  ],
  lamp: ['路灯坏了好几天，晚上一片黑', '灯杆被撞歪了', '这一段路灯都不亮', '路灯一闪一闪的，像要坏'],
  bin: ['垃圾箱满了溢出来', '垃圾箱被人踢倒了', '果皮箱破了，垃圾漏一地', '垃圾桶没有盖子，全是苍蝇'],
  water: ['下水道堵了，路上全是水', '污水冒出来流到路上', '路口积水，行人过不去', '水管漏水，流了一上午'],
  stall: ['摊子摆到马路上来了', '占道摆摊，人行道走不了', '店家把货摆到外面', '烧烤摊烟很大，影响居民'],
  cable: ['电线垂下来了，伸手就能碰到', '线缆断了一根挂着', '晾衣绳拉到路灯杆上', '架空线松了，风一吹就晃'],
}

const more = [
  '',
  '',
  '，麻烦尽快处理',
  '，请派人来看看',
  '，孩子上学要经过这里',
  '，老人走路不方便',
  '，谢谢',
]
const surnames = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '黄',
  '赵',
  '吴',
  '周',
  '徐',
  '孙',
  '马',
  '朱',
  '胡',
  '林',
]
const titles = ['先生', '女士', '阿姨', '师傅', '大爷']

export function wordsFor(thing: Thing, kind: { zh: string }, throws: Dice): Said {
  const text = throws.chance(0.12)
    ? `这里有${kind.zh}的问题${throws.pick(more)}`
    : `${throws.pick(sentences[thing])}${throws.pick(more)}`
  const contact = throws.chance(0.5)
    ? {
        name: `${throws.pick(surnames)}${throws.pick(titles)}`,
        reach: `0999-555-${String(throws.whole(0, 9999)).padStart(4, '0')}`,
      }
    : undefined
  return { text, contact }
}

export const notes = {
  isTrue: ['现场属实', '属实，已拍照', '情况与上报一致'],
  isFalse: ['现场没有发现问题', '到场查看，未见所报情况', '不属实'],
  fixed: ['已处理到位', '现场整洁', '已修好'],
  notFixed: ['仍未处理', '现场与上报时一样', '只清理了一部分，没修好'],
  question: ['请问具体在哪一侧？', '能补一张照片吗？', '是今天看到的吗？'],
  answered: ['在靠河的一侧', '就在路口往东二十米', '昨天傍晚看到的，今天还在'],
} as const
