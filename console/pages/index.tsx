import type { ReactNode } from 'react'
import type { Permission } from '../../contract/staffWords'
import { text } from '../text'
import { ApplicationsPage } from './applications/ApplicationsPage'
import { DifferencePage } from './differences/DifferencePage'
import { DifferencesPage } from './differences/DifferencesPage'
import { FilesPage } from './files/FilesPage'
import { StatementImportPage } from './files/StatementImportPage'
import { HouseholdPage } from './households/HouseholdPage'
import { HouseholdsPage } from './households/HouseholdsPage'
import { InvoicesPage } from './invoices/InvoicesPage'
import { MoneyPage } from './money/MoneyPage'
import { TransfersPage } from './money/TransfersPage'
import { ReportsPage } from './reports/ReportsPage'
import { SettingsPage } from './settings/SettingsPage'
import { TodayPage } from './today/TodayPage'
import { WorkPage } from './work/WorkPage'

/** An entry of the menu, who sees it, and the addresses below it. */
export interface ConsolePage {
  path: string
  label: string
  /** One of these is enough; none means everybody. */
  anyOf: readonly Permission[]
  routes: readonly { path: string; element: ReactNode }[]
}

/** The menu in the order of ui.md, with 我的工作 behind the morning: 今日 · 差异 · 文件 · 资金 · 用户 · 申请 · 发票 · 报表 · 设置. */
const PAGES: readonly ConsolePage[] = [
  { path: '/today', label: text.menu.today, anyOf: ['view'], routes: [{ path: '/today', element: <TodayPage /> }] },
  { path: '/work', label: text.menu.work, anyOf: ['view'], routes: [{ path: '/work', element: <WorkPage /> }] },
  {
    path: '/differences',
    label: text.menu.differences,
    anyOf: ['view'],
    routes: [
      { path: '/differences', element: <DifferencesPage /> },
      { path: '/differences/:id', element: <DifferencePage /> },
    ],
  },
  {
    path: '/files',
    label: text.menu.files,
    anyOf: ['view'],
    routes: [
      { path: '/files', element: <FilesPage /> },
      { path: '/files/statement', element: <StatementImportPage /> },
    ],
  },
  {
    path: '/money',
    label: text.menu.money,
    anyOf: ['view'],
    routes: [
      { path: '/money', element: <MoneyPage /> },
      { path: '/money/transfers', element: <TransfersPage /> },
    ],
  },
  {
    path: '/households',
    label: text.menu.households,
    anyOf: ['view'],
    routes: [
      { path: '/households', element: <HouseholdsPage /> },
      { path: '/households/:id', element: <HouseholdPage /> },
    ],
  },
  {
    path: '/approvals',
    label: text.menu.approvals,
    anyOf: ['view', 'manage-staff'],
    routes: [{ path: '/approvals', element: <ApplicationsPage /> }],
  },
  {
    path: '/invoices',
    label: text.menu.invoices,
    anyOf: ['view'],
    routes: [{ path: '/invoices', element: <InvoicesPage /> }],
  },
  {
    path: '/reports',
    label: text.menu.reports,
    anyOf: ['view'],
    routes: [{ path: '/reports', element: <ReportsPage /> }],
  },
  {
    path: '/settings',
    label: text.menu.settings,
    anyOf: [],
    routes: [{ path: '/settings', element: <SettingsPage /> }],
  },
]

/** The pages that somebody with these permissions sees. */
export function pagesFor(permissions: readonly Permission[]): readonly ConsolePage[] {
  return PAGES.filter(({ anyOf }) => anyOf.length === 0 || anyOf.some((permission) => permissions.includes(permission)))
}
