import { type EmptyPlace, onEachEngine } from '../support/engines'
import { heatpay } from '../support/heatpay'

onEachEngine('heatpay staff', (newPlace) => {
  let place: EmptyPlace
  beforeEach(async () => {
    place = await newPlace()
  })
  afterEach(() => place.remove())

  test('an operator adds the first administrator, lists, resets and dismisses him', async () => {
    const added = await heatpay(
      place,
      ...[
        'staff',
        'add',
        '--login-name',
        'zhao',
        '--name',
        '赵敏',
        '--staff-number',
        'E7',
        '--role',
        'admin',
        '--json',
      ],
    )
    expect(added.code).toBe(0)
    const { oneTimePassword, ...member } = JSON.parse(added.stdout)
    const zhao = { loginName: 'zhao', displayName: '赵敏', staffNumber: 'e7', role: 'admin', company: '*' }
    expect(member).toEqual({ ...zhao, state: 'active' })
    expect(oneTimePassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)

    const again = await heatpay(place, ...['staff', 'add', '--login-name', 'zhao', '--name', '赵二', '--role', 'admin'])
    expect([again.code, again.stdout, again.stderr.trim()]).toEqual([1, '', 'the login name is taken: zhao'])

    const other = ['--login-name', 'qian', '--name', '钱进', '--staff-number', 'e7', '--role', 'manager']
    const mistyped = await heatpay(place, 'staff', 'add', ...other)
    expect([mistyped.code, mistyped.stderr]).toEqual([1, expect.stringContaining('工号 e7 已属于赵敏')])

    const reset = await heatpay(place, 'staff', 'reset', 'zhao', '--json')
    expect(JSON.parse(reset.stdout).oneTimePassword).not.toBe(oneTimePassword)
    expect((await heatpay(place, 'staff', 'dismiss', 'zhao')).code).toBe(0)
    expect((await heatpay(place, 'staff', 'dismiss', 'zhao')).code).toBe(1)
    expect((await heatpay(place, 'staff', 'reset', 'zhao')).code).toBe(1)
    const { stdout } = await heatpay(place, 'staff', 'list', '--json')
    expect(JSON.parse(stdout)).toEqual({ staff: [{ ...member, state: 'dismissed' }] })
  })

  test('wrong usage ends with 2, a refusal with 1 and its reason', async () => {
    const wrong = [
      ['staff', 'add', '--login-name', 'zhao', '--name', '赵敏', '--role', 'king'],
      ['staff', 'add', '--login-name', 'Not A Name', '--name', '赵敏', '--role', 'admin'],
      ['staff', 'add', '--login-name', 'zhao'],
    ]
    for (const words of wrong) expect((await heatpay(place, ...words)).code).toBe(2)
    const nowhere = await heatpay(
      place,
      ...['staff', 'add', '--login-name', 'zhao', '--name', '赵敏', '--role', 'admin', '--company', 'atlantis'],
    )
    expect([nowhere.code, nowhere.stderr.trim()]).toEqual([1, 'no such company: atlantis'])
    expect((await heatpay(place, 'staff', 'dismiss', 'nobody')).code).toBe(1)
  })
})
