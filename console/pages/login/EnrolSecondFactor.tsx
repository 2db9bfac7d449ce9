import { Alert, Button, Form, Input, QRCode, Typography } from 'antd'
import { useState } from 'react'
import type { EnrolmentAnswer, StaffSessionView } from '../../../contract/console'
import { post, sentenceOf } from '../../api'
import { useSessionState } from '../../session'
import { text } from '../../text'

/** Enrols a second factor: a QR code for the telephone, then a code from it as proof. */
export function EnrolSecondFactor({ enrolment, onDone }: { enrolment: EnrolmentAnswer; onDone(): void }) {
  const { secret, url } = enrolment
  const { begin } = useSessionState()
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    setError(undefined)
    try {
      begin(await post<StaffSessionView>('/own/second-factor/confirmation', { code }))
      onDone()
    } catch (failed) {
      setError(sentenceOf(failed))
      setCode('')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form layout='vertical' requiredMark={false} onFinish={confirm}>
      <div role='img' aria-label={text.login.qrCode}>
        <div aria-hidden='true'>
          <QRCode type='svg' value={url} size={200} />
        </div>
      </div>
      <p className='page-help' style={{ marginTop: 12 }}>
        {text.login.enrolSecret}
        <br />
        <Typography.Text code copyable={{ tooltips: [text.common.copy, text.common.copied] }}>
          {secret}
        </Typography.Text>
      </p>
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 16 }} />}
      <Form.Item label={text.login.code} htmlFor='enrolment-code'>
        <Input
          id='enrolment-code'
          inputMode='numeric'
          autoComplete='one-time-code'
          maxLength={6}
          value={code}
          onChange={({ target }) => setCode(target.value.replace(/\D/g, ''))}
        />
      </Form.Item>
      <Button type='primary' htmlType='submit' loading={busy} disabled={code.length !== 6}>
        {text.login.confirm}
      </Button>
    </Form>
  )
}
