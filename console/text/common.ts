/** Words that more than one page uses. */
export const common = {
  product: '热缴通财务台',
  demo: '演示环境',
  skip: '跳到正文',
  menu: '主菜单',
  company: '公司',
  allCompanies: '全部公司',
  group: '集团',
  amount: '金额',
  status: '状态',
  time: '时间',
  days: '日期范围',
  search: '查询',
  columns: '显示列',
  export: '导出 Excel',
  total: (count: number) => `共 ${count} 条`,
  loading: '正在读取…',
  failed: '没有读取成功',
  retry: '重试',
  nothing: '没有符合条件的记录',
  cancel: '取消',
  close: '关闭',
  back: '返回',
  yes: '是',
  no: '否',
  none: '—',
  user: '用户',
  season: '采暖季',
  logOut: '退出登录',
  offline: '没有连上服务器，请检查网络后再试一次。',
  copied: '已复制',
  copy: '复制',
}

export const sources: Record<string, string> = { wechat: '微信支付', alipay: '支付宝' }

/** wechat → 微信支付, bank:icbc → 银行 icbc. */
export const sourceName = (source: string): string => sources[source] ?? source.replace(/^bank:/, '银行 ')
