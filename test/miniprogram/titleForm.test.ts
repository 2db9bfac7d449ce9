import { invoiceRequest } from '../../contract/resident'
import { unprintable } from '../../contract/titleLetters'
import { EMPTY, requestOf, withTitle, wrongIn } from '../../miniprogram/pages/invoiceRequest/titleForm'

describe('an invoice’s title, as it is typed', () => {
  test.each([
    ['䶮𠮷喆龘', []],
    ['演示（集团）有限公司·第2分公司 A&B Co., Ltd.', []],
    ['张😀三', ['😀']],
    ['张\u200b三\ue000', ['\u200b', '\ue000']],
    ['👨‍👩‍👧家', ['👨', '\u200d', '👩', '👧']],
  ])('%s: letters that no invoice can show are named, and refused by the server too', (name, letters) => {
    expect(unprintable(name)).toEqual(letters)
    expect(wrongIn({ ...EMPTY, name }).name !== undefined).toBe(letters.length > 0)
    const sent = invoiceRequest.safeParse({ orderNo: 'HP1', title: { kind: 'personal', name } })
    expect(sent.success).toBe(letters.length === 0)
  })

  test('a tax number with one digit wrong is told at once, one too short otherwise', () => {
    const form = { ...EMPTY, kind: 'company', name: '演示公司' } as const
    expect(wrongIn({ ...form, taxNumber: '9144 0300 7084 6113 6t' })).toEqual({})
    expect(wrongIn({ ...form, taxNumber: '914403007084611361' }).taxNumber).toContain('校验位')
    expect(wrongIn({ ...form, taxNumber: '9144' }).taxNumber).toContain('15 至 20 位')
    expect(wrongIn({ ...EMPTY, name: '张演示', taxNumber: '9144' })).toEqual({})
    expect(wrongIn(EMPTY).name).toContain('请填写')
  })

  test('a chosen title fills the form; a special invoice says its buyer, a person’s is ordinary', () => {
    const chosen = {
      kind: 'company',
      name: '演示公司',
      taxNumber: '91440300708461136T',
      address: '演示路',
      phone: '',
      bank: '',
    } as const
    const form = withTitle({ ...EMPTY, scope: 'season' }, chosen)
    expect(requestOf('HP1', form)).toEqual({
      orderNo: 'HP1',
      together: 'season',
      title: { kind: 'company', name: '演示公司', taxNumber: '91440300708461136T' },
    })
    const special = { ...form, document: 'special' } as const
    expect(requestOf('HP1', special)).toMatchObject({ document: 'special', title: { address: '演示路' } })
    expect(invoiceRequest.safeParse(requestOf('HP1', special)).success).toBe(true)
    const person = { ...chosen, kind: 'personal', name: '张演示', taxNumber: '' } as const
    expect(requestOf('HP1', withTitle(special, person))).toEqual({
      orderNo: 'HP1',
      together: 'season',
      title: { kind: 'personal', name: '张演示' },
    })
  })
})
