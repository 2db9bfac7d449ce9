import type { Household } from './household'

/** What a company registers of a household: all but what this software adds. */
export type Registration = Omit<Household, 'id' | 'company' | 'creditFen' | 'version' | 'createdAt'>

/** A column of a household file. */
export type ColumnName = 'company' | keyof Registration

/** Every column with the headings under which companies keep it; the first is how errors name it. */
export const COLUMN_HEADINGS: Record<ColumnName, readonly string[]> = {
  company: ['公司', '供热公司', '热力公司', '公司代号'],
  userCode: ['用户编码', '用户编号', '用户号', '户号', '卡号', '热力卡号'],
  owner: ['户主', '户主姓名', '产权人', '用户姓名', '姓名', '用户名称', '业主'],
  identityNumber: ['身份证号', '身份证号码', '证件号码'],
  phone: ['电话', '联系电话', '手机', '手机号', '手机号码'],
  bankCard: ['银行卡号', '银行卡', '退费银行卡', '退费银行卡号', '银行账号'],
  estate: ['小区', '小区名称', '地址'],
  building: ['楼栋', '楼号', '楼', '栋'],
  unit: ['单元', '单元号'],
  room: ['房号', '室', '室号', '门牌', '门牌号', '房间号'],
  use: ['用热性质', '用户性质', '用途', '用户类别'],
  heatSource: ['热源', '热源类型', '供热方式'],
  billing: ['计费方式', '收费方式', '计量方式'],
  buildingArea: ['建筑面积', '建筑面积(m²)', '建筑面积(平方米)', '建筑面积(㎡)', '收费面积'],
  usableArea: ['使用面积', '使用面积(m²)', '使用面积(平方米)', '使用面积(㎡)'],
  storeys: ['楼层类型', '建筑类型', '楼房或单层'],
  storeyHeight: ['层高', '层高(m)', '层高(米)'],
  service: ['用热状态', '供热状态', '状态'],
  cardHolder: ['持卡', '是否持卡', '持卡用户'],
  movedOutOn: ['搬迁协议日期', '搬迁日期', '拆迁协议日期'],
  lowIncomeApprovedFor: ['低保审核采暖季', '低保审核', '低保采暖季'],
}

const COLUMN_OF_HEADING = new Map<string, ColumnName>()
for (const name of Object.keys(COLUMN_HEADINGS) as ColumnName[]) {
  COLUMN_OF_HEADING.set(name.toLowerCase(), name)
  for (const heading of COLUMN_HEADINGS[name]) COLUMN_OF_HEADING.set(plain(heading), name)
}

/** Full-width digits, letters and brackets as their ordinary selves, without spaces: how people type headings and codes. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

/** The column that a heading stands for, Chinese or English; undefined when nobody uses that heading. */
export function columnOf(heading: string): ColumnName | undefined {
  return COLUMN_OF_HEADING.get(plain(heading))
}
