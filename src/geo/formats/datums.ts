// The datums that a file may be in. Apart from the conversion, because the browser offers them too.

/** `wgs84` stands for CGCS2000 too; GCJ-02 is what AMap and Tencent show, BD-09 what Baidu shows. */
export const datums = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof datums)[number]
