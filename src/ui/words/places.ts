// What is said of the base map, of what is listed on it, and of a district founded from an extract.
export const places = {
  'places.imported': ['导入底图数据', 'Base map imported'],
  'places.place': ['地名', 'Place name'],
  'places.station': ['车站', 'Station'],
  'places.park': ['公园绿地', 'Park'],
  'places.water': ['水域', 'Water'],
  'places.building': ['建筑', 'Building'],
  'places.street': ['街道道路', 'Street'],
  'places.waterway': ['河渠', 'Waterway'],
  'places.address': ['门牌', 'Address'],
  'places.whole_subdistrict': ['{{district}}（全部）', '{{district}} (whole)'],
  'places.rest_subdistrict': ['{{district}}（其余）', '{{district}} (the rest)'],
  'places.block': ['第 {{number}} 片', 'Block {{number}}'],
  'places.unit_layer': ['单元网格', 'Unit grids'],
} as const
