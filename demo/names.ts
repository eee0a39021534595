// Names, invented: each a pair of characters with its sound, put together with what a thing is. No real city has them
// all; a pair is given to one kind of thing once.
import type { Chance } from './ground/random.ts'

export interface Named {
  zh: string
  en: string
}

const stems =
  `云栖 Yunqi,白鹭 Bailu,柳营 Liuying,桥头 Qiaotou,染坊 Ranfang,石埠 Shibu,望津 Wangjin,听泉 Tingquan,
枕河 Zhenhe,桂香 Guixiang,凤鸣 Fengming,鹿鸣 Luming,松风 Songfeng,竹坞 Zhuwu,梅隐 Meiyin,兰若 Lanruo,清晏 Qingyan,
安澜 Anlan,平芜 Pingwu,采薇 Caiwei,蒹葭 Jianjia,临川 Linchuan,汲古 Jigu,崇文 Chongwen,尚义 Shangyi,敦睦 Dunmu,
乐耕 Legeng,丰穗 Fengsui,锦帆 Jinfan,织云 Zhiyun,浣纱 Huansha,晒盐 Shaiyan,铸钟 Zhuzhong,造纸 Zaozhi,油车 Youche,
豆市 Doushi,米仓 Micang,木行 Muhang,灯草 Dengcao,针工 Zhengong,铜匠 Tongjiang,纸伞 Zhisan,青果 Qingguo,花圃 Huapu,
药栏 Yaolan,书场 Shuchang,戏台 Xitai,状元 Zhuangyuan,双井 Shuangjing,三泉 Sanquan,七星 Qixing,八角 Bajiao,
半亩 Banmu,百步 Baibu,千帆 Qianfan,万松 Wansong,晨钟 Chenzhong,暮鼓 Mugu,春和 Chunhe,夏荫 Xiayin,秋实 Qiushi,
冬青 Dongqing,朝晖 Zhaohui,晚晴 Wanqing,新雨 Xinyu,初雪 Chuxue,碧梧 Biwu,丹枫 Danfeng,紫薇 Ziwei,金桔 Jinju,
银杏 Yinxing,玉兰 Yulan,海棠 Haitang,石榴 Shiliu,香樟 Xiangzhang,翠微 Cuiwei,沧浪 Canglang,涵碧 Hanbi,映月 Yingyue,
望湖 Wanghu,滨河 Binhe,曲汀 Quting,浅渚 Qianzhu,芦湾 Luwan,渔火 Yuhuo,归舟 Guizhou,横塘 Hengtang,斜阳 Xieyang,
明远 Mingyuan,致和 Zhihe,思齐 Siqi,知止 Zhizhi,弘毅 Hongyi,惟善 Weishan,永宁 Yongning,永熙 Yongxi,景行 Jingxing,
同德 Tongde,集贤 Jixian,聚和 Juhe,迎曦 Yingxi,瑞应 Ruiying,福履 Fulyu,康乐 Kangle,和畅 Hechang,惠风 Huifeng,
溪口 Xikou,塔下 Taxia,庙前 Miaoqian,园东 Yuandong,埂上 Gengshang,圩田 Weitian,荷塘 Hetang,菱角 Lingjiao,茭白 Jiaobai,
蚕房 Canfang,桑园 Sangyuan,麻石 Mashi,青砖 Qingzhuan,黛瓦 Daiwa,粉墙 Fenqiang,天井 Tianjing,水阁 Shuige,骑楼 Qilou,
竹篙 Zhugao,木屐 Muji,蓑衣 Suoyi,纺车 Fangche,风箱 Fengxiang,石磨 Shimo,水碓 Shuidui,糖坊 Tangfang,酒坊 Jiufang,
茶亭 Chating,盐仓 Yancang,布市 Bushi,鱼行 Yuhang,柴场 Chaichang,船坞 Chuanwu,缆桩 Lanzhuang,驿前 Yiqian,递铺 Dipu`
    .split(/,\s*/)
    .map((pair): Named => {
      const [zh = '', en = ''] = pair.trim().split(' ')
      return { zh, en }
    })

/** Gives every pair once, in an order of its own. */
export function stemsIn(dice: Chance): () => Named {
  const deck = dice.shuffled(stems)
  let at = 0
  return () => {
    const stem = deck[at % deck.length]
    // After the last pair they come again with a number, as lanes do.
    const round = Math.floor(at / deck.length)
    at += 1
    if (!stem) throw new Error('no names are left')
    return round === 0
      ? stem
      : { zh: `${stem.zh}${numerals[round] ?? round + 1}`, en: `${stem.en} ${round + 1}` }
  }
}

const numerals = ['', '二', '三', '四', '五', '六', '七', '八', '九']

export function called(stem: Named, zh: string, en: string): Named {
  return { zh: `${stem.zh}${zh}`, en: `${stem.en} ${en}` }
}

const family =
  '林 陈 周 吴 何 沈 许 钱 高 马 郑 罗 丁 胡 贺 潘 程 陆 顾 叶 方 邵 汪 魏 姚 孟 秦 白 范 石 谭 邹 熊 金 蔡 田 董 袁 邓 余 苏 卢 蒋 杜 戴 夏 钟 姜 崔 廖'.split(
    ' ',
  )
const given =
  '静 敏 强 远 谨 文 小满 月琴 立群 会芳 建国 海涛 长河 敏之 永 志明 秀兰 桂珍 国栋 春燕 晓峰 家宝 雨桐 子涵 德胜 玉梅 文博 丽华 立新 红霞 少华 俊杰 思远 佳宁 云飞 晓梅 卫东 秋菊 承志 一鸣 若兰 振华 慧敏 大勇 明哲 书瑶 宏伟 艳玲 永康 晨曦'.split(
    ' ',
  )

/** Names of people, each once. */
export function peopleIn(dice: Chance): () => string {
  const names = dice.shuffled(family.flatMap(one => given.map(other => `${one}${other}`)))
  let at = 0
  return () => {
    const name = names[at]
    at += 1
    if (name === undefined) throw new Error('no names of people are left')
    return name
  }
}
