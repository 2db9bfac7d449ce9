import { writeFileSync } from 'node:fs'
import path from 'node:path'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { type EmptyPlace, onEachEngine } from '../support/engines'
import { heatpay } from '../support/heatpay'

const HEADING = ['用户编码', '户主', '身份证号', '小区', '用热性质', '热源', '建筑面积']
const GOOD = [
  ['6201000001', '张演示', '110105199003071239', '演示家园', '居民', '燃煤', '89.33'],
  ['6201000002', '王演示', '', '演示家园', '居民', '燃气', '100'],
]
const lines = (rows: string[][]) => [HEADING, ...rows].map((cells) => cells.join(',')).join('\r\n')

onEachEngine('a clerk registers households from the company’s own files', (newPlace) => {
  let place: EmptyPlace
  beforeEach(async () => {
    place = await newPlace()
  })
  afterEach(() => place.remove())

  const write = (name: string, bytes: Buffer) => {
    writeFileSync(path.join(place.folder, name), bytes)
    return path.join(place.folder, name)
  }
  const importFile = (file: string, ...more: string[]) =>
    heatpay(place, 'import-households', '--company', 'lanzhou', '--file', file, ...more)

  test('a wrong file: each wrong row on standard error, exit 1, nothing in; mended it goes in', async () => {
    const wrongRows = [...GOOD, ['62', '李演示', '110105199003071230', '演示家园', '居民', '燃煤', '60']]
    const wrong = await importFile(write('wrong.csv', iconv.encode(lines(wrongRows), 'gbk')), '--json')
    expect(wrong).toMatchObject({ code: 1, stdout: '' })
    expect(wrong.stderr).toMatch(
      /nothing imported, 2 fault\(s\):\nrow 4: 用户编码（userCode）：应为 10 位数字\nrow 4: 身份证号（identityNumber）：/,
    )
    expect(wrong.stderr).not.toContain('110105199003071230')

    const right = await importFile(write('right.csv', iconv.encode(lines(GOOD), 'gbk')), '--json')
    expect(right).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(right.stdout)).toEqual({ imported: 2, unchanged: 0, otherCompanies: 0, withoutPrice: [] })

    const workbook = new ExcelJS.Workbook()
    workbook.addWorksheet('用户').addRows([HEADING, ...GOOD.map((cells) => cells.with(6, cells[6] ?? ''))])
    const excel = await importFile(write('copy.xlsx', Buffer.from(await workbook.xlsx.writeBuffer())))
    expect(excel).toMatchObject({ code: 0, stdout: '0 imported, 2 unchanged, 0 rows of other companies skipped\n' })
  })

  test('a missing option is wrong usage, a missing file and an unknown company are refusals', async () => {
    const [usage, file, company] = await Promise.all([
      heatpay(place, 'import-households', '--company', 'lanzhou'),
      importFile('/nowhere.csv'),
      heatpay(
        place,
        'import-households',
        '--company',
        'harbin',
        '--file',
        write('right.csv', Buffer.from(lines(GOOD))),
      ),
    ])
    expect([usage.code, file.code, company.code]).toEqual([2, 1, 1])
    expect(file.stderr).toContain('没有这个文件')
    expect(company.stderr).toContain('no such company: harbin')
  })
})
