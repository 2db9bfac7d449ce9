/** Its first bytes, of a container that Word and others use, too. */
export const isOldExcel = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('hex') === 'd0cf11e0'

/** What online banking often calls .xls: a page with a table, or the XML of Excel 2003, after a byte order mark or none. */
export const isTablePage = (text: string): boolean =>
  /^\uFEFF?\s*<(?:!doctype html|html|table|meta|head|style|\?xml)/i.test(text) && /<(?:table|Workbook)[\s>]/i.test(text)

/** Whether bytes are packed as workbooks are, .xlsx or .xls. */
export const isWorkbook = (bytes: Buffer): boolean =>
  bytes.subarray(0, 2).toString('latin1') === 'PK' || isOldExcel(bytes)
