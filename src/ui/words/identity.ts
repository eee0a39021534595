// Posts, axes, signing in. [中文, English]
export const identity = {
  'role.inspector': ['监督员', 'Inspector'],
  'role.acceptor': ['受理员', 'Acceptor'],
  'role.shift_leader': ['值班长', 'Shift leader'],
  'role.dispatcher': ['派遣员', 'Dispatcher'],
  'role.coordinator': ['督办员', 'Coordinator'],
  'role.department_clerk': ['专业部门', 'Department clerk'],
  'role.administrator': ['系统管理员', 'Administrator'],
  'axis.supervision': ['监督轴', 'Supervision'],
  'axis.command': ['指挥轴', 'Command'],
  'axis.handling': ['处置', 'Handling'],
  'axis.system': ['系统', 'System'],
  'identity.sign_in': ['登录', 'Sign in'],
  'identity.sign_out': ['退出', 'Sign out'],
  'identity.login': ['账号', 'Account'],
  'identity.password': ['密码', 'Password'],
  'identity.sessions': ['我的登录', 'My sessions'],
  'identity.session_current': ['这台设备', 'This device'],
  'identity.session_end': ['结束这次登录', 'End this session'],
  'identity.session_seen': ['最近使用 {{at}}', 'Last used {{at}}'],
  'identity.demo_title': [
    '演示：选一个岗位，点一下就进',
    'Demonstration: choose a post, one click signs you in',
  ],
  'identity.demo_note': [
    '澜州市江北区是虚构的，人和事都是编的。',
    'Jiangbei District of Lanzhou is invented, and so are its people.',
  ],
  'identity.wrong_password': ['账号或密码不对。', 'The account or the password is wrong.'],
  'identity.shut': [
    '错得太多次，先锁 {{seconds}} 秒。',
    'Too many failed attempts; locked for {{seconds}} s.',
  ],
  'identity.no_post': [
    '这个账号现在没有岗位。请找系统管理员。',
    'This account holds no post at present. Ask your administrator.',
  ],
  'identity.weak_password': [
    '密码至少 10 个字符，不能包含账号名。',
    'A password needs at least 10 characters and must not contain the account name.',
  ],
  'identity.login_taken': ['这个账号名已经有人用。请换一个。', 'This account name is taken. Choose another.'],
  'identity.other_axis': [
    '这个账号已在另一侧任职。监督、指挥、处置、系统四侧不能兼任，请另开账号。',
    'This account stands on another side. Supervision, command, handling and system cannot be held together; open another account.',
  ],
  'identity.post_held': ['这个账号在那里已有同一岗位。', 'This account already holds that post there.'],
  'identity.no_region': ['本区没有这个区域编码。', 'The district has no region with this code.'],
  'identity.last_administrator': [
    '这是最后一个系统管理员，不能撤。请先给别人这个岗位。',
    'This is the last administrator. Give the post to someone else first.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>
