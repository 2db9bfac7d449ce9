/** The morning’s board. */
export const today = {
  title: '今日',
  help: '每一格是一天一个渠道的对账进度。',
  date: '日期',
  states: {
    collecting: '进行中',
    awaiting: '待文件',
    balanced: '已平',
    differences: '差异',
    quarantined: '已隔离',
  },
  signs: { collecting: '…', awaiting: '○', balanced: '✓', differences: '!', quarantined: '×' },
  differences: (count: number) => `差异 ${count}`,
  payments: (count: number) => `${count} 笔`,
  ours: '我方',
  theirs: '渠道',
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  chart: '每日收款（元）',
  chartSummary: (from: string, to: string, total: string) => `${from} 至 ${to} 共收款 ${total}`,
  waiting: (awaiting: number, differences: number, quarantined: number) =>
    `待文件 ${awaiting} · 差异 ${differences} · 已隔离 ${quarantined}`,
  allClear: '没有等待处理的日子',
}
