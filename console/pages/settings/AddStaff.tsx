import { Alert, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { AddStaffRequest, OneTimePasswordAnswer } from '../../../contract/console'
import { ROLE_NAMES, ROLES } from '../../../contract/staffWords'
import { post, sentenceOf } from '../../api'
import { useFocusBack } from '../../components/hooks'
import { Cancelled, useGuarded } from '../../components/SecondFactor'
import { useStaff } from '../../session'
import { text } from '../../text'

const words = text.settings

/** Proposes a new member of staff. */
export function AddStaff({ onClose, onAdded }: { onClose(): void; onAdded(added: OneTimePasswordAnswer): void }) {
  useFocusBack()
  const { staff, companies } = useStaff()
  const guarded = useGuarded()
  const [form] = Form.useForm<AddStaffRequest>()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (request: AddStaffRequest) => {
    setBusy(true)
    setError(undefined)
    try {
      onAdded(await guarded(() => post<OneTimePasswordAnswer>('/staff', request)))
    } catch (failed) {
      if (!(failed instanceof Cancelled)) setError(sentenceOf(failed))
    } finally {
      setBusy(false)
    }
  }
  const required = { required: true, message: text.login.loginNameMissing }
  const ownCompanies = companies.map(({ id, shortName }) => ({ value: id, label: shortName }))
  return (
    <Modal
      title={words.add}
      open
      okText={words.submit}
      cancelText={text.common.cancel}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{words.addHelp}</p>
      {error && <Alert type='error' role='alert' showIcon message={error} style={{ marginBottom: 12 }} />}
      <Form
        form={form}
        layout='vertical'
        requiredMark={false}
        onFinish={submit}
        initialValues={{ role: 'accountant', company: staff.company }}
      >
        <Form.Item name='loginName' label={text.login.loginName} extra={words.loginNameHelp} rules={[required]}>
          <Input maxLength={32} autoComplete='off' />
        </Form.Item>
        <Form.Item
          name='displayName'
          label={words.displayName}
          rules={[{ required: true, message: words.displayNameMissing }]}
        >
          <Input maxLength={32} autoComplete='off' />
        </Form.Item>
        <Form.Item
          name='staffNumber'
          label={words.staffNumber}
          extra={words.staffNumberHelp}
          rules={[{ required: true, message: words.staffNumberMissing }]}
        >
          <Input maxLength={32} autoComplete='off' />
        </Form.Item>
        <Form.Item name='role' label={words.role}>
          <Select options={ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }))} />
        </Form.Item>
        <Form.Item name='company' label={text.common.company}>
          <Select
            options={[...(staff.company === '*' ? [{ value: '*', label: text.common.group }] : []), ...ownCompanies]}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
