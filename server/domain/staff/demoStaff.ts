import type { Role } from '../../../contract/staffWords'

/** Published in the README: they open nothing but a sandbox. Production refuses a database that ever held them. */
export const DEMO_PASSWORD = 'heatpay-demo-2026'

export const DEMO_TOTP_SECRET = 'HEATPAYDEMOHEATPAYDEMOHEATPAYDEM'

export const DEMO_STAFF: readonly { loginName: string; displayName: string; staffNumber: string; role: Role }[] = [
  { loginName: 'demo-cashier', displayName: '演示出纳', staffNumber: 'd001', role: 'cashier' },
  { loginName: 'demo-accountant', displayName: '演示会计', staffNumber: 'd002', role: 'accountant' },
  { loginName: 'demo-manager', displayName: '演示主管', staffNumber: 'd003', role: 'manager' },
  { loginName: 'demo-auditor', displayName: '演示审计', staffNumber: 'd004', role: 'auditor' },
  { loginName: 'demo-admin', displayName: '演示管理员', staffNumber: 'd005', role: 'admin' },
]
