import type { KnownResident } from './knownResident'

/** A page in one of its states: how it is opened, and by which words one sees that it is there. */
export interface PictureOf {
  name: string
  page: string
  company?: string
  query?(of: KnownResident): Record<string, string>
  sees: string | RegExp
}

/** Pages as they are in November; together with those in May they are all pages of the program. */
export const IN_NOVEMBER: readonly PictureOf[] = [
  { name: 'home', page: 'home', sees: '您要缴哪一户？' },
  { name: 'home of one household', page: 'home', company: 'beijing', sees: '您要缴哪一户？' },
  { name: 'company', page: 'company', sees: '您家由哪一家公司供热？' },
  { name: 'lookup', page: 'lookup', sees: '在哪里找？' },
  { name: 'confirm', page: 'confirm', query: () => ({ code: '6201000005' }), sees: '是这一户吗？' },
  { name: 'bill', page: 'bill', query: ({ owing }) => ({ household: owing }), sees: /立即缴费/ },
  { name: 'bill partly paid', page: 'bill', query: ({ partly }) => ({ household: partly }), sees: /立即缴费/ },
  { name: 'bill with arrears', page: 'bill', query: ({ arrears }) => ({ household: arrears }), sees: /往季欠费/ },
  { name: 'bill suspended', page: 'bill', query: ({ suspended }) => ({ household: suspended }), sees: /演示|样例/ },
  {
    ...{ name: 'bill of low income refused', page: 'bill', company: 'baoji' },
    query: ({ lowIncome }) => ({ household: lowIncome }),
    sees: /低保|没有账单|账单/,
  },
  { name: 'part', page: 'part', query: ({ owing }) => ({ household: owing }), sees: '这次缴多少？' },
  {
    ...{ name: 'part where none is allowed', page: 'part', company: 'beijing' },
    query: ({ gas }) => ({ household: gas }),
    sees: /不能分次|这次缴多少/,
  },
  { name: 'result', page: 'result', query: ({ order }) => ({ no: order }), sees: '已到账' },
  { name: 'history', page: 'history', sees: '已到账' },
  { name: 'order', page: 'order', query: ({ order }) => ({ no: order }), sees: '付款方式' },
  { name: 'invoice to ask for', page: 'invoiceRequest', query: ({ order }) => ({ no: order }), sees: /发票/ },
  { name: 'invoices', page: 'invoices', sees: '陈示范' },
  { name: 'invoice', page: 'invoice', query: ({ invoice }) => ({ id: invoice }), sees: '陈示范' },
  { name: 'mine', page: 'mine', sees: /大字/ },
  { name: 'help', page: 'help', company: 'beijing', sees: '客服与报修电话' },
  { name: 'calculator', page: 'calculator', sees: '算一算' },
  { name: 'gas fee', page: 'gasFee', sees: /燃气/ },
  {
    ...{ name: 'services', page: 'services', company: 'tangshan' },
    query: ({ cold }) => ({ household: cold }),
    sees: '您要办理什么？',
  },
  {
    ...{ name: 'service', page: 'service', company: 'baoji' },
    query: ({ service }) => ({ household: service }),
    sees: '现在不在办理时间内',
  },
  { name: 'consent', page: 'consent', query: ({ owing }) => ({ household: owing }), sees: /分次/ },
  {
    ...{ name: 'temperature', page: 'temperature', company: 'tangshan' },
    query: ({ cold }) => ({ household: cold }),
    sees: /家里哪里冷|报修/,
  },
  { name: 'gas', page: 'gas', company: 'beijing', query: ({ gas }) => ({ household: gas }), sees: /申报/ },
  { name: 'claim', page: 'claim', query: ({ order }) => ({ no: order }), sees: '本来想缴给哪一户？' },
  { name: 'applications', page: 'applications', company: 'tangshan', sees: '等待办理' },
  {
    ...{ name: 'application', page: 'application', company: 'tangshan' },
    query: ({ application }) => ({ id: application }),
    sees: '等待办理',
  },
  {
    name: 'settlement before its time',
    page: 'settlement',
    company: 'binzhou',
    query: ({ settled }) => ({ household: settled }),
    sees: '结算结果还没有公示',
  },
]

/** Pages after the season, when the results have just been published. */
export const IN_MAY: readonly PictureOf[] = [
  {
    name: 'settlement',
    page: 'settlement',
    company: 'binzhou',
    query: ({ settled }) => ({ household: settled }),
    sees: /应退给您|应补/,
  },
  {
    name: 'objection',
    page: 'objection',
    company: 'binzhou',
    query: ({ settled }) => ({ household: settled }),
    sees: /异议/,
  },
  {
    name: 'refund',
    page: 'refund',
    company: 'binzhou',
    query: ({ settled }) => ({ household: settled }),
    sees: /结算结果|退/,
  },
  {
    name: 'services after the season',
    page: 'services',
    company: 'binzhou',
    query: ({ settled }) => ({ household: settled }),
    sees: '您要办理什么？',
  },
]
