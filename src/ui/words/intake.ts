// The words of what an import brings.

export const intake = {
  'intake.edition': ['{{name}}公布的诉求类别', 'Kinds of the requests published by {{name}}'],
  'intake.imported': ['导入', 'Imported'],
  'intake.imported_means': [
    '这一步是导入的历史：时间由来源文件给出，不是当时在本系统里办的。',
    'Imported history: the time is the source’s, the step was not taken in this system.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>
