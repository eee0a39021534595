// Ways to sign in: passkeys, the identity provider, going without a password. [中文, English]
export const ways = {
  'ways.title': ['登录方式', 'Ways to sign in'],
  'ways.help': [
    '通行密钥用指纹、面容或设备密码登录，不用记密码，也骗不走。',
    'A passkey signs you in with your fingerprint, face or device PIN: nothing to remember, nothing to give away.',
  ],
  'ways.passkeys': ['通行密钥', 'Passkeys'],
  'ways.sign_in': ['用通行密钥登录', 'Sign in with a passkey'],
  'ways.or': ['或', 'or'],
  'ways.none': [
    '还没有通行密钥。给这台手机或电脑起个名字，添一个。',
    'There is no passkey yet. Give this phone or computer a name and add one.',
  ],
  'ways.name': ['这台设备叫什么', 'Name of this device'],
  'ways.name_help': ['例如：办公室电脑、我的手机。', 'For example: office computer, my phone.'],
  'ways.add': ['添加通行密钥', 'Add a passkey'],
  'ways.added': [
    '“{{name}}”已添加，下次可以用它登录。',
    '“{{name}}” has been added; you can sign in with it from now on.',
  ],
  'ways.added_at': ['{{at}} 添加', 'Added {{at}}'],
  'ways.used_at': ['最近使用 {{at}}', 'last used {{at}}'],
  'ways.used_never': ['还没用过', 'not used yet'],
  'ways.synced': ['随账户同步', 'synced'],
  'ways.elsewhere': ['只能在 {{site}} 用', 'works only at {{site}}'],
  'ways.doubted': [
    '已停用：它的计数倒退了，可能有人复制了它。请删除，再添一个新的。',
    'Refused since its counter went backwards: somebody may have copied it. Remove it and add a new one.',
  ],
  'ways.rename': ['改名', 'Rename'],
  'ways.rename_of': ['给“{{name}}”改名', 'Rename “{{name}}”'],
  'ways.renamed': ['已改名。', 'Renamed.'],
  'ways.remove': ['删除', 'Remove'],
  'ways.remove_of': ['删除“{{name}}”', 'Remove “{{name}}”'],
  'ways.remove_confirm': [
    '以后不能再用它登录，用它登录的其他设备立即退出。设备上存的那一份请在设备的密码设置里删。',
    'It will not sign you in any more, and other sessions opened with it end now. Delete the copy on the device in its password settings.',
  ],
  'ways.removed': ['“{{name}}”已删除。', '“{{name}}” has been removed.'],
  'ways.not_https': [
    '这个地址不是 HTTPS，浏览器不让用通行密钥。请用 https:// 开头的地址打开。',
    'This page is not on HTTPS, so the browser allows no passkeys. Open it by its https:// address.',
  ],
  'ways.ip_address': [
    '用 IP 地址打开的页面不能用通行密钥。请用域名打开；就在这台机器上的话用 localhost。',
    'Passkeys do not work for a bare IP address. Open the page by its name, or as localhost on this machine.',
  ],
  'ways.no_support': [
    '这个浏览器不支持通行密钥。请更新浏览器，或用密码登录。',
    'This browser knows no passkeys. Update it, or sign in with your password.',
  ],
  'ways.cancelled': [
    '没有完成：取消了，或者等得太久。可以再试一次。',
    'Not finished: it was cancelled or took too long. You can try again.',
  ],
  'ways.known_here': [
    '这台设备上已有这个账号的通行密钥。',
    'This device has a passkey for your account already.',
  ],
  'ways.failed': [
    '这台设备做不了通行密钥：需要能识别本人（指纹、面容或 PIN）的设备。',
    'This device could not do it: a passkey needs one that verifies you by fingerprint, face or PIN.',
  ],
  'ways.password': ['密码', 'Password'],
  'ways.password_there': ['可以用密码登录。', 'You can sign in with your password.'],
  'ways.password_none': [
    '没有密码，只用通行密钥登录。想要密码时可以在“修改密码”里设一个。',
    'There is no password: you sign in by passkey only. You can set one under “Change password”.',
  ],
  'ways.password_drop': ['停用密码', 'Do without a password'],
  'ways.password_drop_confirm': [
    '以后只能用通行密钥登录。设备丢了，要请系统管理员重设密码才能再进来。',
    'From now on you sign in by passkey only. If you lose your devices, an administrator has to give you a new password.',
  ],
  'ways.password_dropped': ['密码已停用。', 'The password has been dropped.'],
  'ways.prove_title': ['请先确认是你本人', 'Prove first that it is you'],
  'ways.prove_help': [
    '改登录方式前要再确认一次，十分钟内有效。',
    'Changing the ways in asks for it once more; it holds for ten minutes.',
  ],
  'ways.prove': ['确认', 'Confirm'],
  'ways.prove_by_passkey': ['用通行密钥确认', 'Confirm with a passkey'],
  'ways.way_password': ['用密码登录', 'by password'],
  'ways.way_passkey': ['用通行密钥登录', 'by passkey'],
  'ways.way_provider': ['用统一身份认证登录', 'by the identity provider'],
  'ways.provider': ['统一身份认证', 'the identity provider'],
  'ways.provider_sign_in': ['用{{name}}登录', 'Sign in with {{name}}'],
  'ways.provider_again': ['再用{{name}}登录', 'Try {{name}} again'],
  'ways.provider_failed': ['用{{name}}没有登录成', 'Signing in with {{name}} did not work'],
  'ways.by_password': ['用密码登录', 'Sign in with your password'],
  'ways.back': ['返回登录方式', 'Back to the ways to sign in'],
  'ways.link_yourself': [
    '知道纲目的密码：先用密码登录，再到“登录方式”里关联{{name}}。',
    'If you know your password here: sign in with it, then link {{name}} under “Ways to sign in”.',
  ],
  'ways.link_by_administrator': [
    '不知道：把下面的标识交给本区系统管理员，请他关联到你的账号。',
    'If not: give this identifier to your district’s administrator, who can link it to your account.',
  ],
  'ways.linked_at': ['{{at}} 关联', 'Linked {{at}}'],
  'ways.link': ['关联{{name}}', 'Link {{name}}'],
  'ways.linked_none': [
    '还没有关联{{name}}。关联后可以用它登录。',
    'Not linked with {{name}} yet. Once linked, you can sign in with it.',
  ],
  'ways.linked_other': ['另一个身份认证（{{issuer}}）', 'another provider ({{issuer}})'],
  'ways.unlink': ['取消关联', 'Unlink'],
  'ways.unlink_confirm': [
    '以后不能再用{{name}}登录。',
    'You will no longer be able to sign in with {{name}}.',
  ],
  'ways.unlinked': ['已取消关联。', 'Unlinked.'],
  'ways.count': ['{{count}} 个通行密钥', '{{count}} passkeys'],
  'ways.is_linked': ['已关联统一身份认证', 'linked with the provider'],
  'ways.reset_too': [
    '一并删除他的 {{count}} 个通行密钥和统一身份认证的关联（设备丢了就选这个）',
    'Remove the {{count}} passkeys and the link to the provider too (when a device was lost)',
  ],
  'ways.link_account': ['关联', 'Link'],
  'ways.link_of': ['把{{name}}关联到统一身份认证', 'Link {{name}} with the identity provider'],
  'ways.subject': ['在统一身份认证里的标识', 'Identifier at the provider'],
  'ways.subject_help': [
    '本人用统一身份认证登录失败时，页面会显示这个标识。务必当面或电话核对本人。',
    'The page shows it to whoever signs in there without a link. Make sure, in person or by telephone, that it is his.',
  ],
  'ways.link_told': ['{{name}}已关联。', '{{name}} has been linked.'],
  'ways.unlink_of': ['取消{{name}}的关联', 'Unlink {{name}}'],
  'ways.unlink_told': ['{{name}}已取消关联。', '{{name}} has been unlinked.'],
  'identity.passkeys_impossible': [
    '在这个地址不能用通行密钥：要用 https:// 的域名打开（本机可用 localhost）。',
    'Passkeys do not work at this address: open the page by its https:// name (or localhost on this machine).',
  ],
  'identity.attempt_over': [
    '等得太久，或者已经用过一次。请再来一次。',
    'It took too long or was used already. Please try once more.',
  ],
  'identity.passkey_refused': [
    '这个通行密钥在这里不能用：没有登记，或者已删除。请用密码登录。',
    'This passkey is not known here or was removed. Sign in with your password.',
  ],
  'identity.passkey_doubted': [
    '这个通行密钥已停用：它的计数倒退了，可能有人复制了它。请用密码登录后删除它，并告诉系统管理员。',
    'This passkey is refused: its counter went backwards, so somebody may have copied it. Sign in with your password, remove it and tell your administrator.',
  ],
  'identity.passkey_known': ['这个通行密钥已经登记过。', 'This passkey is registered already.'],
  'identity.too_many_passkeys': [
    '最多 20 个通行密钥。请先删掉不用的。',
    'At most 20 passkeys. Remove one that you do not use first.',
  ],
  'identity.prove_first': [
    '请先用密码或通行密钥确认是你本人。',
    'Prove first that it is you, by password or passkey.',
  ],
  'identity.last_way': [
    '这是最后一个能用的通行密钥，删了就进不来。请先设密码或再添一个。',
    'This is your last way in. Set a password or add another passkey first.',
  ],
  'identity.no_passkey': [
    '没有能用的通行密钥，不能停用密码。请先添一个。',
    'Without a passkey you need your password. Add a passkey first.',
  ],
  'identity.nobody_resets': [
    '没有别的系统管理员能给你重设密码，所以不能停用：只在一个区任职、且那个区另有管理员才可以。',
    'No other administrator could reset your password, so you keep it: it takes posts in one district only, with another administrator there.',
  ],
  'identity.provider_off': [
    '这台服务器没有设置统一身份认证。请用密码登录。',
    'This server has no identity provider. Sign in with your password.',
  ],
  'identity.provider_away': [
    '统一身份认证现在连不上。请用密码登录，或过一会儿再试。',
    'The identity provider cannot be reached just now. Sign in with your password, or try again in a while.',
  ],
  'identity.provider_refused': [
    '统一身份认证没有放行：取消了，或那边不允许。',
    'The identity provider let nobody through: it was cancelled, or is not allowed there.',
  ],
  'identity.provider_wrong': [
    '统一身份认证的回答对不上，没有采用。请再试；总是这样请告诉系统管理员（多半是设置或时钟不对）。',
    'The answer of the identity provider did not fit and was not used. Try again; if it stays so, tell your administrator (settings or a clock are wrong).',
  ],
  'identity.not_linked': [
    '身份认证成功，但还没有关联到纲目的账号。不会自动开户。两个办法：',
    'You are known there, but not linked to an account here, and no account is opened by itself. There are two ways on:',
  ],
  'identity.subject_taken': [
    '这个身份已经关联到另一个账号。',
    'This identity is linked with another account already.',
  ],
  'identity.linked_already': [
    '这个账号已经关联过。请先取消。',
    'This account is linked already. Unlink it first.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>
