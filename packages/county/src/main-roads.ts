import { offset, smooth } from './curves.ts'
import type { PlanLine } from './lines.ts'
import { between, crossingOf, onGrid, type Point, pointsFrom } from './plane.ts'
import { at } from './random.ts'
import type { Terrain } from './terrain.ts'

/**
 * Main roads as they were drawn: class, invented name, whether the sidewalks cross the road joined at the start and at
 * the end (x), and points in metres.
 */
type Drawn = readonly [kind: PlanLine['kind'], name: string, ends: '--' | 'x-' | '-x' | 'xx', points: string]

/** Metres a sidewalk runs past the middle of a road it crosses. */
const CROSSING_METRES = 32

const AVENUES: readonly Drawn[] = [
  [
    'primary',
    '建设大道',
    '--',
    '-3375 1010, -2950 1080, -2450 1170, -1800 1185, -1150 1160, -500 1140, 0 1150, 1010 1190, 2150 1240, 3210 1195, 4000 1260, 4575 1240',
  ],
  [
    'primary',
    '府前大道',
    '--',
    '-3405 -2120, -2520 -2070, -1830 -2105, -1140 -2120, 60 -2095, 1060 -2060, 1640 -2085, 2200 -2140, 3300 -2050, 4000 -2000, 4610 -2060',
  ],
  [
    'primary',
    '栗城路',
    'x-',
    '-1160 2110, -1165 1640, -1150 1160, -1185 560, -1150 -25, -1195 -600, -1150 -1180, -1145 -1640, -1140 -2120, -1130 -2900, -1080 -3500',
  ],
  [
    'primary',
    '东环路',
    'x-',
    '2170 2080, 2185 1660, 2150 1240, 2190 640, 2160 60, 2185 -540, 2180 -1130, 2215 -1620, 2200 -2140, 2240 -2890, 2210 -3490',
  ],
  [
    'secondary',
    '康复路',
    'xx',
    '-2480 -1120, -1820 -1165, -1150 -1180, -480 -1140, 60 -1150, 1040 -1205, 1620 -1170, 2180 -1130',
  ],
  ['secondary', '西关路', '-x', '-3400 -70, -2470 5, -1800 40, -1150 -25, -795 -35'],
  ['secondary', '东湖路', 'x-', '926 40, 1280 95, 1640 90, 2160 60, 2700 25, 3200 0, 4600 60'],
  [
    'secondary',
    '北环路',
    'xx',
    '-2440 2050, -1800 2085, -1160 2110, 10 2105, 1020 2130, 1600 2115, 2170 2080, 2680 2040, 3200 2000',
  ],
  [
    'secondary',
    '西环路',
    'xx',
    '-2440 2050, -2465 1620, -2450 1170, -2475 590, -2470 5, -2490 -560, -2480 -1120, -2505 -1600, -2520 -2070, -2480 -2720',
  ],
  [
    'secondary',
    '文化路',
    'xx',
    '1020 2130, 1015 1650, 1010 1190, 1150 700, 1280 95, 1210 -560, 1040 -1205, 1055 -1640, 1060 -2060, 1085 -2850',
  ],
  ['secondary', '人民北路', 'xx', '10 2105, 0 1630, 0 1150, -14 795'],
  ['secondary', '人民南路', 'xx', '34 -825, 60 -1150, 45 -1625, 60 -2095, 85 -2890'],
  [
    'secondary',
    '栗园东路',
    'xx',
    '3200 2000, 3225 1595, 3210 1195, 3240 605, 3200 0, 3240 -500, 3265 -1050, 3285 -1530, 3300 -2050, 3350 -2820',
  ],
  ['tertiary', '城中街', '--', '-14 835, -30 560, 0 200, -12 -20, 25 -300, 10 -570, 37 -865'],
  ['tertiary', '西大街', '--', '-840 -35, -548 -30, -260 5, -12 -20'],
  ['tertiary', '东大街', '--', '-12 -20, 240 0, 420 -25, 552 18'],
  ['tertiary', '铁北路', '--', '-1680 2930, -1160 2870, 0 2840, 1000 2862, 2140 2850, 2780 2800'],
  ['tertiary', '新兴路', '--', '-1125 3180, -480 3170, 0 3150, 1000 3172, 2170 3150'],
  ['tertiary', '站前街', '--', '0 2552, 0 2840, 10 3150'],
  ['tertiary', '粮仓街', '--', '1010 2560, 1000 2862, 1000 3172'],
  ['tertiary', '栗城北路', '--', '-1160 2110, -1178 2455, -1160 2870, -1125 3180, -1120 3560'],
  ['tertiary', '东环北路', '--', '2170 2080, 2148 2473, 2140 2850, 2170 3150, 2190 3560'],
  ['tertiary', '南环路', '--', '-2480 -2720, -1900 -2850, -1130 -2900, 85 -2890, 1085 -2850, 2240 -2890, 3350 -2820'],
  [
    'tertiary',
    '康宁路',
    '--',
    '-1800 2085, -1815 1630, -1800 1185, -1770 590, -1800 40, -1845 -580, -1820 -1165, -1800 -1620, -1830 -2105',
  ],
  [
    'tertiary',
    '兴隆路',
    '--',
    '1600 2115, 1575 1655, 1590 1215, 1640 640, 1640 90, 1665 -560, 1620 -1170, 1655 -1630, 1640 -2085',
  ],
  [
    'tertiary',
    '栗香路',
    '--',
    '2680 2040, 2715 1630, 2690 1220, 2730 620, 2700 25, 2740 -520, 2720 -1090, 2755 -1575, 2740 -2100',
  ],
  [
    'tertiary',
    '光明街',
    '--',
    '-2465 1620, -1815 1630, -1165 1640, -600 1615, 0 1630, 500 1660, 1015 1650, 1575 1655, 2185 1660, 2715 1630, 3225 1595',
  ],
  [
    'tertiary',
    '育才街',
    '--',
    '-2505 -1600, -1800 -1620, -1145 -1640, -560 -1615, 45 -1625, 560 -1660, 1055 -1640, 1655 -1630, 2215 -1620, 2755 -1575, 3285 -1530',
  ],
  ['tertiary', '汇贤街', '--', '-2475 590, -1770 590, -1185 560'],
  ['tertiary', '振兴街', '--', '1150 700, 1640 640, 2190 640, 2730 620, 3240 605'],
  ['tertiary', '健康街', '--', '-2490 -560, -1845 -580, -1195 -600'],
  ['tertiary', '锦绣街', '--', '1210 -560, 1665 -560, 2185 -540, 2740 -520, 3240 -500'],
  ['tertiary', '惠民街', '--', '2180 -1130, 2720 -1090, 3265 -1050'],
  ['secondary', '曹集路', 'xx', '1010 1190, 1330 1420, 1700 1690, 2170 2080'],
  ['secondary', '老城路', 'xx', '-640 -790, -880 -1010, -1150 -1180, -1480 -1370, -1820 -1640, -2520 -2070'],
  ['tertiary', '铁路南街', '--', '-1172 2388, 10 2400, 1020 2405, 2156 2396'],
  ['tertiary', '铁北一街', '--', '-1172 2548, 0 2552, 1010 2560, 2144 2556'],
  ['tertiary', '人民北街', '--', '10 2105, 10 2400'],
  ['tertiary', '文化北街', '--', '1020 2130, 1020 2405'],
  ['tertiary', '福利街', '--', '-575 2398, -560 2106, -600 1615, -500 1140, -470 800'],
  ['tertiary', '教门街', '--', '-1185 560, -960 590, -805 560'],
  ['tertiary', '湖西街', '--', '-1195 -600, -980 -560, -790 -590'],
  ['tertiary', '北关街', '--', '510 1168, 540 980, 500 775'],
  ['tertiary', '湖东街', '--', '1150 700, 960 640, 778 610'],
  ['tertiary', '锦绣西街', '--', '1210 -560, 1040 -590, 880 -600'],
  ['tertiary', '南关街', '--', '-480 -1140, -430 -960, -450 -790'],
  ['tertiary', '育才北街', '--', '545 -1178, 500 -980, 530 -820'],
  ['tertiary', '学府街', '--', '560 -1660, 540 -2078'],
  ['tertiary', '南郊街', '--', '-480 -1140, -560 -1615, -540 -2109'],
]

/** Distance of the lakeside road and path from the shore. */
const RING_ROAD_METRES = 78
const SHORE_PATH_METRES = 9

export function mainRoads(ground: Terrain): PlanLine[] {
  const avenues = AVENUES.map(([kind, name, ends, points]): PlanLine => {
    const beyond = (mark: string | undefined) => (mark === 'x' ? CROSSING_METRES : 0)
    return {
      kind,
      name,
      ends: [beyond(ends[0]), beyond(ends[1])],
      points: withLevelCrossing(smooth(pointsFrom(points), 55).map(onGrid), ground),
      ...(name === '栗城北路' ? { isUnderpass: true } : {}),
    }
  })
  const loop = (points: readonly Point[]) => [...points, ...points.slice(0, 1)]
  return [
    ...avenues,
    { kind: 'secondary', name: '滨湖路', points: loop(lakeRoad(ground)) },
    { kind: 'shore-path', name: '天龙湖环湖步道', points: loop(outerPath(ground)) },
    { kind: 'shore-path', name: '天龙湖内湖步道', points: loop(innerPath(ground)) },
  ]
}

/** A road drawn over the railway gets a point where they cross, for both to share. */
function withLevelCrossing(points: readonly Point[], ground: Terrain): Point[] {
  return points.flatMap((a, i) => {
    const b = points[i + 1]
    if (!b) return [a]
    for (let k = 0; k + 1 < ground.railway.length; k++) {
      const hit = crossingOf(a, b, at(ground.railway, k), at(ground.railway, k + 1))
      const isOn = hit && hit.first > 0 && hit.first < 1 && hit.second >= 0 && hit.second < 1
      if (isOn) return [a, onGrid(between(a, b, hit.first))]
    }
    return [a]
  })
}

function lakeRoad(ground: Terrain): Point[] {
  return offset(ground.lakeOuter, -RING_ROAD_METRES, true).map(onGrid)
}

function outerPath(ground: Terrain): Point[] {
  return offset(ground.lakeOuter, -SHORE_PATH_METRES, true).map(onGrid)
}

function innerPath(ground: Terrain): Point[] {
  return offset(ground.lakeInner, SHORE_PATH_METRES, true).map(onGrid)
}
