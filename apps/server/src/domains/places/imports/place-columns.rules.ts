import type { ColumnMeaning } from './import-columns.rules.ts'

export type PlaceField = 'id' | 'name' | 'category' | 'lon' | 'lat' | 'position' | 'address' | 'phone' | 'hours'

/** Headers seen in county lists and in exports of Amap, Baidu and Tencent. */
export const PLACE_COLUMNS: readonly ColumnMeaning<PlaceField>[] = [
  {
    field: 'name',
    label: '名称',
    headers: [
      '名称',
      '店名',
      '店铺名称',
      '门店名称',
      '商户名称',
      '网点名称',
      '单位名称',
      '机构名称',
      '企业名称',
      '设施名称',
      '名字',
      '字号名称',
      'name',
      'name_poi',
      'poi名称',
      'poiname',
      'shopname',
      'title',
    ],
  },
  {
    field: 'category',
    label: '类别',
    headers: [
      '类别',
      '分类',
      '业态',
      '类型',
      '网点类别',
      '网点类型',
      '商户类型',
      '行业',
      '行业分类',
      '经营类别',
      'poi类型',
      'category',
      'type',
      'typename',
      'class',
      'kind',
    ],
  },
  {
    field: 'lon',
    label: '经度',
    headers: ['经度', '东经', 'lng', 'lon', 'long', 'longitude', 'x', 'x坐标', '坐标x', 'pointx'],
  },
  { field: 'lat', label: '纬度', headers: ['纬度', '北纬', 'lat', 'latitude', 'y', 'y坐标', '坐标y', 'pointy'] },
  {
    field: 'position',
    label: '经纬度',
    headers: ['经纬度', '坐标', '位置坐标', '地理坐标', 'location', 'coordinates', 'lnglat'],
  },
  {
    field: 'address',
    label: '地址',
    headers: ['地址', '详细地址', '经营地址', '门店地址', '所在地址', '地点', 'address', 'addr'],
  },
  { field: 'phone', label: '电话', headers: ['电话', '联系电话', '电话号码', '联系方式', 'phone', 'tel', 'telephone'] },
  {
    field: 'hours',
    label: '营业时间',
    headers: ['营业时间', '开放时间', '服务时间', '经营时间', 'hours', 'openinghours', 'opentime'],
  },
  {
    field: 'id',
    label: '编号',
    headers: ['编号', '网点编号', '门店编号', '唯一编号', 'id', 'poiid', 'uid', '代码', 'code'],
  },
]

export const REQUIRED_PLACE_COLUMNS = [
  { label: '名称', oneOf: [['name']] },
  { label: '经度和纬度', oneOf: [['lon', 'lat'], ['position']] },
] as const satisfies readonly { label: string; oneOf: readonly (readonly PlaceField[])[] }[]
