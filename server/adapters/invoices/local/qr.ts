import qrcode from 'qrcode-generator'

/** Draws a QR code of a text, dark on light, with its left upper corner at (x, y) and so many points wide; one path, so that it stays sharp. */
export function drawQr(document: PDFKit.PDFDocument, text: string, x: number, y: number, width: number): void {
  const code = qrcode(0, 'M')
  code.addData(text, 'Byte')
  code.make()
  const modules = code.getModuleCount()
  const size = width / modules
  for (let row = 0; row < modules; row++)
    for (let column = 0; column < modules; column++)
      if (code.isDark(row, column)) document.rect(x + column * size, y + row * size, size, size)
  document.fill('#1A1A1A')
}
