// What any call may answer, and words that every face uses. [中文, English]
export const base = {
  'app.name': ['纲目', 'Gangmu'],
  'app.language': ['English', '中文'],
  'app.back': ['返回', 'Back'],
  'app.cancel': ['取消', 'Cancel'],
  'app.retry': ['再试一次', 'Try again'],
  'app.loading': ['正在取数', 'Loading'],
  'base.not_signed_in': [
    '还没登录，或登录已过期。请重新登录。',
    'You are not signed in, or your session has ended. Sign in again.',
  ],
  'base.not_allowed': ['你的岗位不能做这一步。', 'Your post may not do this.'],
  'base.wrong_origin': [
    '请求来自别的网站，没有执行。请从本站页面操作。',
    'The request came from another site and was not carried out. Use this site’s own pages.',
  ],
  'base.no_district': [
    '没有说明是哪个区。请从本区的链接进入。',
    'Which district is not clear. Enter by your district’s link.',
  ],
  'base.not_found': ['没有找到，或不在你的范围内。', 'Not found, or outside what you may see.'],
  'base.key_reused': [
    '同一编号的请求内容变了，没有执行。请刷新后再提交。',
    'A request with the same key but other content came before. Reload, then send again.',
  ],
  'base.bad_key': [
    '幂等键要 8 到 200 个可见字符。',
    'The idempotency key must have 8 to 200 visible characters.',
  ],
  'base.too_often': [
    '太频繁了，请 {{seconds}} 秒后再试。内容没有丢。',
    'Too many requests. Try again in {{seconds}} s; nothing you typed is lost.',
  ],
  'base.database_away': [
    '数据库暂时连不上，什么都没有改。请稍等几秒再试。',
    'The database cannot be reached; nothing was changed. Try again in a few seconds.',
  ],
  'base.bad_input': ['有几项填得不对：{{fields}}', 'Some entries are not right: {{fields}}'],
  'base.bug': [
    '程序出错了，已记下。什么都没有改。编号 {{request}}',
    'Something went wrong and was noted. Nothing was changed. Reference {{request}}',
  ],
  'base.offline': [
    '没连上服务器。填的内容还在，恢复后再提交。',
    'No connection to the server. What you typed is still here; send it when you are back online.',
  ],
  'files.too_large': [
    '照片超过 15 MB。请换一张小一点的。',
    'The picture is larger than 15 MB. Choose a smaller one.',
  ],
  'files.heic': [
    '这是 HEIC 格式，浏览器看不了。请在手机相机设置里选“兼容性最佳”（JPEG）再拍，或发截图。',
    'This is a HEIC picture, which browsers cannot show. Set the camera to “Most compatible” (JPEG) and take it again, or send a screenshot.',
  ],
  'files.not_a_picture': [
    '这不是能打开的照片。请发 JPEG、PNG 或 WebP。',
    'This is not a picture that can be opened. Send a JPEG, PNG or WebP.',
  ],
  'files.not_yours': [
    '照片没有找到或已经用过。请重新选照片。',
    'The picture was not found or has been used already. Choose the picture again.',
  ],
  'grids.outside': [
    '这个地点不在本区网格里，最近的网格在 {{metres}} 米外。请在图上重新指，或只选社区。',
    'This place lies in none of the district’s grids; the nearest is {{metres}} m away. Point at the map again, or choose the community only.',
  ],
  'command.no_department': [
    '没有这个部门。请从列表里选。',
    'There is no such department. Choose one from the list.',
  ],
  'organisations.not_handling': ['只有处置岗位属于部门。', 'Only handling posts belong to a department.'],
} as const satisfies Record<string, readonly [zh: string, en: string]>
