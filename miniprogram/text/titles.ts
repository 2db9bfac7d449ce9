/** The title of each page, as the navigation bar shows it. */
export const titles = {
  app: '热缴通',
  company: '选择供热公司',
  home: '缴采暖费',
  lookup: '查找住户',
  confirm: '核对住户',
  bill: '采暖费账单',
  part: '分期缴费',
  result: '缴费结果',
  history: '缴费记录',
  order: '缴费详情',
  invoiceRequest: '申请发票',
  invoices: '我的发票',
  invoice: '发票',
  mine: '我的',
  help: '帮助与服务',
  calculator: '热费试算',
} as const
