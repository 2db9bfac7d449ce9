import { type Billing, type CommonUse, type HeatSource, USES, type Use } from '../../../contract/words'
import type { Rulebook } from './rulebook'

/** How the uses that need no definition read on a bill and in a refusal. */
export const USE_LABELS: Record<CommonUse, string> = {
  residential: '居民住宅',
  'low-income': '低保户',
  'non-residential': '非居民',
  public: '公建',
  office: '办公、教学、医院',
  hotel: '宾馆、饭店、招待所',
  commercial: '商业营业性用房、厂房',
}

/** Whether a use is one of those that need no definition. */
export function isCommonUse(use: Use): use is CommonUse {
  return (USES as readonly string[]).includes(use)
}

/** How a use reads in a company's words: its own definition first. */
export function labelOfUse(rulebook: Pick<Rulebook, 'uses'>, use: Use): string {
  return rulebook.uses[use]?.label ?? (isCommonUse(use) ? USE_LABELS[use] : use)
}

/** As which common use a use is taxed (formats.md 6.2): its definition says so. */
export function taxedAs(rulebook: Pick<Rulebook, 'uses'>, use: Use): Use {
  return rulebook.uses[use]?.taxedAs ?? use
}

/** Every use that a company knows with how it reads: those of its file first, then the common ones. */
export function labelsOfUses(rulebook: Pick<Rulebook, 'uses'>): Record<Use, string> {
  const own = Object.fromEntries(Object.entries(rulebook.uses).map(([use, { label }]) => [use, label]))
  return { ...USE_LABELS, ...own }
}

export const HEAT_SOURCE_LABELS: Record<HeatSource, string> = {
  district: '集中供热（热网）',
  boiler: '锅炉供热',
  'coal-direct': '燃煤直供',
  'coal-indirect': '燃煤间供',
  clean: '天然气、液化气、油、电',
  coal: '燃煤',
  gas: '燃气',
  'own-boiler': '自采暖（自有燃气壁挂炉）',
}

export const BILLING_LABELS: Record<Billing, string> = { area: '按面积', metered: '按热计量' }

const AREA_LABELS: Readonly<Record<string, string>> = {
  building: '建筑面积',
  usable: '使用面积',
  converted: '折合建筑面积',
}

/** How a kind of area reads: its definition in the company's file first. */
export function areaLabel(rulebook: Pick<Rulebook, 'areas'>, kind: string): string {
  return rulebook.areas[kind]?.label ?? AREA_LABELS[kind] ?? kind
}
