import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Because, categoriesOf } from './category-mapping.rules.ts'
import { parseCategorySet } from './category-set.ts'

const FILE = join(import.meta.dirname, '../../../../../../standards/categories.yaml')
const set = parseCategorySet(readFileSync(FILE, 'utf8'), 'categories.yaml')

type Tags = Readonly<Record<string, string>>
const idsOf = (name: string | undefined, tags?: Tags, vendorCategory?: string) =>
  categoriesOf({ name, tags, vendorCategory }, set).map((match) => match.categoryId)

describe('tags', () => {
  test.each<[string, Tags, string[]]>([
    ['', { shop: 'convenience' }, ['convenience_store']],
    ['', { amenity: 'school' }, []],
    ['实验小学', { amenity: 'school' }, ['primary_school']],
    ['第二初级中学', { amenity: 'school' }, ['junior_high']],
    ['第一高级中学', { amenity: 'school' }, []],
    ['', { amenity: 'school', 'isced:level': '1;2' }, ['primary_school']],
    ['CEIP Las Canteras', { amenity: 'school' }, ['primary_school']],
    ['Colegio Seriespes', { amenity: 'school' }, []],
    ['鲜丰生鲜超市', { shop: 'supermarket' }, ['fresh_supermarket']],
    ['万家超市', { shop: 'supermarket' }, ['supermarket']],
    ['幸福社区食堂', { amenity: 'restaurant' }, ['senior_canteen']],
    ['和顺包子铺', { amenity: 'fast_food' }, ['breakfast_shop']],
    ['', { amenity: 'fast_food' }, ['featured_restaurant']],
    ['南关夜市', { amenity: 'marketplace' }, ['creative_market']],
    ['南关菜市场', { amenity: 'marketplace' }, ['wet_market']],
    ['光明便民服务中心', { amenity: 'community_centre' }, ['convenience_service_center']],
    ['光明邻里中心', { amenity: 'community_centre' }, ['neighbourhood_center']],
    ['光明社区服务站', { amenity: 'community_centre' }, ['community_service_station']],
    ['光明文化活动站', { amenity: 'community_centre' }, ['cultural_station']],
    ['福利卫生服务站', { amenity: 'clinic' }, ['community_health_station']],
    ['城关社区卫生服务中心', { amenity: 'hospital' }, ['community_health_center']],
    ['县人民医院', { amenity: 'hospital' }, []],
    ['王医生口腔诊所', { amenity: 'clinic' }, []],
    ['', { amenity: 'toilets' }, ['public_toilet']],
    ['', { amenity: 'toilets', access: 'customers' }, []],
    ['', { amenity: 'parking', access: 'private' }, []],
    ['', { amenity: 'vending_machine', vending: 'drinks;sweets' }, ['unmanned_retail']],
    ['', { amenity: 'vending_machine', vending: 'parking_tickets' }, []],
    ['', { public_transport: 'platform', railway: 'platform' }, []],
    ['', { public_transport: 'platform', bus: 'yes', highway: 'bus_stop' }, ['bus_stop']],
    ['国家图书馆', { public_transport: 'stop_area' }, []],
  ])('%s %o gives %o', (name, tags, expected) => {
    expect(idsOf(name, tags)).toEqual(expected)
  })

  test('two kinds of tags are two functions of one place', () => {
    expect(idsOf('', { shop: 'convenience', amenity: 'post_office' })).toEqual(['convenience_store', 'parcel_post'])
  })

  test('one thing said twice counts once', () => {
    const tags = { amenity: 'clinic', healthcare: 'centre' }
    expect(idsOf('育才卫生服务站', tags)).toEqual(['community_health_station'])
  })

  test('a nursing home is a community institution besides, day care an elder-care outlet', () => {
    const senior = { amenity: 'social_facility', 'social_facility:for': 'senior' }
    expect(idsOf('', { ...senior, social_facility: 'nursing_home' })).toEqual([
      'community_elderly_institution',
      'nursing_home',
    ])
    expect(idsOf('', { ...senior, social_facility: 'day_care' })).toEqual(['elderly_care_service', 'elderly_day_care'])
  })
})

describe('names alone', () => {
  test.each<[string, string[]]>([
    ['家家便利店', ['convenience_store']],
    ['实验小学公交站', ['bus_stop']],
    ['人民公园公共厕所', ['public_toilet']],
    ['人民公园停车场', ['car_parking']],
    ['农贸市场公厕', ['public_toilet']],
    ['县医院（公交站）', ['bus_stop']],
    ['永辉超市（万达广场店）', ['supermarket']],
    ['肯德基（万达广场）', []],
    ['家家便利店(菜鸟驿站)', ['convenience_store', 'parcel_post']],
    ['中国邮政储蓄银行', ['bank_outlet']],
    ['老街无人便利店', ['unmanned_retail']],
    ['公园东路12号', []],
    ['康复路大药房', ['pharmacy']],
    ['实验小学家属院', []],
    ['银行大厦', []],
    ['Ｋ歌ＫＴＶ', ['leisure_entertainment']],
    ['', []],
    ['王记', []],
  ])('%s gives %o', (name, expected) => {
    expect(idsOf(name)).toEqual(expected)
  })

  test('a name does not overrule a tag', () => {
    expect(idsOf('幼儿园旁小超市', { shop: 'clothes' })).toEqual([])
    expect(idsOf('老银行咖啡', { amenity: 'cafe' })).toEqual(['tea_cafe'])
  })
})

describe('vendor categories', () => {
  test.each<[string, string, string[]]>([
    ['家家', '便民商店/便利店', ['convenience_store']],
    ['家家', '购物服务;便民商店/便利店;便民商店/便利店', ['convenience_store']],
    ['鲜丰生鲜', '购物服务;超级市场;超市', ['fresh_supermarket']],
    ['某店', '超级市场', ['supermarket']],
    ['某店', '商场', ['shopping_complex']],
    ['实验', '小学', ['primary_school']],
    ['第三中学', '科教文化服务;学校;中学', ['junior_high']],
    ['一高高级中学', '中学', []],
    ['同仁堂', '医疗保健服务;医药保健销售店;药房', ['pharmacy']],
    ['华润中央公园', '住宅区', []],
    ['浦发银行大厦', '楼宇', []],
    ['儿童医疗保健中心', '医院', []],
    ['张记早餐', '没见过的类别', ['breakfast_shop']],
    ['某处', '药店', ['pharmacy']],
  ])('%s of kind %s gives %o', (name, vendorCategory, expected) => {
    expect(idsOf(name, undefined, vendorCategory)).toEqual(expected)
  })
})

describe('why', () => {
  test.each<[string, Tags | undefined, string | undefined, Because]>([
    ['家家便利店', undefined, undefined, { by: 'name', keyword: '便利店' }],
    ['家家', { shop: 'convenience' }, undefined, { by: 'tags', tags: 'shop=convenience' }],
    ['家家便利店', { shop: 'convenience' }, undefined, { by: 'tags', tags: 'shop=convenience', keyword: '便利店' }],
    ['家家', undefined, '购物;便利店', { by: 'vendor', word: '便利店' }],
  ])('%s %o %s: %o', (name, tags, vendorCategory, because) => {
    expect(categoriesOf({ name, tags, vendorCategory }, set)[0]?.because).toEqual(because)
  })
})

describe('the set as a whole', () => {
  test('every category is found by its own Chinese name as a vendor category', () => {
    for (const { id, name } of set.categories) expect(idsOf(undefined, undefined, name.zh), id).toContain(id)
  })

  test('every keyword leads somewhere', () => {
    for (const { id, keywords } of set.categories) {
      for (const keyword of keywords) expect(idsOf(keyword), `${id}: ${keyword}`).not.toEqual([])
    }
  })

  test('the first keyword of a category leads to it', () => {
    for (const { id, keywords } of set.categories) {
      const [first] = keywords
      if (first !== undefined) expect(idsOf(first), `${id}: ${first}`).toContain(id)
    }
  })
})
