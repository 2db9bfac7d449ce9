// Before anything of a lock file is installed: no package from elsewhere than the registry, none without a strong digest, none that would run
// a script of its own at installation and was not looked at (.ci/install-scripts.json), and nothing asked for but exact versions.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const REGISTRY = 'https://registry.npmjs.org/'
const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/

/** The name of a package by its place: node_modules/a/node_modules/@b/c → @b/c. */
const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/**
 * What is wrong with a lock, each in a line; none when it may be installed.
 * @param {{ lock: any, manifest: any, scripts: Record<string, string>, npmrc: string }} given
 */
export function faultsOf({ lock, manifest, scripts, npmrc }) {
  const faults = []
  if (lock.lockfileVersion !== 3) faults.push(`lockfileVersion ${lock.lockfileVersion}: 3 is expected`)
  for (const line of npmrc.split('\n')) {
    if (/^\s*(@[^:=]+:)?(registry|replace-registry-host|_auth|\/\/)/.test(line))
      faults.push(`.npmrc: ${line.split('=')[0].trim()} is not for this file`)
  }
  const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  for (const [name, version] of Object.entries(asked)) {
    if (!EXACT.test(version))
      faults.push(`package.json: ${name} ${version}: an exact version of the registry is asked for`)
    const held = lock.packages[`node_modules/${name}`]?.version
    if (EXACT.test(version) && held !== version)
      faults.push(`${name}: package.json asks for ${version}, the lock has ${held}`)
  }
  // What other packages ask for under another name: "string-width-cjs": "npm:string-width@^4.2.0".
  const aliases = new Set(
    Object.values(lock.packages).flatMap(({ dependencies = {} }) =>
      Object.entries(dependencies).flatMap(([name, spec]) => {
        const [, real] = /^npm:(.+)@[^@]*$/.exec(spec) ?? []
        return real ? [`${name} ${real}`] : []
      }),
    ),
  )
  for (const [place, found] of Object.entries(lock.packages)) {
    if (place === '') continue
    const of = `${nameOf(place)}@${found.version}`
    if (!place.startsWith('node_modules/') || found.link)
      faults.push(`${place}: a link, and no package of the registry`)
    if (found.name !== undefined && found.name !== nameOf(place) && !aliases.has(`${nameOf(place)} ${found.name}`))
      faults.push(`${of}: is ${found.name} under another name`)
    if (found.resolved !== undefined && !found.resolved.startsWith(REGISTRY))
      faults.push(`${of}: comes from ${found.resolved}`)
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(found.integrity ?? '')) faults.push(`${of}: has no sha512 of its content`)
    if (found.hasInstallScript && !Object.hasOwn(scripts, of))
      faults.push(`${of}: runs a script when it is installed, and is not in .ci/install-scripts.json`)
  }
  return faults
}

const read = (name) => readFileSync(path.join(root, name), 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = faultsOf({
    lock: JSON.parse(read('package-lock.json')),
    manifest: JSON.parse(read('package.json')),
    scripts: JSON.parse(read('.ci/install-scripts.json')),
    npmrc: existsSync(path.join(root, '.npmrc')) ? read('.npmrc') : '',
  })
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
