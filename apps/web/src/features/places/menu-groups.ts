import type { Category } from '@xiayi/contract/places'
import type { IconName } from '@xiayi/ui/Icon.tsx'

/**
 * The menu of the resident home: errands, not a classification. A category that no group names is found under 其他,
 * so that one which the county adds can be reached at once.
 */
type MenuGroup = { id: string; word: string; icon: IconName; categoryIds: readonly string[] }

const groups: readonly MenuGroup[] = [
  {
    id: 'shopping',
    word: '买菜购物',
    icon: 'basket',
    categoryIds: [
      'wet_market',
      'supermarket',
      'fresh_supermarket',
      'convenience_store',
      'front_warehouse',
      'unmanned_retail',
      'shopping_complex',
      'creative_market',
    ],
  },
  {
    id: 'food',
    word: '吃饭',
    icon: 'bowl',
    categoryIds: ['breakfast_shop', 'senior_canteen', 'featured_restaurant', 'tea_cafe'],
  },
  {
    id: 'health',
    word: '看病拿药',
    icon: 'health',
    categoryIds: ['pharmacy', 'community_health_station', 'community_health_center', 'health_wellness'],
  },
  {
    id: 'elder',
    word: '养老助残',
    icon: 'elder',
    categoryIds: [
      'elderly_day_care',
      'elderly_care_service',
      'community_elderly_institution',
      'nursing_home',
      'bathing_rehab',
      'disability_care',
    ],
  },
  {
    id: 'children',
    word: '托育上学',
    icon: 'school',
    categoryIds: ['nursery', 'kindergarten', 'primary_school', 'junior_high', 'childcare_point', 'education_training'],
  },
  {
    id: 'leisure',
    word: '公园健身',
    icon: 'park',
    categoryIds: [
      'park_green',
      'outdoor_fitness',
      'ball_court_small',
      'fitness_gym',
      'leisure_entertainment',
      'tourism_service',
    ],
  },
  {
    id: 'culture',
    word: '读书文化',
    icon: 'book',
    categoryIds: ['reading_room', 'bookstore', 'cultural_station', 'cultural_center', 'shared_space'],
  },
  {
    id: 'errands',
    word: '快递家政',
    icon: 'parcel',
    categoryIds: [
      'parcel_post',
      'parcel_locker',
      'domestic_service',
      'repair_point',
      'laundry',
      'hair_beauty',
      'photo_print',
      'bank_outlet',
      'pet_service',
    ],
  },
  {
    id: 'travel',
    word: '公厕出行',
    icon: 'bus',
    categoryIds: [
      'public_toilet',
      'bus_stop',
      'bike_parking',
      'car_parking',
      'ev_charging',
      'car_repair_wash',
      'refuse_point',
      'refuse_station',
      'recycling_point',
      'smart_recycling',
    ],
  },
  {
    id: 'service',
    word: '办事服务',
    icon: 'service',
    categoryIds: [
      'convenience_service_center',
      'community_service_station',
      'town_service_center',
      'neighbourhood_center',
    ],
  },
]

export type ShownGroup = { id: string; word: string; icon: IconName; categories: readonly Category[] }

/** The groups that have at least one category here, in the menu's order; what is left over comes last. */
export function menuGroups(categories: readonly Category[]): ShownGroup[] {
  const byId = new Map(categories.map((category) => [category.id, category]))
  const shown = groups.flatMap(({ id, word, icon, categoryIds }) => {
    const here = categoryIds.flatMap((categoryId) => byId.get(categoryId) ?? [])
    return here.length > 0 ? [{ id, word, icon, categories: here }] : []
  })
  const named = new Set(groups.flatMap((group) => group.categoryIds))
  const rest = categories.filter((category) => !named.has(category.id))
  return rest.length > 0 ? [...shown, { id: 'other', word: '其他', icon: 'more', categories: rest }] : shown
}

/** Long official names lose their bracket on small screens. */
export function shortName(name: string): string {
  return name.replace(/[（(].*$/, '').split('/')[0] ?? name
}
