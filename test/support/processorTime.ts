/**
 * What a piece of work has cost this process so far, in milliseconds of processor time, since this was called: a busy machine
 * makes it wait, and not work more.
 */
export function processorTime(): () => number {
  const begun = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1000
  }
}
