// Words of the inspector's checking page. [中文, English]
export const field = {
  'field.name': ['城管通', 'Field'],
  'field.foot': [
    '位置只用来算距离，不保存在哪里。',
    'Your position only gives the distance; where you stood is not kept.',
  ],
  'field.title': ['等我核查', 'To check'],
  'field.count': ['{{count}} 件，等得最久的在前', '{{count}} cases, longest waiting first'],
  'field.empty': [
    '没有待核查的案卷。处置完、送核查后会自己出现。',
    'Nothing to check. Cases appear here once they are handled and passed to check.',
  ],
  'field.since': ['{{at}} 起等核查', 'waiting since {{at}}'],
  'field.rework': ['返工 {{count}} 次', 'reworked {{count}} times'],
  'field.sign_in': ['去登录', 'Sign in'],
  'field.sign_in_first': ['先登录，才看得到要核查的案卷。', 'Sign in to see the cases you are to check.'],
  'field.not_inspector': [
    '这一页给监督员核查用。你的岗位不核查。',
    'This page is for inspectors who check on the spot. Your post does not.',
  ],
  'field.to_list': ['回到列表', 'Back to the list'],
  'field.hidden': [
    '处置部门的照片，你作答后才显示。',
    'The department’s picture is shown after you have answered.',
  ],
  'field.no_picture': ['上报时没有照片。', 'The report came without a picture.'],
  'field.report_picture': ['上报照片', 'Picture from the report'],
  'field.said': ['上报的话', 'What the report says'],
  'field.place': ['地点', 'Place'],
  'field.grid': ['网格', 'Grid'],
  'field.pictures': ['现场照片', 'Picture from the spot'],
  'field.pictures_help': [
    '至少 1 张，最多 6 张；按拍下的原样送出。',
    'At least 1, at most 6; sent as taken.',
  ],
  'field.take_picture': ['拍照', 'Take a picture'],
  'field.pictures_missing': [
    '还没有现场照片。拍一张再作答。',
    'There is no picture from the spot. Take one, then answer.',
  ],
  'field.note': ['备注', 'Note'],
  'field.position': ['位置', 'Position'],
  'field.locate': ['取我的位置', 'Take my position'],
  'field.position_none': [
    '没有位置也能作答，会标明“没有位置”。',
    'You may answer without a position; it is then marked as such.',
  ],
  'field.position_found': [
    '离案发点约 {metres} 米，误差约 {accuracy} 米。',
    'About {metres} m from the case, accurate to about {accuracy} m.',
  ],
  'field.position_far': [
    '离案发点约 {metres} 米，误差约 {accuracy} 米。偏远，会照实记下。',
    'About {metres} m from the case, accurate to about {accuracy} m. That is far; it is recorded as it is.',
  ],
  'field.position_denied': [
    '手机没让看位置。可以作答，会标明“没有位置”。',
    'Your phone did not allow the position. You may answer; it is marked as without position.',
  ],
  'field.answer': ['现场看，修好了吗？', 'On the spot: is it fixed?'],
  'field.fixed': ['修好了', 'Fixed'],
  'field.not_fixed': ['没修好', 'Not fixed'],
  'field.who_sees': [
    '照片和结论记入案卷；处置部门看不到是谁核查。',
    'Pictures and answer go into the case; the department does not see who checked.',
  ],
  'field.sent_fixed': [
    '已记下：{{number}} 修好了，转值班长结案。',
    'Recorded: {{number}} is fixed; the shift leader closes it.',
  ],
  'field.sent_not_fixed': [
    '已记下：{{number}} 没修好，退回部门返工。',
    'Recorded: {{number}} is not fixed; it goes back to the department.',
  ],
  'field.not_checking': [
    '这件现在不用核查，状态是“{{state}}”。',
    'This case is not waiting for a check now; it is “{{state}}”.',
  ],
  'field.somebody': ['别人', 'someone'],
} as const satisfies Record<string, readonly [zh: string, en: string]>
