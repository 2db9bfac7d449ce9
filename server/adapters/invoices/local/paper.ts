import type { Typeface } from './fonts'

type Document = PDFKit.PDFDocument

export interface Setting {
  size?: number
  colour?: string
  align?: 'left' | 'right' | 'center'
  /** Room for the text, in points; a longer text is set smaller until it fits. */
  width?: number
}

/** Sets texts of a typeface that is cut into many files; y is the top of the line. */
export function createPaper(document: Document, typeface: Typeface) {
  const embedded = new Set<string>()

  function fontOf(file: string, size: number): Document {
    if (!embedded.has(file)) document.registerFont(file, typeface.fontIn(file))
    embedded.add(file)
    return document.font(file).fontSize(size)
  }

  function widthOf(text: string, size: number): number {
    return typeface.runsOf(text).reduce((width, run) => width + fontOf(run.font, size).widthOfString(run.text), 0)
  }

  function set(
    text: string,
    x: number,
    y: number,
    { size = 9, colour = '#1A1A1A', align = 'left', width }: Setting = {},
  ): void {
    let fitting = size
    let wide = widthOf(text, fitting)
    while (width !== undefined && wide > width && fitting > 4) {
      fitting -= 0.25
      wide = widthOf(text, fitting)
    }
    const spare = (width ?? wide) - wide
    let at = x + (align === 'right' ? spare : align === 'center' ? spare / 2 : 0)
    for (const run of typeface.runsOf(text)) {
      fontOf(run.font, fitting).fillColor(colour).text(run.text, at, y, { lineBreak: false })
      at += document.widthOfString(run.text)
    }
  }

  function wrap(text: string, width: number, size: number): string[] {
    const lines = ['']
    for (const letter of text) {
      const line = lines.at(-1) ?? ''
      if (line !== '' && widthOf(line + letter, size) > width) lines.push(letter)
      else lines[lines.length - 1] = line + letter
    }
    return lines
  }

  return {
    widthOf,
    set,
    /** Sets a text of any length into a box: over several lines, and smaller, until it fits. */
    fill(text: string, x: number, y: number, box: { width: number; height: number }): void {
      let size = 9
      let lines = wrap(text, box.width, size)
      while (lines.length * size * 1.25 > box.height && size > 3) {
        size -= 0.5
        lines = wrap(text, box.width, size)
      }
      lines.forEach((line, index) => {
        set(line, x, y + index * size * 1.25, { size })
      })
    },
    line(x1: number, y1: number, x2: number, y2: number, colour: string): void {
      document.moveTo(x1, y1).lineTo(x2, y2).lineWidth(0.75).strokeColor(colour).stroke()
    },
  }
}
