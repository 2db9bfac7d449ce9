import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { bankDirectory } from '../../server/adapters/banks'
import { loadBanks } from '../../server/adapters/banks/loadBanks'
import { statementDirectory } from '../../server/adapters/banks/statements'
import { alipayFileReader } from '../../server/adapters/channelFiles/alipay'
import { alipayDayFiles } from '../../server/adapters/channelFiles/alipay/dayFiles'
import { channelFileArchive } from '../../server/adapters/channelFiles/archive'
import { wechatFileReader } from '../../server/adapters/channelFiles/wechat'
import { wechatDayFiles } from '../../server/adapters/channelFiles/wechat/dayFiles'
import { createReconcileDay } from '../../server/application/reconciliation/reconcileDay'
import type { PaymentSource } from '../../server/domain/payment/payment'
import type { Mismatch } from '../../server/domain/reconciliation/mismatch'
import { createSimulateDay } from '../../server/rehearsal/simulation/simulateDay'
import { PROJECT, type StoryPorts } from './ports'

export const WECHAT = { appid: 'wx2421b1c4370ec43b', mchid: '1900000109' }
export const ALIPAY = { sellerId: '2088000000000001' }

const RATE = { ratePpm: 6000, rounding: 'half-up' } as const

/** What the contract with Alipay says of its fees: as its simulated files take them. */
export const ALIPAY_RATES = { payment: RATE, refund: RATE }

/** The templates of config/banks. */
export function bankTemplates() {
  const loaded = loadBanks(path.join(PROJECT, 'config', 'banks'))
  if (loaded.outcome === 'wrong') throw new Error(loaded.reasons.join('\n'))
  return loaded.banks
}

/** The templates of statements in config/banks. */
export function statementTemplates() {
  const loaded = loadBanks(path.join(PROJECT, 'config', 'banks'))
  if (loaded.outcome === 'wrong') throw new Error(loaded.reasons.join('\n'))
  return loaded.statements
}

/** Reconciling and simulating over a story's books, with the same merchant for every company and files given by hand. */
export function openDesk(ports: StoryPorts) {
  const desk = {
    ...ports,
    channels: { get: () => undefined, companiesWith: () => [] },
    readers: (_: string, channel: PaymentSource) =>
      channel === 'wechat'
        ? wechatFileReader(WECHAT)
        : channel === 'alipay'
          ? alipayFileReader(ALIPAY, () => ALIPAY_RATES)
          : undefined,
    dayFiles: (_: string, channel: 'wechat' | 'alipay') =>
      channel === 'wechat' ? wechatDayFiles(WECHAT) : alipayDayFiles(ALIPAY),
    banks: bankDirectory(bankTemplates()),
    statements: statementDirectory(statementTemplates()),
    bankFiles: undefined,
    archive: channelFileArchive(ports.place.folder),
  }
  const reconcile = createReconcileDay(desk)
  const simulate = createSimulateDay(desk)
  const folder = path.join(ports.place.folder, 'out')
  mkdirSync(folder, { recursive: true })
  return {
    folder,
    banks: desk.banks,
    statements: desk.statements,
    async simulate(company: string, date: string, payments: number, seed = '7', remit = false) {
      const done = await simulate({ company, date, payments, seed, folder, remit, actor: 'li' })
      if (done.outcome === 'refused') throw new Error(done.reason)
      return done
    },
    async reconcile(company: string, channel: PaymentSource, date: string, file: string) {
      const done = await reconcile({ company, channel, date, file: path.resolve(folder, file), actor: 'li' })
      if (done.outcome === 'refused') throw new Error(done.reason)
      return done.result
    },
    refused: async (company: string, channel: PaymentSource, date: string, file?: string) => {
      const done = await reconcile({ company, channel, date, file, actor: 'li' })
      return done.outcome === 'refused' ? done.reason : undefined
    },
  }
}
export type Desk = ReturnType<typeof openDesk>

/** What contract.md shows of differences. */
export const told = (differences: readonly Mismatch[]) =>
  differences.map(({ kind, orderNo, channelNo, ourFen, theirFen }) => ({ kind, orderNo, channelNo, ourFen, theirFen }))
