import {
  BILLINGS,
  type Billing,
  HEAT_SOURCES,
  type HeatSource,
  SERVICES,
  type Service,
  STOREYS,
  type Storeys,
  type Use,
} from '../../../contract/words'
import { BILLING_LABELS, HEAT_SOURCE_LABELS, USE_LABELS } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'
import type { HouseholdFacts } from '../tariff/area'
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
  particulars: ['补充登记', '其他登记', '补充信息'],
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

/** A word of a closed list: the shared word itself, how it reads on a bill, or what companies write for it. */
export interface WordList<W extends string> {
  read(cell: string): W | undefined
  /** For errors: what may be written. */
  choices: string
}

function wordList<W extends string>(words: readonly W[], also: Record<W, readonly string[]>): WordList<W> {
  const found = new Map<string, W>()
  for (const word of words) for (const text of [word, ...(also[word] ?? [])]) found.set(plain(text), word)
  return {
    read: (cell) => found.get(plain(cell)),
    choices: words.map((word) => `${word}（${also[word]?.[0] ?? word}）`).join('、'),
  }
}

const withLabel = <W extends string>(labels: Record<W, string>, more: Record<W, readonly string[]>) =>
  Object.fromEntries(
    (Object.keys(labels) as W[]).map((word) => [word, [labels[word], ...more[word]]]),
  ) as unknown as Record<W, readonly string[]>

const COMMON_USES = withLabel(USE_LABELS, {
  residential: ['居民', '住宅', '居民用户'],
  'low-income': ['低保', '低保用户'],
  'non-residential': ['非居民用户'],
  public: ['公共建筑', '公建用户'],
  office: ['办公', '教学', '医院'],
  hotel: ['宾馆', '饭店', '招待所', '酒店'],
  commercial: ['商业', '厂房', '商业用房', '礼堂', '车间'],
})

/** The uses of a company: the common ones, and before them those that its file defines. */
export function wordsOfUses({ uses }: Pick<Rulebook, 'uses'>): WordList<Use> {
  const own = Object.fromEntries(Object.entries(uses).map(([use, { label, also }]) => [use, [label, ...also]]))
  // The last one with a heading has it: what the file says goes before what is common.
  const all: Record<Use, readonly string[]> = { ...COMMON_USES, ...own }
  return wordList(Object.keys(all), all)
}

export const heatSourceWords: WordList<HeatSource> = wordList(
  HEAT_SOURCES,
  withLabel(HEAT_SOURCE_LABELS, {
    district: ['集中供热', '城市热网', '热网'],
    boiler: ['锅炉', '锅炉房'],
    'coal-direct': [],
    'coal-indirect': [],
    clean: ['清洁能源', '电', '油', '天然气'],
    coal: ['煤'],
    gas: [],
    'own-boiler': ['自采暖', '壁挂炉', '自有壁挂炉'],
  }),
)

export const billingWords: WordList<Billing> = wordList(
  BILLINGS,
  withLabel(BILLING_LABELS, { area: ['面积', '面积收费'], metered: ['计量', '热计量', '计量收费'] }),
)

export const storeysWords: WordList<Storeys> = wordList(STOREYS, {
  multi: ['楼房', '多层'],
  single: ['单层', '平房'],
})

export const serviceWords: WordList<Service> = wordList(SERVICES, {
  heating: ['用热', '供热', '正常', '在用'],
  suspended: ['停热', '报停', '停用'],
})

/** Yes and no, as tables have them. */
export const flagWords: WordList<'true' | 'false'> = wordList(['true', 'false'], {
  true: ['是', '1', 'yes', '持卡', '有'],
  false: ['否', '0', 'no', '非持卡', '无'],
})

/** What a season's fee depends on, from what is registered of a household. */
export function factsOf(household: Registration): HouseholdFacts {
  return {
    use: household.use,
    heatSource: household.heatSource ?? undefined,
    billing: household.billing,
    buildingArea: household.buildingArea,
    usableArea: household.usableArea ?? undefined,
    storeys: household.storeys ?? undefined,
    storeyHeight: household.storeyHeight ?? undefined,
    service: household.service,
    movedOutOn: household.movedOutOn ?? undefined,
    ...household.particulars,
  }
}
