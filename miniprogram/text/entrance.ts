import type { Channel } from '../../contract/channelWords'
/** Before anything else: which company, and who the visitor is. */
export const entrance = {
  companyQuestion: '您家由哪一家公司供热？',
  companyHint: '选一次就会记住，以后可以在“我的”里更换。',
  chosen: '当前选择',
  welcome: (company: string) => `欢迎来到${company}`,
  welcomeHint: '在这里查账单、缴采暖费、开发票。',
  enter: '进入缴费',
  sandboxQuestion: '您想以谁的身份体验？',
  sandboxHint: '这是演示环境，不会动用真实的钱。身份会被记住，可以在“我的”里更换。',
  as: { wechat: '以微信用户身份', alipay: '以支付宝用户身份' } satisfies Record<Channel, string>,
  openInApp: '请在微信或支付宝里打开',
  openInAppText: (company: string, hotline: string | null) =>
    `采暖费通过微信或支付宝的小程序缴纳。请在微信或支付宝里搜索“${company}”。${hotline ? `需要帮助请拨打 ${hotline}。` : ''}`,
  noCompany: '暂时没有可以缴费的公司',
}
