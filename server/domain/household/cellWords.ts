import type { Billing, HeatSource, Service, Storeys, Use } from '../../../contract/words'
import { BILLINGS, HEAT_SOURCES, SERVICES, STOREYS, USES } from '../../../contract/words'
import { BILLING_LABELS, HEAT_SOURCE_LABELS, USE_LABELS } from '../rulebook/labels'
import { plain } from './columns'

/** A word of a closed list: the shared word itself, how it reads on a bill, or what companies write for it. */
export interface WordList<W extends string> {
  read(cell: string): W | undefined
  /** For errors: what may be written. */
  choices: string
}

function wordList<W extends string>(words: readonly W[], also: Record<W, readonly string[]>): WordList<W> {
  const found = new Map<string, W>()
  for (const word of words) for (const text of [word, ...also[word]]) found.set(plain(text), word)
  return {
    read: (cell) => found.get(plain(cell)),
    choices: words.map((word) => `${word}（${also[word][0] ?? word}）`).join('、'),
  }
}

const withLabel = <W extends string>(labels: Record<W, string>, more: Record<W, readonly string[]>) =>
  Object.fromEntries(
    (Object.keys(labels) as W[]).map((word) => [word, [labels[word], ...more[word]]]),
  ) as unknown as Record<W, readonly string[]>

export const useWords: WordList<Use> = wordList(
  USES,
  withLabel(USE_LABELS, {
    residential: ['居民', '住宅', '居民用户'],
    'low-income': ['低保', '低保用户'],
    'non-residential': ['非居民用户'],
    public: ['公共建筑', '公建用户'],
    office: ['办公', '教学', '医院'],
    hotel: ['宾馆', '饭店', '招待所', '酒店'],
    commercial: ['商业', '厂房', '商业用房'],
  }),
)

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
