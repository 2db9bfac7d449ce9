import { Alert, Input, type InputRef, Modal } from 'antd'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { DemoLogins } from '../../contract/console'
import { ApiProblem, get, post, sentenceOf } from '../api'
import { useStaff } from '../session'
import { text } from '../text'

/** The code of the demonstration, in sandbox mode, so that a person can try the console without a telephone. */
export function DemoCode({ shown }: { shown: boolean }) {
  const [code, setCode] = useState<string>()
  useEffect(() => {
    if (!shown) return undefined
    const look = () =>
      get<DemoLogins>('/demo').then(
        (demo) => setCode(demo.code),
        () => setCode(undefined),
      )
    void look()
    const timer = setInterval(look, 5000)
    return () => clearInterval(timer)
  }, [shown])
  return code ? <p className='page-help'>{text.login.demoCode(code)}</p> : null
}

type Guarded = <T>(action: () => Promise<T>) => Promise<T>
const GuardContext = createContext<Guarded | undefined>(undefined)

/** Who gave up: the action was not done, and there is nothing to complain about. */
export class Cancelled extends Error {}

interface Waiting {
  resolve(): void
  reject(error: unknown): void
}

/** Asks for the second factor whenever the server wants to see it again, and then does the action once more. */
export function SecondFactorProvider({ children }: { children: ReactNode }) {
  const { mode } = useStaff()
  const [waiting, setWaiting] = useState<Waiting>()
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const input = useRef<InputRef>(null)

  const guarded = useCallback<Guarded>(async (action) => {
    try {
      return await action()
    } catch (failed) {
      if (!(failed instanceof ApiProblem) || failed.problem.code !== 'second-factor-needed') throw failed
      await new Promise<void>((resolve, reject) => setWaiting({ resolve, reject }))
      return action()
    }
  }, [])

  const end = () => {
    setWaiting(undefined)
    setCode('')
    setError(undefined)
  }
  const confirm = async () => {
    setBusy(true)
    try {
      await post('/session/second-factor', { code })
      waiting?.resolve()
      end()
    } catch (failed) {
      setError(sentenceOf(failed))
      setCode('')
      input.current?.focus()
    } finally {
      setBusy(false)
    }
  }

  return (
    <GuardContext.Provider value={guarded}>
      {children}
      <Modal
        title={text.login.freshTitle}
        // Above the dialog whose action asks for it.
        zIndex={3000}
        open={waiting !== undefined}
        okText={text.login.freshOk}
        cancelText={text.common.cancel}
        confirmLoading={busy}
        okButtonProps={{ disabled: code.length !== 6 }}
        onOk={confirm}
        onCancel={() => {
          waiting?.reject(new Cancelled())
          end()
        }}
        afterOpenChange={(open) => open && input.current?.focus()}
      >
        <p>{text.login.freshHelp}</p>
        {error && <Alert type='error' message={error} showIcon style={{ marginBottom: 12 }} />}
        <Input
          ref={input}
          aria-label={text.login.code}
          inputMode='numeric'
          autoComplete='one-time-code'
          maxLength={6}
          value={code}
          onChange={({ target }) => setCode(target.value.replace(/\D/g, ''))}
          onPressEnter={() => code.length === 6 && void confirm()}
        />
        <DemoCode shown={mode === 'sandbox' && waiting !== undefined} />
      </Modal>
    </GuardContext.Provider>
  )
}

/** Wraps an action that may need a fresh second factor; rejects with Cancelled when the person closes the question. */
export function useGuarded(): Guarded {
  const guarded = useContext(GuardContext)
  if (!guarded) throw new Error('outside of SecondFactorProvider')
  return useMemo(() => guarded, [guarded])
}
