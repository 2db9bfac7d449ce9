// Runs a TypeScript file of the project as a process of its own: node runTypescript.cjs <file>.
const path = require('node:path')

const { transformFileSync } = require('@swc/core')

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  })
  module._compile(code, file)
}

require(path.resolve(process.argv[2]))
