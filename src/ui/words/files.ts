// What is said about the store that pictures are kept in.
export const files = {
  'files.store_away': [
    '照片暂时无法保存或显示，请稍后再试。其他内容不受影响。',
    'Pictures can neither be kept nor shown at the moment. Please try again shortly; nothing else is lost.',
  ],
  'base.file_too_large': [
    '文件太大，一次最多 32 MB，没有读取，什么都没有改。请拆成几个文件。',
    'The file is too large: at most 32 MB are taken at once. It was not read and nothing was changed. Split it.',
  ],
} as const
