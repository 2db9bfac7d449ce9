import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { bankNames } from '../../../server/adapters/banks/bankNames'
import { loadBanks } from '../../../server/adapters/banks/loadBanks'
import { accountName } from '../../../server/domain/ledger/accounts'
import { sourceNames } from '../../../server/domain/payment/payment'
import { PROJECT } from '../../support/ports'

const FOLDER = path.join(PROJECT, 'config', 'banks')

describe('what a bank is called', () => {
  const sourceName = sourceNames(bankNames(FOLDER).of)

  test('is its own name from its file, for counters and for statements; a channel has its own', () => {
    expect(['wechat', 'alipay', 'bank:icbc', 'bank:partner', 'bank:statement-mt940'].map(sourceName)).toEqual([
      '微信支付',
      '支付宝',
      '工商银行',
      '合作银行',
      '银行对账单（MT940）',
    ])
    expect(accountName(loadAccounts(PROJECT), 'clearing:bank:icbc', sourceName)).toBe('渠道待清算 · 工商银行')
  })

  test('is the name by which its files are read, for every bank', () => {
    const loaded = loadBanks(FOLDER)
    if (loaded.outcome === 'wrong') throw new Error(loaded.reasons.join('\n'))
    const templates = [...loaded.banks, ...loaded.statements].map(([id, { name }]) => [id, name])
    expect(bankNames(FOLDER).all()).toEqual(Object.fromEntries(templates))
  })

  test('of one that is not configured any more, says which it was; no id leads out of the folder', () => {
    expect(sourceName('bank:closed-long-ago')).toBe('银行 closed-long-ago')
    expect(sourceName('bank:../ledger-accounts')).toBe('银行 ../ledger-accounts')
    expect(sourceName('bank:layouts/heating')).toBe('银行 layouts/heating')
  })

  test('may stand in its layout', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'heatpay-banks-'))
    mkdirSync(path.join(folder, 'layouts'))
    writeFileSync(path.join(folder, 'layouts', 'shared.yaml'), 'name: 联合社\n')
    writeFileSync(path.join(folder, 'north.yaml'), 'id: north\nlayout: shared\n')
    writeFileSync(path.join(folder, 'south.yaml'), 'id: south\nname: 南方银行\nlayout: shared\n')
    writeFileSync(path.join(folder, 'nameless.yaml'), 'id: nameless\n')
    expect(bankNames(folder).all()).toEqual({ north: '联合社', south: '南方银行' })
    rmSync(folder, { recursive: true })
  })
})
