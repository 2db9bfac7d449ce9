import { WHY_NO_FILE } from '../../../server/application/files/fetchFiles'
import type { ChannelFileOutcome, PaymentChannel } from '../../../server/application/ports/channels'
import { createObtainChannelFile } from '../../../server/application/reconciliation/obtainChannelFile'
import { fiveCompanies } from '../../support/ports'

const lanzhou = fiveCompanies().get('lanzhou')
if (!lanzhou) throw new Error('no rulebook')

/** Asks on 21 November 2026 for a day's bill of a channel that says this. */
async function asked(date: string, outcome: ChannelFileOutcome) {
  const obtain = createObtainChannelFile({
    channels: {
      get: () => ({ downloadFile: async () => outcome }) as unknown as PaymentChannel,
      companiesWith: () => ['lanzhou'],
    },
    banks: { get: () => undefined, ids: () => [] },
    bankFiles: undefined,
    archive: { incoming: async () => '/incoming' } as unknown as Parameters<
      typeof createObtainChannelFile
    >[0]['archive'],
    clock: { now: () => Date.parse('2026-11-21T12:00:00+08:00'), today: () => '2026-11-21' },
  })
  const got = await obtain(
    { company: 'lanzhou', channel: 'alipay', bill: 'trade', date },
    lanzhou as NonNullable<typeof lanzhou>,
  )
  return got.outcome === 'refused' ? got.because : got.outcome
}

describe('a bill that its channel keeps no more, after three months', () => {
  const refusedByWechat = { outcome: 'refused', code: 'INVALID_REQUEST', message: '只能下载三个月内的账单' } as const

  test('is said to be gone, and not that it comes later or that nothing happened', async () => {
    for (const said of [refusedByWechat, { outcome: 'no-activity' }, { outcome: 'not-ready' }] as const) {
      expect([said.outcome, await asked('2026-08-20', said)]).toEqual([said.outcome, 'too-old'])
    }
    expect(WHY_NO_FILE['too-old']).toMatch(/三个月.*再取也不会有.*上传/)
  })

  test('within them, and whenever it is given all the same, the channel’s word stands', async () => {
    expect(await asked('2026-08-21', refusedByWechat)).toBe('unreachable')
    expect(await asked('2026-08-21', { outcome: 'no-activity' })).toBe('nothing')
    expect(await asked('2026-08-21', { outcome: 'not-ready' })).toBe('not-ready')
    const file = { outcome: 'downloaded', path: '/f', fileName: 'f', sha256: '', bytes: 1 } as const
    expect(await asked('2026-01-01', file)).toBe('file')
  })
})
