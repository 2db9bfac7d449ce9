import type { Billing, HeatSource, Use } from '../../../contract/words'
import type { AreaBasis } from './prices'

/** How the shared words read on a bill and in a refusal. */
export const USE_LABELS: Record<Use, string> = {
  residential: '居民住宅',
  'low-income': '低保户',
  'non-residential': '非居民',
  public: '公建',
  office: '办公、教学、医院',
  hotel: '宾馆、饭店、招待所',
  commercial: '商业营业性用房、厂房',
}

export const HEAT_SOURCE_LABELS: Record<HeatSource, string> = {
  district: '集中供热（热网）',
  boiler: '锅炉供热',
  'coal-direct': '燃煤直供',
  'coal-indirect': '燃煤间供',
  clean: '天然气、液化气、油、电',
  coal: '燃煤',
  gas: '燃气',
}

export const BILLING_LABELS: Record<Billing, string> = { area: '按面积', metered: '按热计量' }

export const AREA_LABELS: Record<AreaBasis, string> = {
  building: '建筑面积',
  usable: '使用面积',
  converted: '折合建筑面积',
}
