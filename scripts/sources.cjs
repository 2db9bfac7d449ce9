// Lets a process run the sources without a build: node -r ./scripts/sources.cjs server/cli/main.ts …
// What was compiled is kept by its content, so that the next process finds it.
const { createHash } = require('node:crypto')
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const path = require('node:path')

const kept = path.resolve(__dirname, '..', 'node_modules', '.cache', 'heatpay-sources')
mkdirSync(kept, { recursive: true })

function compiled(file) {
  const source = readFileSync(file, 'utf8')
  const place = path.join(kept, `${createHash('sha256').update(source).digest('hex')}.js`)
  try {
    return readFileSync(place, 'utf8')
  } catch {
    const { code } = require('@swc/core').transformSync(source, {
      filename: file,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    })
    const draft = `${place}.${process.pid}`
    writeFileSync(draft, code)
    renameSync(draft, place)
    return code
  }
}

require.extensions['.ts'] = (module, file) => module._compile(compiled(file), file)
