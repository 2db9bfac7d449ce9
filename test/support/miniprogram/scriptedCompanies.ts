import { type CompaniesAnswer, companiesAnswer } from '../../../contract/company'

const SHAPE = { pattern: '^\\d{12}$', label: '用户编码', shape: '12 位数字' }

const HELP = '请核对供热合同、往年发票或用户卡；也可拨打供热热线查询。'

const SEASON = { name: '2026-2027', startsOn: '2026-11-01', endsOn: '2027-03-31' }

const byBuilding = { area: 'building', areaLabel: '建筑面积', fromBuilding: false, storeyHeight: false }

/** Two companies, as GET /api/companies would report them. */
export function scriptedCompanies(mode: CompaniesAnswer['mode'], invoicesOff?: string): CompaniesAnswer {
  return companiesAnswer.parse({
    mode,
    companies: [
      {
        id: 'beijing',
        name: '北京市热力集团',
        shortName: '北京热力',
        hotline: '96069',
        userCode: { ...SHAPE, help: HELP, ...(mode === 'sandbox' ? { example: '110100000001' } : {}) },
        season: { ...SEASON, startsOn: '2026-11-15', endsOn: '2027-03-15' },
        bindingProof: 'identity-number',
        brand: { ink: '#1E4E79', fill: '#1D5F99' },
        notices: [],
        promises: [],
      },
      {
        id: 'lanzhou',
        ...(invoicesOff === undefined ? {} : { invoicesOff }),
        name: '兰州市城区供热',
        shortName: '兰州供热',
        hotline: '8119000',
        userCode: { ...SHAPE, help: HELP, ...(mode === 'sandbox' ? { example: '101000000001' } : {}) },
        season: SEASON,
        bindingProof: 'owner-name',
        brand: { ink: '#8F3010', fill: '#C2410C' },
        notices: [
          {
            title: '供热前注水打压',
            text: '供热前要给管网注水打压。请留意小区通知，家中留人；发现漏水请用毛巾堵住，并马上打电话报修。',
          },
        ],
        promises: [
          { what: '管道漏水', within: '30 分钟内到现场' },
          { what: '户内故障', within: '2 小时内处理' },
        ],
        calculator: [
          { use: 'residential', useLabel: '居民住宅', heatSources: ['coal', 'gas'], ...byBuilding },
          { use: 'office', useLabel: '办公、教学、医院', heatSources: ['coal', 'gas'], ...byBuilding },
          { use: 'hotel', useLabel: '宾馆、饭店、招待所', heatSources: ['coal', 'gas'], ...byBuilding },
          {
            use: 'public',
            useLabel: '公建',
            heatSources: [],
            area: 'converted',
            areaLabel: '折合建筑面积',
            fromBuilding: false,
            storeyHeight: true,
          },
        ],
      },
    ],
  })
}
