// Files of grids and parts in the formats of other programs: why one is refused and what to do, and the pieces of the
// page that reads them. [中文, English]
export const formats = {
  'formats.taken': [
    '可用：GeoJSON、Shapefile（zip）、GeoPackage、KML/KMZ、OSM、CSV、XLSX，最大 32 MB。先试，看清会怎样，再导入。',
    'GeoJSON, zipped Shapefile, GeoPackage, KML or KMZ, OSM, CSV or XLSX, up to 32 MB. It is tried first, and imported when you have seen what it does.',
  ],
  'formats.pick': ['选择文件', 'Choose a file'],
  'formats.looked': ['{{rows}} 行 · {{system}}', '{{rows}} rows · {{system}}'],
  'formats.table': ['图层或工作表', 'Layer or sheet'],
  'formats.datum': ['坐标基准', 'Datum'],
  'formats.datum_help': [
    '从高德、腾讯、百度地图取的坐标有偏移，选对才能改正。',
    'Places taken from AMap, Tencent or Baidu maps are shifted; say so, and they are put right.',
  ],
  'formats.datum.wgs84': ['CGCS2000 / WGS 84', 'CGCS2000 / WGS 84'],
  'formats.datum.gcj02': ['GCJ-02（高德、腾讯）', 'GCJ-02 (AMap, Tencent)'],
  'formats.datum.bd09': ['BD-09（百度）', 'BD-09 (Baidu)'],
  'formats.too_large': [
    '文件有 {{size}} MB，一次最多 {{most}} MB，没有读取。请按街道或类别拆成几个文件。',
    'The file has {{size}} MB; at most {{most}} MB are taken at once, and it was not read. Split it by subdistrict or kind.',
  ],
  'formats.download': ['下载', 'Download'],
  'formats.format.geojson': ['GeoJSON', 'GeoJSON'],
  'formats.format.shapefile': ['Shapefile（zip）', 'Shapefile (zip)'],
  'formats.format.geopackage': ['GeoPackage', 'GeoPackage'],
  'formats.format.kml': ['KML', 'KML'],
  'formats.format.csv': ['CSV', 'CSV'],
  'formats.format.xlsx': ['Excel（.xlsx）', 'Excel (.xlsx)'],
  'formats.wrong.empty': [
    '文件是空的。请重新导出或下载。',
    'The file is empty. Export or download it again.',
  ],
  'formats.wrong.unknown_format': [
    '认不出这个文件。可用：GeoJSON、Shapefile（zip）、GeoPackage、KML/KMZ、OSM、CSV、XLSX。',
    'This file is of no known format. Give GeoJSON, a zipped Shapefile, GeoPackage, KML or KMZ, OSM, CSV or XLSX.',
  ],
  'formats.wrong.not_text': [
    '认不出这个文件：它不是文本，也不是已知格式。请导出为 GeoPackage、Shapefile（zip）、XLSX 或 CSV。',
    'This file is neither text nor of a known format. Export it as GeoPackage, zipped Shapefile, XLSX or CSV.',
  ],
  'formats.wrong.not_json': [
    '文件不是 JSON，可能没有存完整。请重新导出。',
    'The file is not JSON; perhaps it is cut off. Export it again.',
  ],
  'formats.wrong.not_a_collection': [
    '文件不是 GeoJSON 的 FeatureCollection。请从 GIS 软件重新导出为 GeoJSON。',
    'The file is no GeoJSON FeatureCollection. Export it as GeoJSON from your GIS.',
  ],
  'formats.wrong.not_degrees': [
    '文件的坐标系不是经纬度。请导出为 EPSG:4490 或 EPSG:4326。',
    'The file is not in degrees. Export it in EPSG:4490 or EPSG:4326.',
  ],
  'formats.wrong.broken_quotes': [
    '第 {{said}} 行起引号不成对，读不下去。请检查这一行的引号。',
    'From line {{said}} on the quotes do not match. Mend the quotes of that line.',
  ],
  'formats.wrong.broken_file': [
    '{{said}} 文件坏了或不完整。请重新导出或重新复制，再选一次。',
    'The {{said}} file is damaged or cut off. Export or copy it again, then choose it once more.',
  ],
  'formats.wrong.no_rows': ['文件里没有数据行。', 'The file has no rows.'],
  'formats.wrong.too_many_rows': [
    '超过 {{said}} 行，没有读取。请按街道或类别拆成几个文件，或由系统管理员用命令导入。',
    'The file has more than {{said}} rows and was not read. Split it by subdistrict or kind, or let the operator import it by command.',
  ],
  'formats.wrong.too_wide': [
    '列数太多，最多 {{said}} 列。请删去不用的列。',
    'There are too many columns; at most {{said}} are taken. Remove those that are not needed.',
  ],
  'formats.wrong.cell_too_long': [
    '有图形写成文字超过 {{said}} 字，Excel 放不下。请改用 GeoPackage 或 CSV。',
    'A shape written as text has more than {{said}} characters, which Excel cannot hold. Take GeoPackage or CSV.',
  ],
  'formats.wrong.no_layer': [
    '文件里没有可读的图层或工作表。请导出图层本身，不要导出视图或工程。',
    'The file holds no layer or sheet that can be read. Export the layer itself, not a view or a project.',
  ],
  'formats.wrong.no_such_layer': [
    '文件里没有“{{said}}”这一层。请重新选择图层。',
    'The file has no layer “{{said}}”. Choose the layer again.',
  ],
  'formats.wrong.other_packing': [
    '这种压缩读不了。请解开，再用 zip 压缩。',
    'This kind of archive is not read. Unpack it, and pack it as a zip.',
  ],
  'formats.wrong.broken_zip': [
    '压缩包坏了或不完整。请重新压缩或重新复制。',
    'The zip is damaged or cut off. Pack or copy it again.',
  ],
  'formats.wrong.locked_zip': [
    '压缩包有密码。请解开，再不加密码压缩。',
    'The zip has a password. Unpack it, and pack it without one.',
  ],
  'formats.wrong.unpacks_too_large': [
    '解开后超过 {{said}} MB，没有读取。请拆成几个文件。',
    'Unpacked it has more than {{said}} MB, and was not read. Split it.',
  ],
  'formats.wrong.nothing_in_zip': [
    '压缩包里没有可读的文件，或不止一个。放入一套 Shapefile（.shp .dbf .shx .prj）或一个文件。',
    'The zip holds nothing that can be read, or more than one. Put one set of Shapefile parts (.shp .dbf .shx .prj) or one file in it.',
  ],
  'formats.wrong.lone_shapefile': [
    '只有 .shp 不够。把同名的 .shp、.dbf、.shx、.prj 一起压成 zip 再选。',
    'A .shp alone is not enough. Zip the .shp, .dbf, .shx and .prj of one name together and choose the zip.',
  ],
  'formats.wrong.no_attributes': [
    '压缩包里缺 {{said}}.dbf。把同名的 .shp、.dbf、.shx、.prj 都放进去。',
    'The zip lacks {{said}}.dbf. Put the .shp, .dbf, .shx and .prj of one name into it.',
  ],
  'formats.wrong.rows_differ': [
    '图形和属性的行数不同（{{said}}）。.shp 和 .dbf 不是一套，请重新导出。',
    'Shapes and attributes differ in number ({{said}}): .shp and .dbf are not of one set. Export them again.',
  ],
  'formats.wrong.no_system': [
    '压缩包里缺 {{said}}.prj，不知道坐标系。请连同 .prj 重新导出（EPSG:4490 最好）。',
    'The zip lacks {{said}}.prj, so its coordinate system is unknown. Export it again with a .prj, best in EPSG:4490.',
  ],
  'formats.wrong.unknown_system': [
    '坐标系“{{said}}”读不了。请在 GIS 软件里转为 CGCS2000 经纬度（EPSG:4490）再导出。',
    'The coordinate system “{{said}}” is not read. Convert it in your GIS to CGCS2000 degrees (EPSG:4490) and export it again.',
  ],
  'formats.wrong.old_excel': [
    '这是旧版 Excel（.xls）。请另存为 .xlsx。',
    'This is an old Excel file (.xls). Save it as .xlsx.',
  ],
  'formats.wrong.osm_unreadable': [
    'OSM 文件读不了：不完整，或是历史文件、别的压缩。请重新下载，或用 osmium cat 转成 .osm.pbf。',
    'The OSM file cannot be read: cut off, a history file, or packed in another way. Download it again, or write it anew with “osmium cat”.',
  ],
  'formats.wrong.osm_too_large': [
    'OSM 文件太大。请先用 osmium extract 截取本区。',
    'The OSM file holds too much. Cut the district out of it with “osmium extract” first.',
  ],
} as const
