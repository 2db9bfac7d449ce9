import type { WhyNoBill } from '../obtainBill'

/** Why there is no file, as the console tells it. */
export const WHY_NO_BILL: Readonly<Record<WhyNoBill, string>> = {
  'no-company': '没有这家公司',
  'no-bank': '没有这家银行的文件模板',
  'no-merchant': '这家公司没有开通这个渠道',
  'no-way': '没有配置取这家银行文件的途径，请上传文件',
  'not-ready': '渠道的文件还没有准备好，请稍后再取',
  unreachable: '渠道没有应答或拒绝了请求，请稍后再取',
  'day-closed': '当日已经日结，不再接收文件',
}
