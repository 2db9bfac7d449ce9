import Taro from '@tarojs/taro'
import type { PlatformTitles } from './ports'

const PERSON = '1'

export const platformTitles: PlatformTitles = {
  // With callbacks: Taro hands this call on as it is, and older base libraries promise nothing.
  choose: () =>
    new Promise((resolve) => {
      Taro.chooseInvoiceTitle({
        success: (chosen) =>
          resolve({
            kind: String(chosen.type) === PERSON ? 'personal' : 'company',
            name: chosen.title,
            taxNumber: chosen.taxNumber,
            address: chosen.companyAddress,
            phone: chosen.telephone,
            bank: [chosen.bankName, chosen.bankAccount].filter(Boolean).join(' '),
          }),
        fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'none' : 'failed'),
      })
    }),
}
