// What is said about the store that pictures are kept in.
export const files = {
  'files.store_away': [
    '照片暂时无法保存或显示，请稍后再试。其他内容不受影响。',
    'Pictures can neither be kept nor shown at the moment. Please try again shortly; nothing else is lost.',
  ],
} as const
