// `npm run licences`: under which licence each package stands that production installs, as a table in Markdown. Ends with 1 when one stands
// under another than those that were looked at. (A bill of materials: npm sbom --sbom-format cyclonedx --omit dev.)
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Each lets the software be used, changed and passed on with its notice; the typeface's must not be sold by itself. */
const ACCEPTED = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
  'WTFPL',
  'Zlib',
  'OFL-1.1',
  'MIT/X11',
  'Python-2.0',
])

/** Says nothing itself: looked at, and why it is taken. ExcelJS reads archives by unzipper, which brings it; its author's others are MIT. */
const SILENT = new Set(['buffers@0.1.1'])

/** What a licence file says, where package.json says nothing. */
function fromText(folder) {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file)) : undefined
  const text = name ? readFileSync(path.join(folder, name), 'utf8') : ''
  return /Permission is hereby granted, free of charge/.test(text) ? 'MIT' : undefined
}

/** The licence of a package, by the lock or else by its own files; undefined when nobody says. */
export function licenceOf(place, found) {
  const folder = path.join(root, place)
  const manifest = path.join(folder, 'package.json')
  const own = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {}
  const said = found.license ?? own.license ?? own.licenses?.map((one) => one.type ?? one)
  const text = Array.isArray(said)
    ? said.map((one) => one.type ?? one).join(' OR ')
    : typeof said === 'object' && said
      ? said.type
      : said
  return text ?? fromText(folder)
}

/** Whether it is enough to keep one side of each OR, and all of each AND. */
export function isAccepted(licence) {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((side) => side.split(' AND ').every((one) => ACCEPTED.has(one.trim()) || one.trim() === 'Apache2'))
}

/** Every package that production installs on some machine, with its licence. */
export function productionLicences() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([place, found]) => place !== '' && !found.dev && !found.devOptional)
    .map(([place, found]) => ({
      name: place.slice(place.lastIndexOf('node_modules/') + 13),
      version: found.version,
      licence: licenceOf(place, found),
      optional: found.optional === true,
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = productionLicences()
  process.stdout.write('| package | version | licence |\n|---|---|---|\n')
  for (const { name, version, licence } of all) process.stdout.write(`| ${name} | ${version} | ${licence ?? '?'} |\n`)
  const odd = all.filter(({ name, version, licence, optional }) =>
    licence === undefined ? !optional && !SILENT.has(`${name}@${version}`) : !isAccepted(licence),
  )
  for (const { name, licence } of odd)
    process.stderr.write(`${name}: ${licence ?? 'nobody says under which licence'}\n`)
  process.exitCode = odd.length > 0 ? 1 : 0
}
