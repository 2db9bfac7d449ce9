import { type MiniProgram, type Start, start } from './miniProgram'
import { type ScriptedApi, scriptedApi } from './scriptedApi'
import { USER_CODE } from './scriptedBooks'

export type Platform = 'weapp' | 'alipay'

/** How each platform logs in, opens its payment sheet, and words what the sheet said. */
export const PLATFORMS = {
  weapp: {
    login: 'login',
    sheet: 'requestPayment',
    paid: 'requestPayment:ok',
    cancelled: 'requestPayment:fail cancel',
  },
  alipay: { login: 'getAuthCode', sheet: 'tradePay', paid: '9000', cancelled: '6001' },
} as const

export interface ScriptedProgram extends MiniProgram {
  api: ScriptedApi
}

/** Starts the program in Lanzhou and goes in; Alipay asks for one tap first. */
export async function goIn(
  platform: Platform,
  given: Omit<Start, 'api'> & { api?: ScriptedApi },
): Promise<ScriptedProgram> {
  const api = given.api ?? scriptedApi()
  const program = start(platform, { query: 'company=lanzhou', ...given, api })
  if (platform === 'alipay') await program.screen.tap('进入缴费')
  await program.screen.says('兰州供热')
  return { ...program, api }
}

/** Looks the household of the story up and confirms it; ends on its bill. */
export async function findHousehold({ screen }: MiniProgram) {
  await screen.tap('查找我家')
  await screen.at('lookup')
  await screen.type('用户编码', USER_CODE)
  await screen.tap('查找')
  await screen.at('confirm')
  await screen.says('王*英')
  await screen.tap('是这一户，看账单')
  await screen.at('bill')
  await screen.says('2,233.25 元')
}
