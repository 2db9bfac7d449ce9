import { App } from 'antd'
import { useState } from 'react'
import { sentenceOf } from '../api'
import { GivenUp, useGuarded } from './SecondFactor'

/**
 * Runs what a button does: asks for the second factor when the server wants it, says that it was done, and keeps the
 * sentence of a refusal for the dialog. Gives whether it was done.
 */
export function useAct() {
  const { message } = App.useApp()
  const guarded = useGuarded()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const act = async (deed: () => Promise<unknown>, done?: string): Promise<boolean> => {
    setBusy(true)
    setError(undefined)
    try {
      await guarded(deed)
      if (done) void message.success(done)
      return true
    } catch (failed) {
      if (!(failed instanceof GivenUp)) setError(sentenceOf(failed))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { act, busy, error, forget: () => setError(undefined) }
}
