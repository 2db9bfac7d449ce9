import { createStrangers } from '../../server/application/households/strangers'
import type { SecurityHappening } from '../../server/domain/audit/securityEvent'
import type { Household } from '../../server/domain/household/household'
import type { Resident } from '../../server/domain/resident/resident'
import { onEachEngine } from '../support/engines'
import { household } from '../support/households'
import { openPorts, type StoryPorts } from '../support/ports'

const HOMES = 6000
const OWNER_NAME = { bindingProof: 'owner-name' } as const
const MINUTE = 60_000

onEachEngine('faults: strangers who guess', (newPlace) => {
  let ports: StoryPorts
  let now: number
  let told: SecurityHappening[]
  let homes: Household[]
  const clock = { now: () => now, today: () => '2026-11-21' }

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    now = Date.parse('2026-11-21T08:00:00+08:00')
    told = []
    homes = Array.from({ length: HOMES }, (_, n) =>
      household({ ...ports, clock }, { company: 'lanzhou', userCode: String(6_201_000_000 + n), owner: `张${n}` }),
    )
    await ports.database.transaction((store) => store.households.insertMany(homes))
  })
  afterEach(() => ports.remove())

  const guard = () => createStrangers({ database: ports.database, clock, tell: (one) => told.push(one) })
  const person = (id: string): Resident => ({
    id,
    company: 'lanzhou',
    platform: 'wechat',
    payerKind: 'openid',
    payerValue: id,
    createdAt: now,
  })
  const said = (outcome: string | { refused: string }) => (typeof outcome === 'string' ? outcome : outcome.refused)
  const existing = (n: number) => ({ userCode: homes[n]?.userCode ?? '', household: homes[n] })
  const nobodys = (n: number) => ({ userCode: String(9_000_000_000 + n), household: undefined })

  test('a million identities with an address each learn at most 2 % of the codes in a day', async () => {
    const strangers = guard()
    const bound = HOMES * 0.02
    let seen = 0
    const refusals = new Map<string, number>()
    // Each looks at one code only, so that no bound of its own is reached; past the bound of all, every further one is refused alike.
    for (let identity = 0; identity < 600; identity++) {
      now += 40 * 1000
      const outcome = said(await strangers.look(person(`X${identity}`), existing(identity), `address ${identity}`))
      if (outcome === 'go') seen += 1
      else refusals.set(outcome, (refusals.get(outcome) ?? 0) + 1)
    }
    expect(seen).toBe(bound)
    expect([...refusals]).toEqual([['proof-first', 600 - bound]])
    // The millionth, and whether a code exists is not told any more.
    expect(said(await strangers.look(person('X999999'), existing(5000), 'address 999999'))).toBe('proof-first')
    expect(said(await strangers.look(person('X999998'), nobodys(1), 'address 999998'))).toBe('proof-first')
    const alarms = told.map(({ kind, subject }) => `${kind}: ${subject}`)
    expect(new Set(alarms)).toEqual(new Set(['looks-of-strangers: half of it', 'looks-of-strangers: bound reached']))
    // Another server, or the same after a restart, counts on.
    expect(said(await guard().look(person('X999997'), existing(5001), 'address 1'))).toBe('proof-first')
  })

  test('nobody innocent is locked out: with the proof he goes on, and sees again what he saw', async () => {
    const strangers = guard()
    const early = person('EARLY')
    expect(said(await strangers.look(early, existing(0), 'home'))).toBe('go')
    for (let n = 1; n <= 150; n++) await strangers.look(person(`X${n}`), existing(n), `address ${n}`)
    const late = person('LATE')
    expect(said(await strangers.look(late, existing(200), 'home'))).toBe('proof-first')
    expect(said(await strangers.look(early, existing(0), 'home'))).toBe('go')
    expect(said(await strangers.prove(late, existing(200), OWNER_NAME, '张200'))).toBe('right')
    expect(said(await strangers.prove(late, existing(200), OWNER_NAME, ' 110105199003071239 '))).toBe('right')
    now += 24 * 60 * MINUTE
    expect(said(await strangers.look(late, existing(201), 'home'))).toBe('go')
  })

  test('looks of people who then prove that the home is theirs use nothing up', async () => {
    const strangers = guard()
    for (let n = 0; n < 200; n++) {
      const owner = person(`O${n}`)
      expect(said(await strangers.look(owner, existing(n), 'one mobile network'))).toBe('go')
      expect(said(await strangers.prove(owner, existing(n), OWNER_NAME, `张${n}`))).toBe('right')
    }
    expect(told).toEqual([])
  })

  test('a code that nobody has costs four looks, and the true wait is said', async () => {
    const strangers = guard()
    const scanner = person('SCANNER')
    const outcomes = []
    for (let n = 0; n < 11; n++) {
      outcomes.push(await strangers.look(scanner, nobodys(n), 'address'))
      now += MINUTE
    }
    expect(outcomes.map(said)).toEqual([...Array.from({ length: 10 }, () => 'go'), 'looked-too-often'])
    expect(outcomes.at(-1)).toMatchObject({ facts: { retryAfterSeconds: 50 * 60 } })
    now += 49 * MINUTE
    expect(said(await strangers.look(scanner, nobodys(50), 'address'))).toBe('go')
  })

  test('a mobile network with many honest people is not surprising, one that only misses is', async () => {
    const strangers = guard()
    for (let n = 0; n < 100; n++) expect(said(await strangers.look(person(`N${n}`), existing(n), 'network'))).toBe('go')
    for (let n = 0; n < 20; n++) expect(said(await strangers.look(person(`M${n}`), nobodys(n), 'network'))).toBe('go')
    const scanning = []
    for (let n = 100; n < 140; n++) scanning.push(said(await strangers.look(person(`S${n}`), nobodys(n), 'scanner')))
    expect(scanning.filter((one) => one === 'go')).toHaveLength(30)
    expect(said(await strangers.look(person('S200'), nobodys(200), 'network'))).toBe('go')
  })

  test('names of one household: ten wrong a day by all strangers; owner and payers still get in', async () => {
    const strangers = guard()
    const home = existing(7)
    const payer = person('PAYER')
    await paidOnce(payer, homes[7] as Household)
    const outcomes = []
    for (let n = 0; n < 600; n++)
      outcomes.push(said(await strangers.prove(person(`G${n}`), home, OWNER_NAME, `猜${n}`)))
    expect(outcomes.filter((one) => one === 'proof-does-not-match')).toHaveLength(10)
    expect(new Set(outcomes.slice(10))).toEqual(new Set(['identity-first']))
    // Right or wrong: the name alone is not believed today.
    expect(said(await strangers.prove(person('G601'), home, OWNER_NAME, '张7'))).toBe('identity-first')
    expect(said(await strangers.prove(person('OWNER'), home, OWNER_NAME, '110105199003071239'))).toBe('right')
    expect(said(await strangers.prove(payer, home, OWNER_NAME, '张7'))).toBe('right')
    expect(said(await strangers.prove(person('OTHER'), existing(8), OWNER_NAME, '张8'))).toBe('right')
    now += 24 * 60 * MINUTE
    expect(said(await strangers.prove(person('G602'), home, OWNER_NAME, '张7'))).toBe('right')
  })

  test.each(['阿依古丽•买买提', '阿依古丽・买买提', '阿依古丽 ． 买买提', '阿依古丽‧买买提'])(
    'a name of several parts is the owner’s however its dot is written: %s',
    async (given) => {
      const home = { ...existing(11), household: { ...(homes[11] as Household), owner: '阿依古丽·买买提' } }
      const strangers = guard()
      expect(said(await strangers.prove(person('D1'), home, OWNER_NAME, given))).toBe('right')
      expect(said(await strangers.prove(person('D1'), home, OWNER_NAME, '阿依古丽•买买江'))).toBe(
        'proof-does-not-match',
      )
    },
  )

  test('a wrong proof is answered like one for a code that nobody has', async () => {
    const strangers = guard()
    const tries = async (asked: typeof existing extends (n: number) => infer T ? T : never, who: string) => {
      const outcomes = []
      for (let n = 0; n < 12; n++) outcomes.push(await strangers.prove(person(who), asked, OWNER_NAME, `猜${n}`))
      return outcomes
    }
    const wrong = await tries(existing(9), 'W1')
    expect(await tries({ userCode: '9000000001', household: undefined }, 'W2')).toEqual(wrong)
    expect(wrong.map(said)).toEqual([
      ...Array.from({ length: 10 }, () => 'proof-does-not-match'),
      ...Array.from({ length: 2 }, () => 'proved-too-often'),
    ])
  })

  test('names guessed over all households: one in twenty a day, then an alarm', async () => {
    const strangers = guard()
    const outcomes = []
    for (let n = 0; n < 320; n++)
      outcomes.push(said(await strangers.prove(person(`A${n}`), existing(n), OWNER_NAME, '王伟')))
    expect(outcomes.filter((one) => one === 'proof-does-not-match')).toHaveLength(HOMES * 0.05)
    expect(outcomes.at(-1)).toBe('identity-first')
    expect(told.some(({ kind, subject }) => kind === 'guessed-names' && subject === 'bound reached')).toBe(true)
  })

  async function paidOnce(resident: Resident, { id }: Household): Promise<void> {
    await ports.database.transaction((store) =>
      store.orders.insert({
        orderNo: 'HPTESTPAID01',
        company: 'lanzhou',
        channel: 'wechat',
        residentId: resident.id,
        householdId: id,
        season: '2026-2027',
        kind: 'whole',
        amountFen: 100,
        status: 'paid',
        description: '采暖费',
        prepayId: null,
        transactionId: null,
        paidAt: now,
        clientOutcome: null,
        createdAt: now,
        expiresAt: now,
      }),
    )
  }
})
