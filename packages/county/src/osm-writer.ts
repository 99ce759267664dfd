import type { OsmElements } from '@xiayi/osm/elements'

/** The data as an .osm file (OSM XML 0.6), elements by ascending id, so that equal data give equal bytes. */
export function writeOsmXml(osm: OsmElements): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<osm version="0.6" generator="xiayi-county" note="示例数据">',
  ]
  osm.nodeIds.forEach((id, i) => {
    const place = `<node id="${id}" lat="${degrees(osm.nodeLat[i])}" lon="${degrees(osm.nodeLon[i])}" version="1"`
    const tags = osm.nodeTags.get(i)
    if (tags) lines.push(`${place}>`, ...tagLines(tags), '</node>')
    else lines.push(`${place}/>`)
  })
  for (const way of osm.ways) {
    lines.push(`<way id="${way.id}" version="1">`)
    for (const ref of way.nodes) lines.push(`<nd ref="${ref}"/>`)
    lines.push(...tagLines(way.tags), '</way>')
  }
  for (const relation of osm.relations) {
    lines.push(`<relation id="${relation.id}" version="1">`)
    for (const { type, ref, role } of relation.members)
      lines.push(`<member type="${type}" ref="${ref}" role="${escaped(role)}"/>`)
    lines.push(...tagLines(relation.tags), '</relation>')
  }
  lines.push('</osm>', '')
  return lines.join('\n')
}

function degrees(value: number | undefined): string {
  if (value === undefined) throw new Error('a node has no coordinate')
  return value.toFixed(7)
}

function tagLines(tags: Readonly<Record<string, string>>): string[] {
  return Object.entries(tags).map(([key, value]) => `<tag k="${escaped(key)}" v="${escaped(value)}"/>`)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
