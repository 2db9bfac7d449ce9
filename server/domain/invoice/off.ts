/** What a resident does instead while no invoice can be asked for here: in words, with the company's own telephone where it has one. */
export function invoicesOffText({ hotline }: { hotline?: string | null | undefined }): string {
  return hotline
    ? `暂不能在线开票，请携带缴费凭证到营业厅，或拨打 ${hotline} 开具发票。`
    : '暂不能在线开票，请携带缴费凭证到营业厅开具发票。'
}

/** What the finance desk reads of it. */
export const INVOICES_OFF_FOR_STAFF = '没有启用开票服务，不能在线开票。居民到营业厅凭缴费凭证开具。'
