import type { Report } from '@xiayi/contract/reports'

type Kind = Report['kind']
type Format = Report['format']

export const kindWords: Record<Kind, string> = { circle: '生活圈报告', county: '全县报告', map: 'A3 挂图' }

export const formatWords: Record<Format, { name: string; use: string }> = {
  pdf: { name: 'PDF', use: '打印、传阅' },
  docx: { name: 'Word', use: '接着改' },
  xlsx: { name: 'Excel', use: '全部数字' },
  geojson: { name: 'GeoJSON', use: '给地图软件' },
}

/** A map for the wall is a sheet to print and nothing else. */
export function formatsOf(kind: Kind): readonly Format[] {
  return kind === 'map' ? ['pdf'] : ['pdf', 'docx', 'xlsx', 'geojson']
}

export const reportStateWords = {
  queued: { word: '在排队', tone: 'unknown' },
  running: { word: '正在做', tone: 'lake' },
  succeeded: { word: '做好了', tone: 'pass' },
  failed: { word: '没有做成', tone: 'fail' },
  cancelled: { word: '已取消', tone: 'unknown' },
} as const
