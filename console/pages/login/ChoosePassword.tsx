import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { StaffSessionView } from '../../../contract/console'
import { post, sentenceOf } from '../../api'
import { useSessionState } from '../../session'
import { text } from '../../text'

interface Fields {
  oldPassword: string
  newPassword: string
  repeated: string
}

const required = { required: true, message: text.login.passwordMissing }

/** Chooses a new password; the server judges whether it will do. */
export function ChoosePassword({ onDone }: { onDone(): void }) {
  const { begin } = useSessionState()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const save = async ({ oldPassword, newPassword }: Fields) => {
    setBusy(true)
    setError(undefined)
    try {
      begin(await post<StaffSessionView>('/own/password', { oldPassword, newPassword }))
      onDone()
    } catch (failed) {
      setError(sentenceOf(failed))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form layout='vertical' requiredMark={false} onFinish={save}>
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 16 }} />}
      <Form.Item name='oldPassword' label={text.login.oldPassword} rules={[required]}>
        <Input.Password autoComplete='current-password' visibilityToggle={false} />
      </Form.Item>
      <Form.Item name='newPassword' label={text.login.newPassword} rules={[required]}>
        <Input.Password autoComplete='new-password' visibilityToggle={false} />
      </Form.Item>
      <Form.Item
        name='repeated'
        label={text.login.repeatPassword}
        dependencies={['newPassword']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: async (_, value) => {
              if (value !== getFieldValue('newPassword')) throw new Error(text.login.passwordsDiffer)
            },
          }),
        ]}
      >
        <Input.Password autoComplete='new-password' visibilityToggle={false} />
      </Form.Item>
      <Button type='primary' htmlType='submit' loading={busy}>
        {text.login.save}
      </Button>
    </Form>
  )
}
