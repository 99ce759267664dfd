/** What deeds are called. One that is not here is shown as it is written in the log. */
const actions: Readonly<Record<string, string>> = {
  'session.open': '登录',
  'session.end-all': '让全部设备退出',
  'role.grant': '给予角色',
  'role.end': '收回角色',
  'retention.delete': '到期删除',
  'role.take-up': '接受邀请就任',
  'invitation.make': '发出邀请',
  'invitation.withdraw': '撤回邀请',
  'second-factor.add': '登记第二步验证',
  'second-factor.remove': '删除第二步验证',
  'second-factor.show': '通过第二步验证',
  'second-factor.fail': '第二步验证失败',
  'second-factor.reset': '重置第二步验证',
  'recovery-codes.renew': '更换恢复码',
  'phone.unmask': '查看完整手机号',
  'phone.unmask-alarm': '查看过多，已报警',
  'consent.give': '同意用途',
  'consent.withdraw': '撤回同意',
  'personal-data.export': '导出本人数据',
  'person.erase': '注销账户',
  'person.register': '登记一个人',
  'on-behalf.open': '开始代办',
  'on-behalf.close': '结束代办',
  'on-behalf.miss': '查了没有登记的号码',
  'mandate.read': '代办时查看授权',
  'family.confirm': '告知：家人同意授权',
  'family.decline': '告知：家人不同意授权',
  'family.revoke': '告知：家人收回授权',
  'staff.revoke': '告知：本人结束代办',
  'guardian.attest': '告知：登记监护',
  'guardian.revoke': '告知：监护人退出',
  'guardian.void': '告知：撤销监护',
  'staff.read': '查阅工作人员名单',
  'invitations.read': '查阅邀请名单',
  'audit.read': '查阅审计记录',
  'audit.export': '导出审计记录',
  'audit.verify': '核验审计记录',
}
const channels: Readonly<Record<string, string>> = {
  page: '网页',
  app: '手机',
  hotline: '热线',
  counter: '窗口',
  api: '接口',
  system: '系统',
  'command-line': '命令行',
}

export const auditActions: readonly (readonly [action: string, words: string])[] = Object.entries(actions)

export function actionWords(action: string): string {
  return actions[action] ?? action
}

export function channelWords(channel: string): string {
  return channels[channel] ?? channel
}

/** Whoever works at the machine itself has no account. */
export function idWords(id: string): string {
  if (id === 'operator') return '本机操作员'
  return id === 'system' ? '系统' : shortId(id)
}

/** Enough of an id to tell two apart at a glance; the whole of it is in the export. */
function shortId(id: string): string {
  return id.length > 12 ? `…${id.slice(-8)}` : id
}
