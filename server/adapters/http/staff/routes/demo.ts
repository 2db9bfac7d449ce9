import type Router from '@koa/router'
import type { DemoLogins } from '../../../../../contract/console'
import { DEMO_PASSWORD, DEMO_STAFF, DEMO_TOTP_SECRET } from '../../../../application/staff/seedDemoStaff'
import { answer } from '../../respond'
import type { StaffRealm, StaffVerbs } from '../verbs'

/** Sandbox mode only: what a person needs to try the console, the code of this half minute included. */
export function demoRoutes(router: Router, { secondFactor }: StaffVerbs, { clock, mode }: StaffRealm): void {
  if (mode !== 'sandbox') return
  router.get('/console/api/demo', (context) => {
    const logins: DemoLogins = {
      password: DEMO_PASSWORD,
      totpSecret: DEMO_TOTP_SECRET,
      code: secondFactor.codeAt(DEMO_TOTP_SECRET, clock.now()),
      logins: DEMO_STAFF.map(({ loginName, role }) => ({ loginName, role })),
    }
    answer(context, logins)
  })
}
