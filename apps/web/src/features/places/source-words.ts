const words: Readonly<Record<string, string>> = {
  example: '示例数据',
  osm: 'OpenStreetMap 地图',
  table: '导入的表格',
  desk: '人工登记',
  'boundary-file': '边界文件',
}

/** Where something comes from, for people; a source of another program is called as it calls itself. */
export function sourceWords(source: string): string {
  return words[source] ?? source
}
