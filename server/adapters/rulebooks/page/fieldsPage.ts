import { rulebookSchema } from '../../../domain/rulebook/rulebook'
import { FIELD_WORDS } from './fieldWords'
import { table } from './rules'
import { type SchemaField, schemaFields } from './schemaFields'

/** Structures that stand in several places, each with a table of its own: where they stand, and their shared name. */
const SHARED: readonly [RegExp, string][] = [
  [/^areaPrices\[\]\.lines\[\]\./, 'line.'],
  [/^meteredPrices\[\]\.(base|prepay\[\])\./, 'line.'],
  [/^(areaPrices|meteredPrices)\[\]\.(?=uses|heatSources|categories|seasons)/, 'whom.'],
  [/^.*\.(?=for$)/, 'for.'],
  [/^.*\.for\./, 'for.'],
  [/^refunds\.(publicity|applications|objections)\.(?=from|to)/, 'window.'],
]

/** A field's path under the name of the structure that it belongs to. */
export function sharedPath(path: string): string {
  const [pattern, name] = SHARED.find(([one]) => one.test(path)) ?? []
  return pattern === undefined || name === undefined ? path : path.replace(pattern, name)
}

/** Fields that every rule has, told once. */
const isCited = (path: string): boolean => /(^|[.\]}])(rule|source)$/.test(path) && !path.endsWith('changes[].source')

/** Fields of the schema that have no words, and words of fields that it does not have. */
export function wordlessFields(): { wordless: string[]; unknown: string[] } {
  const paths = new Set(
    schemaFields(rulebookSchema)
      .map(({ path }) => sharedPath(path))
      .filter((path) => !isCited(path)),
  )
  return {
    wordless: [...paths].filter((path) => FIELD_WORDS[path] === undefined),
    unknown: Object.keys(FIELD_WORDS).filter((path) => !paths.has(path)),
  }
}

const SECTIONS: readonly [string, string][] = [
  ['line.', '价格行'],
  ['whom.', '价格适用于谁'],
  ['for.', '适用范围'],
  ['window.', '日期'],
]

/** The reference of all fields of a rulebook in Chinese, generated from its schema (docs/rulebook-fields.zh-CN.md). */
export function fieldsPage(): string {
  const seen = new Set<string>()
  const fields = schemaFields(rulebookSchema).flatMap((field) => {
    const path = sharedPath(field.path)
    if (isCited(path) || seen.has(path)) return []
    seen.add(path)
    return [{ ...field, path }]
  })
  const isShared = ({ path }: SchemaField) => SECTIONS.some(([prefix]) => path.startsWith(prefix))
  const groups = new Map<string, SchemaField[]>()
  for (const field of fields.filter((one) => !isShared(one))) {
    const name = field.path.split(/[.[{]/)[0] ?? field.path
    groups.set(name, [...(groups.get(name) ?? []), field])
  }
  const shared = SECTIONS.map(([prefix, title]) => {
    const own = fields.filter(({ path }) => path.startsWith(prefix))
    return [
      `## ${title}`,
      fieldTable(
        own.map((field) => ({ ...field, path: field.path.slice(prefix.length) })),
        prefix,
      ),
    ].join('\n\n')
  })
  const own = [...groups].map(([name, group]) => [`## ${name}`, fieldTable(group, '')].join('\n\n'))
  return `${[HEAD, ...shared, ...own].join('\n\n')}\n`
}

const HEAD = `# 规则文件字段说明

<!-- 由规则文件的结构生成，请勿手改：UPDATE_RULEBOOK_FIELDS=1 npx jest test/adapters/rulebooks -->

一家公司一个文件：\`config/rulebooks/公司代号.yaml\`。请从模板 \`config/rulebook-template.yaml\` 开始写；\`config/rulebooks/examples/\` 有十二个城市的例子。

- \`[]\` 表示列表里的每一项，\`{}\` 表示自己起的名字。没有写明的字段会被拒绝，错误会指出第几行、哪个字段。
- 金额写元；百分数写 \`30%\`；月日写 \`MM-DD\`；日期写 \`YYYY-MM-DD\`；是、否写 \`true\`、\`false\`。
- 每条规则都有 \`rule\`（规则编号，1 至 3 个大写字母加 1 至 2 位数字，自己编，例如 LZ2）和 \`source\`（依据，\`sources\` 里的名字），账单上会印出来；下面不再重复。
- 公告没有的规则不写：系统会拒绝，不会猜。`

function fieldTable(fields: readonly SchemaField[], prefix: string): string {
  const rows = fields.map(({ path, kind, need }) => [
    `\`${path}\``,
    kind,
    need === 'required' ? '必写' : need === 'optional' ? '可不写' : `不写为 ${need.default}`,
    FIELD_WORDS[prefix + path] ?? '',
  ])
  return table(['字段', '写什么', '必写吗', '说明'], rows)
}
