/** What stands for Taro where only sums and words are tested: components are names, and whatever else is asked of it throws. */
const noPlatform: unknown = new Proxy(
  {},
  {
    get(_, name) {
      if (name === '__esModule') return true
      if (name === 'default') return noPlatform
      if (/^[A-Z]/.test(String(name))) return String(name)
      return () => {
        throw new Error(`no platform here: ${String(name)}`)
      }
    },
  },
)
module.exports = noPlatform
