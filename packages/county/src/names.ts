import type { Random } from './random.ts'

/** Invented names. None is taken from a real register; words are chosen for sounding like any county town. */
const STREET_HEADS =
  '安康福泰和平兴盛文明德善仁义清源荷花柳河桃园梅兰竹菊松柏青云朝阳明月金水银杏栗香秋实春晖学苑书香工农商贸丰收团结友谊幸福光华永乐长宁吉祥如意宏图锦绣新民富民利民便民惠民'
const LANE_HEADS =
  '井磨油坊豆腐布铁匠木匠染坊马道鼓楼角楼仓门庙前塔后祠堂书院棋盘灯笼铜器酒坊瓦窑桥头水门柳树槐树枣树榆树皂角石榴葡萄东井西井南塘北塘大碾小碾'

function pairs(text: string): string[] {
  const found: string[] = []
  for (let i = 0; i + 1 < text.length; i += 2) found.push(text.slice(i, i + 2))
  return [...new Set(found)]
}

const NUMBERS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** Names for streets or lanes, without repeating one. */
export function streetNames(kind: 'street' | 'lane', random: Random): () => string {
  const heads = random.shuffled(pairs(kind === 'street' ? STREET_HEADS : LANE_HEADS))
  const tails = kind === 'street' ? ['街', '路'] : ['巷', '胡同', '里']
  const names = NUMBERS.flatMap((number) => tails.flatMap((tail) => heads.map((head) => `${head}${number}${tail}`)))
  let used = 0
  return () => names[used++ % names.length] ?? ''
}

const ESTATE_HEADS = [
  '栗园',
  '锦绣',
  '康乐',
  '和谐',
  '丽景',
  '金桂',
  '翠湖',
  '阳光',
  '书香',
  '祥和',
  '盛世',
  '龙湖',
  '东方',
  '府前',
  '鼎盛',
  '帝景',
  '水岸',
  '嘉和',
  '安居',
  '怡景',
  '天润',
  '华庭',
  '御景',
  '学府',
  '绿城',
  '春天',
  '悦湖',
  '瑞祥',
  '汇景',
  '民生',
]
const ESTATE_TAILS = ['小区', '家园', '花园', '苑', '名邸', '新村', '华府', '佳园', '公寓', '新城', '雅居', '湾']
const YARD_HEADS = [
  '粮食局',
  '供销社',
  '纺织厂',
  '农机厂',
  '面粉厂',
  '建筑公司',
  '邮电局',
  '水利局',
  '教师',
  '医药公司',
  '百货公司',
  '运输公司',
]

export function estateNames(random: Random): { estate: () => string; yard: () => string } {
  const estates = random.shuffled(ESTATE_HEADS.flatMap((head) => ESTATE_TAILS.map((tail) => `${head}${tail}`)))
  const yards = random.shuffled(
    YARD_HEADS.flatMap((head) => ['家属院', '家属院南区', '家属院北区', '老家属院'].map((tail) => `${head}${tail}`)),
  )
  let estate = 0
  let yard = 0
  return {
    estate: () => estates[estate++ % estates.length] ?? '',
    yard: () => yards[yard++ % yards.length] ?? '',
  }
}

const SHOP_HEADS =
  '栗香和顺万家福满百姓惠民康宁金谷同心鑫源瑞丰永盛吉祥顺达佳美好邻乐家众旺聚福喜洋洪福天天新兴家和德馨祥云春华秋实美佳益民亿家民心诚信广源丰泽隆盛华美正和庆丰玉泉'

export function shopHeads(random: Random): () => string {
  const heads = pairs(SHOP_HEADS)
  let pool: string[] = []
  return () => {
    if (pool.length === 0) pool = random.shuffled(heads)
    return pool.pop() ?? ''
  }
}
