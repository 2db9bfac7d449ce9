import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { formatYuan } from '../../../contract/money'
import { faultText, loadRulebookFile } from '../../adapters/rulebooks/loadRulebooks'
import { knownBanks } from '../../adapters/rulebooks/unknownBanks'
import { isRefusal } from '../../application/common/refusal'
import type { RulebookEffect } from '../../application/rulebooks/previewEffect'
import { seasonOf } from '../../domain/calendar/season'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import { findProjectDir } from '../../settings'
import type { Base } from '../../wiring/base'
import { composeStaff } from '../../wiring/staff'
import {
  type AddCommand,
  createProgress,
  orRefused,
  printAnswer,
  printProposed,
  Refused,
  type WithBase,
  WrongUsage,
} from '../command'
import { asStaff } from '../credentials'
import { givenCompany, givenSeason } from '../given'
import { approveCommand } from './approve'

/** An operator on the machine reads of every company. */
const OPERATOR = { company: ALL_COMPANIES }

interface FileOptions {
  json?: boolean
}

/** A rulebook's file, read as the start reads it; refused with every fault at file:line:column. */
function readFile(file: string) {
  if (!existsSync(file)) throw new Refused(`no such file: ${file}`)
  const read = loadRulebookFile(file, knownBanks(findProjectDir()))
  if (read.outcome === 'wrong') throw new Refused(read.faults.map(faultText).join('\n'))
  return read.loaded
}

/** `heatpay rulebook …`: a company's rules are checked, compared, previewed, proposed and approved; files alone change nothing. */
export const rulebookCommand: AddCommand = (program, withBase) => {
  const group = program
    .command('rulebook')
    .summary('check, compare, preview, propose and approve a company’s rulebook')
    .description(
      'What is in force is the version that two people approved last, not the file: a file changed on disk is proposed here,\n' +
        'and holds from its day on for what is reckoned from then on.',
    )
  addCheck(group)
  addDiff(group, withBase)
  addPreview(group, withBase)
  addHistory(group, withBase)
  addShow(group, withBase)
  addPropose(group, withBase)
  addReprice(group, withBase)
  approveCommand(group, withBase)
}

function addCheck(group: Command): void {
  group
    .command('check <file>')
    .summary('say what is wrong in a rulebook’s file, at file:line:column; needs no database')
    .option('--json', 'print one JSON document')
    .action((file: string, { json }: FileOptions) => {
      const { company, hash, rulebook } = readFile(file)
      const examples = rulebook.examples.length + rulebook.gasExamples.length
      printAnswer(json, { company, hash, examples }, `${file}: 没有错误；${examples} 个例子都算得相符`)
    })
}

function addDiff(group: Command, withBase: WithBase): void {
  group
    .command('diff <file>')
    .summary('show what a file says otherwise than the version that was approved last')
    .option('--json', 'print one JSON document')
    .action((file: string, { json }: FileOptions) =>
      withBase(async (base) => {
        const checked = orRefused(await composeStaff(base).verbs.rulebooks.check(OPERATOR, readFile(file).text))
        if (checked.outcome === 'wrong') throw new Refused(file)
        const { differences } = checked
        const said = differences.map(
          ({ path, before, after }) => `${path}: ${before ?? '（无）'} → ${after ?? '（删去）'}`,
        )
        printAnswer(json, checked, said.join('\n') || '与最后批准的版本相同')
      }),
    )
}

function effectText(effect: RulebookEffect): string {
  const { season, households, unchanged, more, less, newlyBilled, noLongerBilled, largest } = effect
  const fee = (fen: number | null) => (fen === null ? '无账单' : formatYuan(fen))
  return [
    `${season} 采暖季，共 ${households} 户：不变 ${unchanged} 户；` +
      `增加 ${more.count} 户共 ${formatYuan(more.amountFen)}；减少 ${less.count} 户共 ${formatYuan(less.amountFen)}；` +
      `新开账单 ${newlyBilled} 户；不再有账单 ${noLongerBilled} 户`,
    ...largest.map(
      ({ userCode, beforeFen, afterFen, reason }) =>
        `${userCode}: ${fee(beforeFen)} → ${fee(afterFen)}${reason ? `（${reason}）` : ''}`,
    ),
  ].join('\n')
}

function addPreview(group: Command, withBase: WithBase): void {
  group
    .command('preview <file>')
    .summary('work out what a file would change for every household of its company')
    .option('--season <years>', 'the heating season; the one that is running or the next to begin without')
    .option('--json', 'print one JSON document')
    .action((file: string, { season: years, json }: FileOptions & { season?: string }) =>
      withBase(async (base) => {
        const { text, rulebook } = readFile(file)
        const season = years === undefined ? seasonOf(rulebook, base.clock.today()).name : givenSeason(years)
        const progress = createProgress('households')
        const effect = await composeStaff(base)
          .verbs.rulebooks.preview.now(OPERATOR, { text, season }, progress.show)
          .finally(progress.end)
        if (isRefusal(effect)) return void orRefused(effect)
        printAnswer(json, effect, effectText(effect))
      }),
    )
}

function addHistory(group: Command, withBase: WithBase): void {
  group
    .command('history')
    .summary('list a company’s versions: who proposed and approved them, and from which day they hold')
    .requiredOption('--company <id>', 'the heating company, e.g. baoji')
    .option('--json', 'print one JSON document')
    .action(({ company: given, json }: FileOptions & { company: string }) =>
      withBase(async (base) => {
        const company = givenCompany(base, given)
        const { text: _, ...shown } = orRefused(await composeStaff(base).verbs.rulebooks.show(company))
        const lines = shown.versions.map(
          ({ sequence, effectiveOn, madeBy, approvedBy, reason, hash }) =>
            `${sequence === shown.inForce ? '*' : ' '} 第 ${sequence} 版  ${effectiveOn ?? '最初'} 起  ${madeBy} → ${approvedBy ?? '—'}  ${reason}\n    ${hash}`,
        )
        printAnswer(json, shown, lines.join('\n'))
      }),
    )
}

function addShow(group: Command, withBase: WithBase): void {
  group
    .command('show')
    .summary('print the text of a version: of the one in force, or of another')
    .requiredOption('--company <id>', 'the heating company, e.g. baoji')
    .option('--number <n>', 'which version; the one in force without')
    .option('--json', 'print one JSON document')
    .action(({ company: given, number, json }: FileOptions & { company: string; number?: string }) =>
      withBase(async (base) => {
        const company = givenCompany(base, given)
        if (number !== undefined && !/^[1-9]\d{0,5}$/.test(number)) throw new WrongUsage('--number: e.g. 2')
        const version = number === undefined ? undefined : Number(number)
        const { shown, text } = orRefused(await composeStaff(base).verbs.rulebooks.show(company, version))
        printAnswer(json, { company, version: shown, text }, text)
      }),
    )
}

function addPropose(group: Command, withBase: WithBase): void {
  group
    .command('propose <file>')
    .summary('propose a file as the company’s next version; another person approves it')
    .requiredOption('--from <day>', 'the first day on which it holds, e.g. 2027-07-01: today or later')
    .requiredOption('--reason <text>', 'why, e.g. the notice that changed the price')
    .requiredOption('--login <name>', 'who proposes')
    .option('--json', 'print one JSON document')
    .action((file: string, options: FileOptions & { from: string; reason: string; login: string }) =>
      withBase(async (base) => {
        const { from: effectiveOn, reason, login, json } = options
        if (!/^\d{4}-\d{2}-\d{2}$/.test(effectiveOn)) throw new WrongUsage('--from: a day, e.g. 2027-07-01')
        const { company, text } = readFile(file)
        await asStaff(base, { loginName: login, permission: 'propose', company }, async (staff, { rulebooks }) =>
          printProposed(json, orRefused(await rulebooks.proposeVersion(staff, { text, effectiveOn, reason }))),
        )
      }),
    )
}

interface RepriceOptions extends FileOptions {
  company: string
  season: string
  takeBack?: boolean
  list?: boolean
  reason?: string
  login?: string
}

async function listEffects(
  base: Base,
  of: { kind: 'reprice-bills' | 'take-back-bills'; company: string; season: string },
  json?: boolean,
) {
  const shown = orRefused(await composeStaff(base).verbs.rulebooks.showRepricing(OPERATOR, of))
  const lines = shown.effects.map(
    ({ userCode, fromFen, toFen, left }) =>
      `${userCode}: ${formatYuan(fromFen)} → ${formatYuan(toFen)}${left ? `（不变：${left}）` : ''}`,
  )
  printAnswer(json, shown, lines.join('\n') || '没有要重新计价的账单')
}

function addReprice(group: Command, withBase: WithBase): void {
  group
    .command('reprice')
    .summary('propose to reckon a season’s open bills again by the version in force, or to take them back')
    .requiredOption('--company <id>', 'the heating company, e.g. baoji')
    .requiredOption('--season <years>', 'the heating season, e.g. 2026-2027')
    .option('--take-back', 'take the bills back: they charge nothing until they are reckoned again')
    .option('--list', 'only list what it would do to each bill')
    .option('--reason <text>', 'why')
    .option('--login <name>', 'who proposes')
    .option('--json', 'print one JSON document')
    .action((options: RepriceOptions) =>
      withBase(async (base) => {
        const { takeBack, list, reason, login, json } = options
        const [season, company] = [givenSeason(options.season), givenCompany(base, options.company)]
        const kind = takeBack ? 'take-back-bills' : 'reprice-bills'
        if (list) return listEffects(base, { kind, company, season }, json)
        if (!reason || !login) throw new WrongUsage('--reason and --login: why, and who proposes')
        await asStaff(base, { loginName: login, permission: 'propose', company }, async (staff, { rulebooks }) =>
          printProposed(json, orRefused(await rulebooks.proposeRepricing(staff, { kind, company, season, reason }))),
        )
      }),
    )
}
