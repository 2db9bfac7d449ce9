import fc from 'fast-check'
import { channelsOwing, openFen, openInAll, sharesOf, statusOf } from '../../../server/domain/difference/channelClaim'

const claim = fc
  .record({
    id: fc.uuid(),
    channel: fc.constantFrom('wechat' as const, 'alipay' as const),
    amountFen: fc.integer({ min: 1, max: 10_000_000 }),
    returned: fc.double({ min: 0, max: 1, noNaN: true }),
    openedOn: fc.constantFrom('2026-11-18', '2026-11-19', '2026-11-20'),
  })
  .map(({ returned, ...of }) => ({ ...of, returnedFen: Math.floor(of.amountFen * returned) }))
const claims = fc.uniqueArray(claim, { maxLength: 12, selector: ({ id }) => id })

test('what came back is shared out to the fen, and no claim ends with more than is open of it', () => {
  fc.assert(
    fc.property(claims, fc.integer({ min: 1, max: 20_000_000 }), (open, amountFen) => {
      const shares = sharesOf(open, amountFen)
      if (openInAll(open) < amountFen) return expect(shares).toBeUndefined()
      expect(shares?.reduce((sum, share) => sum + share.amountFen, 0)).toBe(amountFen)
      for (const share of shares ?? []) {
        const of = open.find(({ id }) => id === share.claimId)
        expect(share.amountFen).toBeGreaterThan(0)
        expect(of && share.amountFen <= openFen(of)).toBe(true)
      }
      expect(new Set(shares?.map(({ claimId }) => claimId)).size).toBe(shares?.length)
    }),
  )
})

test('all that is open ends every claim, whatever the order in which they are told', () => {
  fc.assert(
    fc.property(claims, (open) => {
      const all = openInAll(open)
      if (all === 0) return expect(sharesOf(open, all)).toBeUndefined()
      const ended = (some: typeof open) =>
        sharesOf(some, all)?.map(({ claimId, amountFen }) => `${claimId} ${amountFen}`)
      expect(ended([...open].reverse())).toEqual(ended(open))
      for (const one of open) {
        const share = sharesOf(open, all)?.find(({ claimId }) => claimId === one.id)?.amountFen ?? 0
        expect(statusOf({ ...one, returnedFen: one.returnedFen + share })).toBe('ended')
      }
    }),
  )
})

test('a channel owes an amount when its own claims come to it, not another’s', () => {
  fc.assert(
    fc.property(claims, fc.integer({ min: 1, max: 20_000_000 }), (open, amountFen) => {
      for (const channel of channelsOwing(open, amountFen)) {
        expect(openInAll(open.filter((one) => one.channel === channel))).toBeGreaterThanOrEqual(amountFen)
      }
    }),
  )
})

test('the claim of the very amount ends before an older one', () => {
  const old = { id: 'A', channel: 'wechat', amountFen: 900, returnedFen: 0, openedOn: '2026-11-01' } as const
  const exact = { id: 'B', channel: 'wechat', amountFen: 500, returnedFen: 0, openedOn: '2026-11-20' } as const
  expect(sharesOf([old, exact], 500)).toEqual([{ claimId: 'B', amountFen: 500 }])
  expect(sharesOf([exact, old], 1_000)).toEqual([
    { claimId: 'A', amountFen: 900 },
    { claimId: 'B', amountFen: 100 },
  ])
})
