// Loaded before a measured program (node -r): writes what the process has used to the file that BENCH_USAGE names.
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const usage = {
    /** Seconds since the process began, its start included. */
    seconds: performance.now() / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    /** Highest resident set, in MiB. */
    peakMiB: maxRSS / 1024,
  }
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage))
})
