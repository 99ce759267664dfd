import type { NewReport, Report } from '@xiayi/contract/reports'

/** 夏邑县_东环生活圈评价报告_20261125.pdf: characters that some system refuses in a name are left out. */
export function reportFileName(
  { countyName, title, format }: { countyName: string; title: string; format: Report['format'] },
  now: Date,
): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now).replaceAll('-', '')
  const full = title.startsWith(countyName) ? title : `${countyName}_${title}`
  const clean = Array.from(full.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, ''))
    .slice(0, 80)
    .join('')
    .replace(/^[. ]+|[. ]+$/g, '')
  return `${clean === '' ? 'report' : clean}_${day}.${format}`
}

/** RFC 6266 with RFC 5987: an ASCII name for old programs, the real one for all others. */
export function attachment(fileName: string, format: Report['format']): string {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="report.${format}"; filename*=UTF-8''${encoded}`
}

export const MEDIA_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
} as const satisfies Record<Report['format'], string>

const FORMAT_TITLES = { pdf: '报告', docx: '报告', xlsx: '数据表', geojson: '地理数据' } as const

export function reportTitle(
  kind: NewReport['kind'],
  format: Report['format'],
  names: { countyName: string; circleName: string | undefined },
): string {
  if (kind === 'map') return `${names.countyName}十五分钟生活圈等级图`
  const end = FORMAT_TITLES[format]
  return kind === 'circle' ? `${names.circleName ?? ''}评价${end}` : `${names.countyName}生活圈${end}`
}
