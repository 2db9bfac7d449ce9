import JSZip from 'jszip'

const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/workbook.xml':
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
}

/** A workbook of one sheet, of the XML of its rows and of what comes behind them; packed as small as it gets. */
export async function sheetOf(rows: string, behind = ''): Promise<Buffer> {
  const zip = new JSZip()
  for (const [name, text] of Object.entries(PARTS)) zip.file(name, text)
  zip.file(
    'xl/worksheets/sheet1.xml',
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData>${behind}</worksheet>`,
  )
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: 9 } })
}

const textCell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`

/** So many rows, each with a user code and one cell in Excel's last column. */
export function cellsInLastColumn(rows: number): Promise<Buffer> {
  const heading = `<row r="1">${textCell('A1', '用户编码')}</row>`
  const line = (row: number) => `<row r="${row}">${textCell(`A${row}`, String(row))}<c r="XFD${row}"><v>1</v></c></row>`
  return sheetOf(heading + Array.from({ length: rows }, (_, index) => line(index + 2)).join(''))
}

/** A small table of which all cells that Excel has are merged into one: a reader that looks at each comes to no end. */
export const everythingMerged = (): Promise<Buffer> =>
  sheetOf(
    `<row r="1">${textCell('A1', '用户编码')}</row>`,
    '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
  )

/** An ordinary household file of so many rows and ten columns. */
export function ordinarySheet(rows: number): Promise<Buffer> {
  const columns = [...'ABCDEFGHIJ']
  const line = (row: number) =>
    `<row r="${row}">${columns.map((column) => textCell(`${column}${row}`, row === 1 ? `标题${column}` : `第${row}行${(row * 7919) % 100_003}`)).join('')}</row>`
  return sheetOf(Array.from({ length: rows }, (_, index) => line(index + 1)).join(''))
}
