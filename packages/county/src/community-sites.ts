import { type Point, pointsFrom } from './plane.ts'

/** How the ground of a community is built up. */
export type Fabric = 'old-town' | 'mixed' | 'estates' | 'towers' | 'town-village' | 'rail-side' | 'works' | 'rural'

export interface CommunitySite {
  /** statistical code; villages of 曹集乡 have none here: theirs is empty until the county supplies it */
  readonly code: string
  readonly name: string
  readonly town: '城关镇' | '曹集乡'
  readonly kind: '居委会' | '村委会'
  readonly fabric: Fabric
  /** points of the superblocks it holds; a rural village has its core at the first */
  readonly anchors: readonly Point[]
}

type Row = readonly [code: string, name: string, town: CommunitySite['town'], fabric: Fabric, anchors: string]

/** The 14 residents' committees, by the superblocks between main roads. Names and codes are real, places invented. */
const URBAN: readonly Row[] = [
  ['411426100001', '滨湖路', '城关镇', 'mixed', '-1480 880, -1480 300, -1480 -280, -960 60, -900 -350, -950 400'],
  [
    '411426100002',
    '福利',
    '城关镇',
    'mixed',
    '-850 1860, -290 1860, -850 1400, -290 1400, -330 960, -600 930, -575 2290, -330 770',
  ],
  ['411426100003', '汇贤', '城关镇', 'estates', '-1480 1860, -1480 1400, -2130 1400, -2130 880'],
  ['411426100004', '新区', '城关镇', 'towers', '2440 -820, 2980 -800, 2440 -1350, 2990 -1320, 2470 -1860, 3010 -1810'],
  [
    '411426100005',
    '天龙湖',
    '城关镇',
    'estates',
    '1060 350, 1100 -300, 1460 350, 1430 -240, 1900 350, 1920 -240, 1430 -860, 1920 -850, 920 650, 700 0',
  ],
  ['411426100006', '健民', '城关镇', 'old-town', '-280 300, 270 300, -300 -250'],
  [
    '411426100007',
    '新兴',
    '城关镇',
    'rail-side',
    '-580 2660, 500 2660, 1570 2660, -560 3010, 500 3010, 1580 3010, 1580 3330, 500 3330, -560 3340',
  ],
  ['411426100008', '光明', '城关镇', 'mixed', '505 1880, 505 1400, 505 2290, 760 1000'],
  [
    '411426100009',
    '南郊',
    '城关镇',
    'mixed',
    '-1480 -880, -1480 -1400, -1480 -1860, -820 -1400, -260 -1400, -840 -1870, -240 -1860, -900 -800, -600 -800',
  ],
  [
    '411426100010',
    '育才',
    '城关镇',
    'estates',
    '550 -1400, 300 -1870, 800 -1860, 520 -980, 800 -700, 300 -820, 1000 -800',
  ],
  ['411426200001', '富豪社区', '曹集乡', 'estates', '1350 -1400, 1350 -1860, 1910 -1400, 1910 -1860'],
  ['411426200002', '东环社区', '曹集乡', 'mixed', '2440 320, 2960 320, 2440 -260, 2960 -250, 2440 920'],
  [
    '411426200003',
    '文化社区',
    '曹集乡',
    'mixed',
    '1300 1880, 1880 1880, 1290 1420, 1870 1440, 1600 2290, 1340 940, 1900 940',
  ],
  ['411426200004', '司庄社区', '曹集乡', 'estates', '2440 1850, 2960 1800, 2440 1430, 2960 1400, 2980 900'],
]

/** Village committees: the first few lie inside the built-up area, the others have fields around them. */
const VILLAGES: readonly Row[] = [
  ['411426100201', '北关', '城关镇', 'town-village', '250 960, 300 770'],
  ['411426100203', '城里', '城关镇', 'old-town', '270 -270'],
  ['411426100204', '教门街', '城关镇', 'town-village', '-960 860'],
  ['411426100205', '三元', '城关镇', 'town-village', '-2130 1860'],
  ['411426100206', '西关', '城关镇', 'town-village', '-2130 300'],
  ['411426100207', '三义街', '城关镇', 'town-village', '-2140 -280'],
  ['411426100211', '南关', '城关镇', 'town-village', '-260 -980'],
  ['411426100213', '闫刘', '城关镇', 'works', '-2160 -860, -2160 -1380, -2170 -1850'],
  ['411426100208', '陈庄', '城关镇', 'rural', '-2180 2920'],
  ['411426100209', '李古同', '城关镇', 'rural', '-1820 -2480'],
  ['411426100210', '郭楼', '城关镇', 'rural', '-3110 560'],
  ['411426100212', '狮刘', '城关镇', 'rural', '-540 -2480'],
  ['411426100214', '孙楼', '城关镇', 'rural', '560 -2470'],
  ['', '王老家', '曹集乡', 'rural', '2780 3080'],
  ['', '罗楼', '曹集乡', 'rural', '3520 2960'],
  ['', '许堤口', '曹集乡', 'rural', '4180 2480'],
  ['', '李半截楼', '曹集乡', 'rural', '3640 2180'],
  ['', '冉庄', '曹集乡', 'rural', '3600 1560'],
  ['', '曹东', '曹集乡', 'rural', '4220 1780'],
  ['', '曹西', '曹集乡', 'rural', '4180 920'],
  ['', '东靳庄', '曹集乡', 'rural', '3620 760'],
  ['', '金楼', '曹集乡', 'rural', '4220 330'],
  ['', '彭楼', '曹集乡', 'rural', '3640 -290'],
  ['', '臧阁', '曹集乡', 'rural', '4230 -480'],
  ['', '练庄', '曹集乡', 'rural', '3700 -980'],
  ['', '程集', '曹集乡', 'rural', '4240 -1280'],
  ['', '马庄', '曹集乡', 'rural', '3640 -1680'],
  ['', '吴庄寨', '曹集乡', 'rural', '4180 -2380'],
  ['', '王坡楼', '曹集乡', 'rural', '3660 -2560'],
  ['', '刘枣园', '曹集乡', 'rural', '3900 -3080'],
  ['', '五里庙', '曹集乡', 'rural', '3060 -3140'],
  ['', '班庄', '曹集乡', 'rural', '2970 -2470'],
  ['', '后金庄', '曹集乡', 'rural', '2520 -2560'],
  ['', '刘营', '曹集乡', 'rural', '1930 -2480'],
  ['', '陈庄', '曹集乡', 'rural', '1360 -2470'],
  ['', '孙牛棚', '曹集乡', 'rural', '1560 -3160'],
  ['', '肖河', '曹集乡', 'rural', '2480 -3160'],
]

export const COMMUNITY_SITES: readonly CommunitySite[] = [
  ...URBAN.map((row) => siteOf(row, '居委会')),
  ...VILLAGES.map((row) => siteOf(row, '村委会')),
]

function siteOf([code, name, town, fabric, anchors]: Row, kind: CommunitySite['kind']): CommunitySite {
  return { code, name: `${name}${kind}`, town, kind, fabric, anchors: pointsFrom(anchors) }
}
