// Starts one contender in a process of its own.
import { fork } from 'node:child_process'
import path from 'node:path'

const SERVERS = { ceiling: 'ceiling.cjs', heatpay: 'heatpay.cjs', naive: 'naive.cjs' }

/** Gives its port, how many payments it has left to book, how many it has booked, what it has used, and how to end it. */
export async function startContender(name, { folder, databaseUrl }) {
  const child = fork(path.join(import.meta.dirname, 'servers', SERVERS[name]), {
    env: { ...process.env, TZ: 'Asia/Shanghai', BENCH_FOLDER: folder, BENCH_DATABASE: databaseUrl ?? '' },
    execArgv: process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [],
  })
  const said = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`${name} ended: ${code}`))
      child.once('exit', ended)
      child.once('message', (told) => {
        child.off('exit', ended)
        resolve(told)
      })
    })
  const ask = (question) => {
    const answer = said()
    child.send(question)
    return answer
  }
  const { port } = await said()
  return {
    port,
    left: () => ask('left'),
    booked: () => ask('booked'),
    /** Processor time of its process so far, in seconds; a database server's own is not in it. */
    async used() {
      const { user, system } = await ask('used')
      return (user + system) / 1e6
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.connected) child.send('stop')
      await ended
    },
  }
}
