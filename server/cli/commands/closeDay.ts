import { civilDate } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import { composeStaff } from '../../wiring/staff'
import { type AddCommand, orRefused, printAnswer, Refused, WrongUsage } from '../command'
import { asStaff } from '../credentials'
import { givenCompany } from '../given'

interface Options {
  company: string
  date: string
  check?: boolean
  login?: string
  json?: boolean
}

const STATE_NAMES = { open: '还不能关账', ready: '可以关账', closed: '已关账' } as const

/** `heatpay close-day`: closes a company's day for good, or says what keeps it open. */
export const closeDayCommand: AddCommand = (program, withBase) => {
  program
    .command('close-day')
    .summary("close a company's day for good, or --check what keeps it open")
    .description(
      'Closes a day: nothing is booked on it any more, no file or run of it is taken. Days are closed in order. Exit code 1\n' +
        'with what keeps the day open. Password and one-time code are asked for at a terminal; a script gives them as the\n' +
        'first two lines of standard input.',
    )
    .requiredOption('--company <id>', 'the heating company')
    .requiredOption('--date <day>', 'the civil day')
    .option('--check', 'only say how far the day is; needs no login')
    .option('--login <name>', 'who closes')
    .option('--json', 'print one JSON document')
    .action(({ company, date, check, login, json }: Options) =>
      withBase(async (base) => {
        if (!civilDate.safeParse(date).success) throw new WrongUsage('--date: a day that exists, e.g. 2026-11-20')
        givenCompany(base, company)
        if (check) {
          const state = await composeStaff(base).verbs.closings.state(company, date)
          printAnswer(
            json,
            state,
            [STATE_NAMES[state.state], ...[...state.blocks, ...state.notes].map(({ says }) => says)].join('\n'),
          )
          if (state.state === 'open') throw new Refused(`${date} 还不能关账`)
          return
        }
        if (login === undefined) throw new WrongUsage('--login: who closes, or --check')
        await asStaff(base, { loginName: login, permission: 'close-day', company }, async (staff, { closings }) => {
          const closure = orRefused(await closings.close(company, date, staff))
          const text = `${date} 已关账：${closure.transfers} 条分录，发生额 ${formatYuan(closure.amountFen)}`
          printAnswer(json, closure, text)
        })
      }),
    )
}
