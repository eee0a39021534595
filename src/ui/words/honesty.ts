// Shifts, flags and the figures of honesty. [中文, English]
export const honesty = {
  'cases.answer_instead': [
    '您被抽中核查这个案卷，请把要说的写在核查结果里。',
    'You were drawn to look at this case: write it with your answer.',
  ],
  'supervision.judged_meanwhile': [
    '这条提示刚由别人判定过。请看新的判定，再决定要不要改。',
    'Someone has judged this flag meanwhile. Look at the new verdict before you change it.',
  ],
  'supervision.own_flag': [
    '这条提示说的是您自己，请由别的评价员判定。',
    'This flag is about yourself: another evaluator judges it.',
  ],
  'supervision.duty_begun': ['上班', 'Came on shift'],
  'supervision.duty_ended': ['下班', 'Went off shift'],
  'supervision.flag_raised': ['发现疑点', 'A flag was raised'],
  'supervision.flag_judged': ['判定疑点', 'A flag was judged'],
} as const satisfies Record<string, readonly [zh: string, en: string]>
