import { candidates, MOST_CANDIDATES } from '@xiayi/contract/siting'

export type Plots = Extract<ReturnType<typeof candidates.parse>, { kind: 'plots' }>['plots']

export type PlotFile = { plots: Plots; refusal: null } | { plots: null; refusal: string }

/** Candidate plots from a GeoJSON file: points and polygons in WGS84, named by `name` or `名称`. */
export function readPlotFile(text: string): PlotFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { plots: null, refusal: '这个文件不是 GeoJSON。请从 QGIS 等软件导出 GeoJSON（WGS84）再试。' }
  }
  const features = featuresOf(value)
  if (features.length === 0)
    return { plots: null, refusal: '文件里没有地块。请导出至少一个点或面要素（GeoJSON，WGS84）。' }
  if (features.length > MOST_CANDIDATES)
    return { plots: null, refusal: `文件里有 ${features.length} 个要素，一次最多 ${MOST_CANDIDATES} 个。请分批导入。` }
  const parsed = candidates.safeParse({ kind: 'plots', plots: features.map(plotOf) })
  if (parsed.success && parsed.data.kind === 'plots') return { plots: parsed.data.plots, refusal: null }
  const at = parsed.error?.issues[0]?.path.find((part) => typeof part === 'number')
  return {
    plots: null,
    refusal: `第 ${typeof at === 'number' ? at + 1 : 1} 个要素不能用：只收点、面、多面，坐标先经度后纬度（WGS84）。请改好再导入。`,
  }
}

function featuresOf(value: unknown): readonly unknown[] {
  if (!isRecord(value)) return []
  if (value['type'] === 'Feature') return [value]
  return value['type'] === 'FeatureCollection' && Array.isArray(value['features']) ? value['features'] : []
}

function plotOf(feature: unknown) {
  if (!isRecord(feature)) return {}
  const properties = isRecord(feature['properties']) ? feature['properties'] : {}
  const name = [properties['name'], properties['名称']].find((each) => typeof each === 'string' && each.trim() !== '')
  const { geometry } = feature
  return {
    ...(typeof name === 'string' && { name: name.trim().slice(0, 60) }),
    geometry: isRecord(geometry) ? { type: geometry['type'], coordinates: flat(geometry['coordinates']) } : geometry,
  }
}

/** Heights are left out: a plot lies on the ground. */
function flat(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates
  if (typeof coordinates[0] === 'number') return coordinates.slice(0, 2)
  return coordinates.map(flat)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
