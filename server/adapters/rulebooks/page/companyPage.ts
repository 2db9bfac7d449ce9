import { seasonDates } from '../../../domain/calendar/season'
import { HEAT_SOURCE_LABELS } from '../../../domain/rulebook/labels'
import type { Rulebook } from '../../../domain/rulebook/rulebook'
import { workedExamples } from './examples'
import { bullets, section, table } from './markdown'
import { areaPriceSection, gasTierSection, meteredPriceSection } from './prices'
import { afterSeasonSection, ruleSection, serviceSection } from './rules'

/**
 * A company's rules as a Markdown page (docs/companies), with every number worked out by the same domain that bills
 * households. A pure function of the rulebook: a test compares it with the page on file, so that neither drifts.
 */
export function companyPage(rulebook: Rulebook): string {
  const sections = [
    header(rulebook),
    areaPriceSection(rulebook),
    meteredPriceSection(rulebook),
    ruleSection(rulebook),
    gasTierSection(rulebook),
    afterSeasonSection(rulebook),
    serviceSection(rulebook),
    workedExamples(rulebook),
    sourceSection(rulebook),
  ]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

/** The season whose dates the page shows. */
const PAGE_SEASON = '2025-2026'

function header(rulebook: Rulebook): string {
  const { startsOn, endsOn, days } = seasonDates(rulebook, PAGE_SEASON)
  const { userCode, season, due } = rulebook
  const proof = rulebook.bindingProof === 'identity-number' ? '户主身份证号' : '户主姓名'
  return [
    `# ${rulebook.name}`,
    `<!-- 由 config/rulebooks/${rulebook.id}.yaml 生成，请勿手改：UPDATE_COMPANY_PAGES=1 npx jest test/adapters/rulebooks -->`,
    rulebook.example ? '**虚构的示例公司，仅用于说明规则如何组合。**' : '',
    table(
      ['项目', '内容'],
      [
        ['代号', `\`${rulebook.id}\``],
        ['城市', rulebook.city],
        ['客服热线', rulebook.hotline ?? '公告未载明'],
        ['热源', rulebook.heatSources.map((source) => HEAT_SOURCE_LABELS[source]).join('；')],
        [userCode.label, `${userCode.shape}（\`${userCode.pattern}\`）。${userCode.help}`],
        ['绑定凭据', proof],
        [
          `采暖季（${season.rule}）`,
          `${season.start} 至次年 ${season.end}；${PAGE_SEASON} 为 ${startsOn} 至 ${endsOn}，共 ${days} 天`,
        ],
        ...(season.promisedCelsius ? [['室温承诺', `不低于 ${season.promisedCelsius} ℃`]] : []),
        ...(due ? [[`缴费期限（${due.rule}）`, `${due.on} 前（含当日）`]] : []),
      ],
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function sourceSection({ sources }: Rulebook): string {
  return section('依据', [bullets(Object.entries(sources).map(([key, document]) => `\`${key}\` ${document}`))])
}
