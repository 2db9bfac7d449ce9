// Suites that start servers and browsers wait more than they work: those first, so that no long one is left for the end.
const { default: Sequencer } = require('@jest/test-sequencer')

const LONG = [
  '/test/faults/',
  '/test/miniprogram/',
  '/test/browser/',
  '/test/journeys/',
  '/test/cli/',
  '/test/compiler/',
]
const rank = ({ path }) => {
  const at = LONG.findIndex((folder) => path.includes(folder))
  return at < 0 ? LONG.length : at
}

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other))
  }
}
