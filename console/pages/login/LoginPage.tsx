import { Alert, Button, Form, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { DemoLogins, StaffSessionView } from '../../../contract/console'
import { ROLE_NAMES } from '../../../contract/staffWords'
import { ApiProblem, get, post, sentenceOf } from '../../api'
import { DemoCode } from '../../components/SecondFactor'
import { useSessionState } from '../../session'
import { text } from '../../text'

interface Credentials {
  loginName: string
  password: string
}

/** Logging in: name and password first, then, where one is enrolled, the code of the second factor. */
export function LoginPage() {
  const { begin } = useSessionState()
  const [form] = Form.useForm<Credentials>()
  const [credentials, setCredentials] = useState<Credentials>()
  const [demo, setDemo] = useState<DemoLogins>()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [code, setCode] = useState('')
  const codeInput = useRef<InputRef>(null)

  useEffect(() => {
    get<DemoLogins>('/demo').then(setDemo, () => setDemo(undefined))
  }, [])

  const enter = async (given: Credentials, totp?: string) => {
    setBusy(true)
    setError(undefined)
    try {
      begin(await post<StaffSessionView>('/session', { ...given, totp }))
    } catch (failed) {
      const asked = failed instanceof ApiProblem ? failed.problem.code : ''
      if (asked === 'second-factor-needed') setCredentials(given)
      else {
        setError(sentenceOf(failed))
        setCode('')
        if (asked !== 'second-factor-wrong') setCredentials(undefined)
        codeInput.current?.focus()
      }
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className='login-page'>
      <div className='login-card'>
        <h1 className='page-title'>{text.common.product}</h1>
        <p className='page-help'>{credentials ? text.login.codeTitle : text.login.title}</p>
        {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 16 }} />}
        {credentials ? (
          <Form layout='vertical' requiredMark={false} onFinish={() => enter(credentials, code)}>
            <Form.Item label={text.login.code} htmlFor='totp' extra={text.login.codeHelp}>
              <Input
                id='totp'
                ref={codeInput}
                autoFocus
                size='large'
                inputMode='numeric'
                autoComplete='one-time-code'
                maxLength={6}
                value={code}
                onChange={({ target }) => setCode(target.value.replace(/\D/g, ''))}
              />
            </Form.Item>
            <DemoCode shown={demo !== undefined} />
            <Button block size='large' type='primary' htmlType='submit' loading={busy} disabled={code.length !== 6}>
              {text.login.enter}
            </Button>
            <Button block type='link' style={{ marginTop: 8 }} onClick={() => setCredentials(undefined)}>
              {text.login.otherPerson}
            </Button>
          </Form>
        ) : (
          <Form form={form} layout='vertical' requiredMark={false} onFinish={(given: Credentials) => enter(given)}>
            <Form.Item
              name='loginName'
              label={text.login.loginName}
              rules={[{ required: true, message: text.login.loginNameMissing }]}
            >
              <Input size='large' autoFocus autoComplete='username' maxLength={64} />
            </Form.Item>
            <Form.Item
              name='password'
              label={text.login.password}
              rules={[{ required: true, message: text.login.passwordMissing }]}
            >
              <Input.Password size='large' autoComplete='current-password' maxLength={200} visibilityToggle={false} />
            </Form.Item>
            <Button block size='large' type='primary' htmlType='submit' loading={busy}>
              {text.login.next}
            </Button>
          </Form>
        )}
        {demo && !credentials && (
          <section aria-label={text.login.demoTitle} style={{ marginTop: 24 }}>
            <strong>{text.login.demoTitle}</strong>
            <p className='page-help'>{text.login.demoHelp}</p>
            <div className='demo-roles'>
              {demo.logins.map(({ loginName, role }) => (
                <Button
                  key={loginName}
                  onClick={() => {
                    const given = { loginName, password: demo.password }
                    form.setFieldsValue(given)
                    void enter(given)
                  }}
                >
                  {ROLE_NAMES[role]}
                </Button>
              ))}
            </div>
          </section>
        )}
      </div>
    </main>
  )
}
