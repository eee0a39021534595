// What the presets call their levels and grid layers. [中文, English]
export const models = {
  'models.level.district': ['区', 'District'],
  'models.level.subdistrict': ['街道', 'Subdistrict'],
  'models.level.community': ['社区', 'Community'],
  'models.layer.unit': ['单元网格', 'Unit grids'],
  'models.layer.duty': ['责任网格', 'Responsibility grids'],
  'models.layer.management': ['社会管理网格', 'Social-management grids'],
} as const
