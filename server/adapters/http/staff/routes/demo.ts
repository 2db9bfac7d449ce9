import { demoLogins } from '../../../../../contract/console'
import { DEMO_PASSWORD, DEMO_STAFF, DEMO_TOTP_SECRET } from '../../../../domain/staff/demoStaff'
import { consoleRoute, type Route } from '../../routing/route'

/** Sandbox mode only: what a person needs to try the console, the code of this half minute included. */
export const DEMO_ROUTES: readonly Route[] = [
  consoleRoute({
    method: 'get',
    path: '/console/api/demo',
    summary: '演示账号（仅沙箱）',
    sandboxOnly: true,
    answer: demoLogins,
    answerTo: ({ verbs, realm }) => ({
      password: DEMO_PASSWORD,
      totpSecret: DEMO_TOTP_SECRET,
      code: verbs.secondFactor.codeAt(DEMO_TOTP_SECRET, realm.clock.now()),
      logins: DEMO_STAFF.map(({ loginName, role }) => ({ loginName, role })),
    }),
  }),
]
