// Suites: `unit` needs nothing; `mariadb` and `browser` need the program of that name and say loudly when it is missing.
const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true, decorators: false },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
]
/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  // Stories start whole servers and databases: on a busy machine a start alone takes ten times as long. No story has a deadline of its own.
  testTimeout: 300_000,
  // One more than the cores that the machines of our runs have: a third of a story is waiting for a server's next attempt.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/support/longestFirst.cjs',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  testEnvironment: 'node',
  moduleFileExtensions: ['h5.ts', 'h5.tsx', 'ts', 'tsx', 'js', 'json', 'node', 'cjs', 'mjs'],
  moduleNameMapper: {
    '^@tarojs/(taro|components|runtime)$': '<rootDir>/test/support/miniprogram/noPlatform.ts',
    '\\.scss$': '<rootDir>/test/support/miniprogram/noPlatform.ts',
  },
  transform: { '\\.[jt]sx?$': swc },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  watchPathIgnorePatterns: ['<rootDir>/data/', '<rootDir>/dist/'],
}
