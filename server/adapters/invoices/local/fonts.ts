import { readFileSync } from 'node:fs'
import path from 'node:path'
import { sfntOf } from './sfnt'

/** A file of the typeface with the letters that it holds. */
interface Face {
  file: string
  ranges: [from: number, to: number][]
}

/** A stretch of text that one font file can set. */
export interface Run {
  font: string
  text: string
}

/** Stands for a letter that the typeface lacks, as printers do. */
const LACKING = '〓'

/**
 * Noto Sans SC, which comes cut into some hundred files by unicode range (as web pages load it): finds the file for each
 * letter, so that rare letters of names are set too, and only what is used is embedded.
 */
export function notoSansSC() {
  const stylesheet = require.resolve('@fontsource/noto-sans-sc/400.css')
  const folder = path.dirname(stylesheet)
  const faces = facesIn(readFileSync(stylesheet, 'utf8'))
  const known = new Map<string, string | undefined>()

  function fileFor(letter: string): string | undefined {
    if (!known.has(letter)) {
      const point = letter.codePointAt(0) ?? 0
      const face = faces.find(({ ranges }) => ranges.some(([from, to]) => from <= point && point <= to))
      known.set(letter, face && path.join(folder, face.file))
    }
    return known.get(letter)
  }

  const unpacked = new Map<string, Buffer>()

  return {
    /** A file's font, as PDFs embed it. */
    fontIn(file: string): Buffer {
      const font = unpacked.get(file) ?? sfntOf(readFileSync(file))
      unpacked.set(file, font)
      return font
    },
    /** The letters of a text that the typeface lacks, each once. */
    lacking: (text: string): string[] => [...new Set([...text].filter((letter) => fileFor(letter) === undefined))],
    /** Cuts a text into runs of one font file each. */
    runsOf(text: string): Run[] {
      const runs: Run[] = []
      for (const given of text) {
        const letter = fileFor(given) === undefined ? LACKING : given
        const font = fileFor(letter) ?? ''
        const last = runs.at(-1)
        if (last?.font === font) last.text += letter
        else runs.push({ font, text: letter })
      }
      return runs
    },
  }
}

export type Typeface = ReturnType<typeof notoSansSC>

function facesIn(css: string): Face[] {
  return [...css.matchAll(/url\(\.\/(files\/[^)]+\.woff)\)[^;]*;\s*unicode-range:\s*([^;]+);/g)].map(
    ([, file = '', ranges = '']) => ({
      file,
      ranges: ranges.split(',').map((range) => {
        const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
      }),
    }),
  )
}
