import type { SpotKind, Tags } from './drawing.ts'

/** How places of one category are set up in the example. */
export interface PlaceKind {
  readonly category: string
  readonly tags: Tags
  /** shop names end in one of these; {社区} stands for the community */
  readonly endings: readonly string[]
  readonly spot: SpotKind
  /** how many a well-supplied community of about 12,000 residents has */
  readonly count: number
  readonly hours: readonly string[]
  /** m² */
  readonly floor: readonly [number, number]
  /** outlets of this kind may belong to this chain */
  readonly chain?: string
  /** a village has one */
  readonly inVillages?: boolean
}

const DAY = ['08:00-18:00', '08:30-18:30', 'Mo-Sa 08:00-19:00', '09:00-20:00']
const LONG = ['07:00-22:00', '06:30-22:30', '07:30-21:30', '24/7', '07:00-23:00']
const OFFICE = ['Mo-Fr 08:30-12:00,14:30-18:00', 'Mo-Fr 08:00-12:00,15:00-18:00; PH off', 'Mo-Sa 08:30-17:30; PH off']
const MORNING = ['05:30-10:00', '05:00-11:00', '06:00-10:30', '05:30-09:30,17:00-20:00']
const MEALS = ['10:30-14:00,16:30-21:00', '11:00-14:30,17:00-22:00', '10:00-22:00', 'Tu-Su 10:30-21:30']
const EVENING = ['13:00-24:00', '12:00-02:00', '10:00-23:00']
const ALWAYS = ['24/7']
const PARK = ['05:30-22:00', '24/7']

type Row = readonly [
  category: string,
  tags: Tags,
  endings: string,
  count: number,
  hours: readonly string[],
  floor: readonly [number, number],
  rest?: Partial<PlaceKind>,
]

function kindOf([category, tags, endings, count, hours, floor, rest]: Row): PlaceKind {
  return { category, tags, endings: endings.split('|'), spot: 'front', count, hours, floor, ...rest }
}

const SENIOR = { amenity: 'social_facility', 'social_facility:for': 'senior' }

const ROWS: readonly Row[] = [
  [
    'convenience_store',
    { shop: 'convenience' },
    '便利店|便民商店|小卖部',
    12,
    LONG,
    [25, 110],
    {
      chain: '福邻',
      inVillages: true,
    },
  ],
  [
    'supermarket',
    { shop: 'supermarket' },
    '综合超市|生活超市',
    3,
    ['07:30-21:30', '08:00-21:00'],
    [300, 2200],
    {
      chain: '万栗',
    },
  ],
  [
    'fresh_supermarket',
    { shop: 'greengrocer' },
    '生鲜超市|菜店|果蔬',
    5,
    ['06:00-20:30', '06:30-21:00'],
    [60, 420],
    { chain: '万栗' },
  ],
  [
    'breakfast_shop',
    { amenity: 'fast_food' },
    '早餐店|包子铺|豆浆店|胡辣汤',
    8,
    MORNING,
    [20, 80],
    {
      chain: '晨味坊',
    },
  ],
  ['laundry', { shop: 'laundry' }, '洗衣店|干洗店', 3, DAY, [25, 90], { chain: '佳洗' }],
  [
    'hair_beauty',
    { shop: 'hairdresser' },
    '理发店|美发|美容美发',
    8,
    ['09:00-21:00', '08:30-20:30', 'We-Mo 09:00-21:00'],
    [25, 160],
  ],
  ['photo_print', { shop: 'copyshop' }, '文印店|打印复印|照相馆', 3, DAY, [20, 90]],
  ['domestic_service', { office: 'employment_agency' }, '家政服务|保洁月嫂服务部', 2, DAY, [30, 120]],
  ['repair_point', { shop: 'shoe_repair' }, '修鞋配钥匙|家电维修|裁缝维修铺', 4, DAY, [8, 40]],
  [
    'pharmacy',
    { amenity: 'pharmacy' },
    '大药房|药店',
    5,
    ['08:00-21:30', '07:30-22:00', '24/7'],
    [60, 220],
    {
      chain: '康泰源',
    },
  ],
  [
    'parcel_post',
    { amenity: 'post_office' },
    '快递驿站|邮政快递点',
    5,
    ['08:30-20:30', '09:00-21:00'],
    [30, 120],
    {
      chain: '快兔',
      inVillages: true,
    },
  ],
  [
    'recycling_point',
    { amenity: 'recycling', recycling_type: 'centre' },
    '再生资源回收点|废品回收站',
    2,
    DAY,
    [20, 150],
  ],
  ['front_warehouse', { shop: 'outpost' }, '前置仓', 0.9, ['06:00-23:00'], [200, 700]],
  [
    'community_health_station',
    { amenity: 'clinic', healthcare: 'centre' },
    '{社区}卫生服务站',
    2,
    ['08:00-20:00', '08:00-12:00,14:30-18:30'],
    [120, 300],
  ],
  ['bank_outlet', { amenity: 'bank' }, '农商行|信用社|银行', 3, OFFICE, [120, 500]],
  ['elderly_care_service', SENIOR, '{社区}养老服务站', 2, DAY, [100, 300]],
  ['featured_restaurant', { amenity: 'restaurant' }, '饭店|羊肉汤馆|特色餐饮|烧鸡店|面馆饭店', 11, MEALS, [50, 400]],
  ['fitness_gym', { leisure: 'fitness_centre' }, '健身房', 1.6, ['09:00-22:00', '24/7'], [200, 900]],
  ['health_wellness', { shop: 'massage' }, '推拿馆|养生馆|理疗馆', 2.5, ['09:30-22:00'], [40, 220]],
  ['bookstore', { shop: 'books' }, '书店', 1, ['09:00-21:00'], [60, 400]],
  [
    'education_training',
    { amenity: 'prep_school' },
    '培训中心|教育培训',
    3,
    ['We-Su 09:00-20:30', '15:00-20:30'],
    [80, 500],
  ],
  ['leisure_entertainment', { leisure: 'amusement_arcade' }, '棋牌室|休闲娱乐城|KTV', 2.5, EVENING, [80, 600]],
  ['tea_cafe', { amenity: 'cafe' }, '茶馆|咖啡馆|茶舍', 2.5, ['09:30-22:00', '10:00-23:00'], [40, 180]],
  ['childcare_point', { amenity: 'childcare' }, '托管中心|托管班', 1.2, ['Mo-Fr 07:00-19:00'], [80, 260]],
  ['pet_service', { shop: 'pet' }, '宠物店|宠物服务站', 1, ['09:00-20:30'], [30, 120]],
  ['tourism_service', { shop: 'travel_agency' }, '旅行社', 0.8, OFFICE, [30, 90]],
  [
    'community_elderly_institution',
    { ...SENIOR, social_facility: 'nursing_home' },
    '{社区}康养中心',
    0.6,
    ALWAYS,
    [600, 2500],
  ],
  [
    'convenience_service_center',
    { amenity: 'community_centre' },
    '{社区}便民服务中心',
    1,
    ['Mo-Sa 08:30-18:00', '08:30-20:00'],
    [100, 700],
  ],
  ['neighbourhood_center', { amenity: 'community_centre' }, '{社区}邻里中心', 0.6, ['08:30-21:00'], [400, 2500]],
  ['car_repair_wash', { shop: 'car_repair' }, '汽修|汽车维修|洗车行', 2.2, ['08:00-19:00'], [60, 400]],
  [
    'smart_recycling',
    { amenity: 'recycling', recycling_type: 'container' },
    '智能回收柜',
    1.5,
    ALWAYS,
    [2, 6],
    {
      spot: 'gate',
    },
  ],
  ['creative_market', { amenity: 'marketplace' }, '文创市集|夜市', 0.5, ['Fr-Su 17:00-23:00'], [400, 1800]],
  [
    'senior_canteen',
    { amenity: 'restaurant' },
    '{社区}社区食堂|{社区}老年食堂',
    0.7,
    ['06:30-08:30,11:00-13:00,17:00-18:30'],
    [120, 420],
  ],
  ['bathing_rehab', { healthcare: 'rehabilitation' }, '助浴康护站|康护中心', 0.6, DAY, [100, 400]],
  [
    'disability_care',
    { amenity: 'social_facility', 'social_facility:for': 'disabled' },
    '{社区}残疾人照护站',
    0.5,
    OFFICE,
    [80, 260],
  ],
  ['shared_space', { amenity: 'study_room' }, '共享自习室|共享客厅', 0.7, ['08:00-22:00', '24/7'], [60, 240]],
  [
    'unmanned_retail',
    { amenity: 'vending_machine', vending: 'food;drinks' },
    '无人超市|自动售货机',
    2,
    ALWAYS,
    [2, 30],
    { spot: 'gate' },
  ],
  ['kindergarten', { amenity: 'kindergarten' }, '幼儿园', 0.7, ['Mo-Fr 07:30-17:30'], [600, 2600]],
  ['nursery', { amenity: 'childcare' }, '托育园|托儿所', 0.8, ['Mo-Fr 07:30-18:30'], [120, 480]],
  ['community_service_station', { amenity: 'community_centre' }, '{社区}社区服务站', 1, OFFICE, [100, 600]],
  [
    'cultural_station',
    { amenity: 'community_centre' },
    '{社区}文化活动站',
    1,
    ['08:30-21:00', 'Tu-Su 09:00-20:00'],
    [150, 700],
  ],
  ['ball_court_small', { leisure: 'pitch', sport: 'basketball' }, '篮球场', 2, PARK, [420, 800], { spot: 'park' }],
  [
    'outdoor_fitness',
    { leisure: 'fitness_station' },
    '健身器材',
    4,
    ALWAYS,
    [60, 400],
    {
      spot: 'park',
      inVillages: true,
    },
  ],
  [
    'elderly_day_care',
    { ...SENIOR, social_facility: 'day_care' },
    '{社区}老年人日间照料中心',
    1.4,
    ['08:00-18:00'],
    [300, 900],
  ],
  [
    'public_toilet',
    { amenity: 'toilets', wheelchair: 'yes' },
    '公共厕所',
    4,
    ALWAYS,
    [40, 90],
    {
      spot: 'kerb',
      inVillages: true,
    },
  ],
  ['refuse_station', { amenity: 'waste_transfer_station' }, '垃圾分类收集站', 1, ['05:00-21:00'], [80, 220]],
  ['refuse_point', { amenity: 'waste_disposal' }, '垃圾点', 9, ALWAYS, [4, 12], { spot: 'yard', inVillages: true }],
  [
    'bus_stop',
    { highway: 'bus_stop', public_transport: 'platform', bus: 'yes' },
    '公交站',
    7,
    ['06:00-19:30'],
    [8, 30],
    { spot: 'kerb' },
  ],
  ['bike_parking', { amenity: 'bicycle_parking' }, '非机动车停车点', 5, ALWAYS, [20, 90], { spot: 'gate' }],
  ['car_parking', { amenity: 'parking', parking: 'surface' }, '停车场', 2.5, ALWAYS, [600, 4000], { spot: 'kerb' }],
  ['ev_charging', { amenity: 'charging_station' }, '充电站', 1.2, ALWAYS, [60, 600], { spot: 'kerb' }],
  ['parcel_locker', { amenity: 'parcel_locker' }, '智能快递柜', 9, ALWAYS, [2, 8], { spot: 'gate' }],
  [
    'reading_room',
    { amenity: 'library' },
    '{社区}阅览室|{社区}公益书屋',
    1.8,
    ['Tu-Su 08:30-20:30', '09:00-18:00'],
    [80, 400],
    { inVillages: true },
  ],
]

export const PLACE_KINDS: readonly PlaceKind[] = ROWS.map(kindOf)

/** A village clinic stands for the health station there. */
export const VILLAGE_CLINIC: PlaceKind = kindOf([
  'community_health_station',
  { amenity: 'clinic', healthcare: 'centre' },
  '{社区}卫生室',
  1,
  ['08:00-18:00'],
  [60, 140],
  { inVillages: true },
])
