/** What the map library says to people, in Chinese. */
export const mapWords = {
  'AttributionControl.ToggleAttribution': '显示或收起数据来源',
  'Map.Title': '地图',
  'Marker.Title': '地图标记',
  'NavigationControl.ZoomIn': '放大',
  'NavigationControl.ZoomOut': '缩小',
  'ScaleControl.Meters': '米',
  'ScaleControl.Kilometers': '公里',
  'CooperativeGesturesHandler.WindowsHelpText': '按住 Ctrl 再滚动可缩放地图',
  'CooperativeGesturesHandler.MacHelpText': '按住 ⌘ 再滚动可缩放地图',
  'CooperativeGesturesHandler.MobileHelpText': '用两根手指移动地图',
}
