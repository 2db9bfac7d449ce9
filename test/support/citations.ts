import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, sourcesBelow } from './sources'

/** A document as citations see it: its headings in their words, and the numbers of its sections and their items. */
interface Document {
  headings: string[]
  sections: Set<string>
  /** In lower case, with single blanks. */
  words: string
}

/** All that can be cited: documents by file name, rules of fees and of the money path by number, rules of the house. */
export interface Law {
  documents: Map<string, Document>
  /** C1 … BZ8, M1 … M9. */
  rules: Set<string>
  /** How many rules the house has. */
  houseRules: number
  /** Companies whose rules domain.md has, so that their rulebooks cite no others. */
  companies: string[]
}

/** Files that the software writes, and that are therefore no documents of ours. */
const WRITTEN = new Set(['report.md'])

const singleBlanks = (text: string) => text.replace(/\s+/g, ' ')

/** Sections by number ("2", "2.3"), their lettered parts ("5.3 c") and, where a section is a list, its items ("10.3"). */
function sectionsOf(page: string): Set<string> {
  const sections = new Set<string>()
  let section = ''
  for (const line of page.replace(/^```[\s\S]*?^```/gm, '').split('\n')) {
    const heading = /^#{2,4} (\d+(?:\.\d+)?)[. ]/.exec(line)
    if (heading?.[1]) {
      section = heading[1]
      sections.add(section)
    } else if (section !== '') {
      const part = /^([a-z])\) /.exec(line)
      const item = /^(\d+)\. /.exec(line)
      if (part) sections.add(`${section} ${part[1]}`)
      if (item) sections.add(`${section}.${item[1]}`)
    }
  }
  return sections
}

function documentOf(page: string): Document {
  const headings = [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,4} (?:\d+(?:\.\d+)?\.? )?(.+)$/gm)]
  return {
    headings: headings.map(([, heading = '']) => heading.replace(/`/g, '').trim()),
    sections: sectionsOf(page),
    words: singleBlanks(page).toLowerCase(),
  }
}

/** Reads what can be cited from docs/, bench/ and the project's first folder. */
export function readLaw(): Law {
  const files = [...sourcesBelow(['docs', 'bench'], /\.md$/), 'README.md', 'README.zh-CN.md', 'CHANGELOG.md']
  const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
  const fees = read('docs/spec/domain.md')
  const house = read('docs/architecture.md')
  const between = (page: string, from: string) => page.split(`\n## ${from}\n`)[1]?.split('\n## ')[0] ?? ''
  return {
    documents: new Map(files.map((file) => [path.posix.basename(file), documentOf(read(file))])),
    rules: new Set(
      [
        ...fees.matchAll(/^- \*\*([A-Z]{1,2}\d+)\b/gm),
        ...between(house, 'Rules of the money path').matchAll(/^\| (M\d+) \|/gm),
      ].map(([, rule = '']) => rule),
    ),
    houseRules: [...between(house, 'Rules of the house').matchAll(/^\d+\. /gm)].length,
    companies: [...fees.matchAll(/^## \d+\. .+ — `([^`]+)`$/gm)].map(([, id = '']) => id),
  }
}

/** Comments and paragraphs break citations over lines: the lines are joined, without what comments begin with. */
const joined = (text: string) => text.replace(/\r?\n[ \t]*(?:\*(?!\/)|\/\/|#+|--|>)?[ \t]*/g, ' ')

const NUMBER = String.raw`\d+(?:\.\d+)?(?: [a-z]\b)?`
const NUMBERS = new RegExp(`^ (${NUMBER}(?:(?:, | and |–|…| or )${NUMBER})*)`)
const RULE = /(?<![\w.$#-])(?:BJ|TS|LZ|BO|BZ|C|M)\d{1,2}(?![\w-]|\.\d|[ ,]-?\d)/g
/** Cells of a sheet look like rules: `A1:C12`, `getCell('C12')`, `r="C12"`. */
const CELL = /[A-Z]{1,3}\d+:[A-Z]{1,3}\d+|[cC]ell\(['"`][A-Z]+\d+|\br=["'][A-Z]+\d+/g

/** What a document is cited for, from the words behind its name; gives what of that does not exist. */
function missingIn(name: string, document: Document, behind: string): string[] {
  const numbers = NUMBERS.exec(behind)?.[1]
  if (numbers !== undefined) {
    return numbers
      .split(/, | and |–|…| or /)
      .filter((number) => !document.sections.has(number))
      .map((number) => `${name} ${number}`)
  }
  const phrase = /^, ([A-Z][^.;:),"'`*|→]*)/.exec(behind)?.[1]?.trim()
  if (phrase !== undefined && !/^[A-Z]{1,2}\d/.test(phrase)) {
    const isThere = document.headings.some((heading) => heading.startsWith(phrase) || phrase.startsWith(`${heading} `))
    return isThere ? [] : [`${name}, ${phrase}`]
  }
  const quote = name === 'faults.md' ? /^: ([^.;)"'`]+)/.exec(behind)?.[1]?.trim() : undefined
  return quote !== undefined && !document.words.includes(quote.toLowerCase()) ? [`${name}: ${quote}`] : []
}

/** Every citation in a text that leads nowhere, as it would be looked up; `file` is where the text stands. */
export function brokenCitations(text: string, law: Law, file = ''): string[] {
  const broken: string[] = []
  const flat = joined(text)
  for (const { 0: name, index } of flat.matchAll(/[\w-]+(?:\.zh-CN)?\.md\b/g)) {
    if (WRITTEN.has(name) || flat[index - 1] === '%') continue
    const document = law.documents.get(name)
    if (!document) broken.push(name)
    else
      broken.push(
        ...missingIn(name, document, flat.slice(index + name.length, index + name.length + 200).replace(/^`/, '')),
      )
  }
  for (const [rule] of flat.replace(CELL, '').matchAll(RULE)) if (!law.rules.has(rule)) broken.push(rule)
  for (const [, number] of flat.matchAll(/\brule (\d+)\b/g)) {
    if (Number(number) < 1 || Number(number) > law.houseRules) broken.push(`rule ${number}`)
  }
  const rulebook = /^config\/rulebooks\/([^/]+)\.yaml$/.exec(file)?.[1]
  if (rulebook !== undefined && law.companies.includes(rulebook)) {
    for (const [, rule = ''] of text.matchAll(/\brule: *([^,}\s]+)/g))
      if (!law.rules.has(rule)) broken.push(`rule: ${rule}`)
  }
  return [...new Set(broken)]
}

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

/** Every link of a page that leads to no file, or to no heading of the page that it leads to. */
export function brokenLinks(page: string, file: string): string[] {
  const links = [...page.replace(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false
    const [target = '', anchor] = link.split('#')
    const place = target === '' ? file : path.posix.join(path.posix.dirname(file), target)
    if (!existsSync(path.join(ROOT, place))) return true
    if (anchor === undefined || !place.endsWith('.md')) return false
    const headings = [...readFileSync(path.join(ROOT, place), 'utf8').matchAll(/^#{1,4} (.+)$/gm)]
    return !headings.some(([, heading = '']) => anchorOf(heading) === anchor)
  })
}
