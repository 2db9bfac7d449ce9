import { App, Button, Modal, Space, Typography } from 'antd'
import { useState } from 'react'
import type { OneTimePasswordAnswer, StaffAnswer, StaffView } from '../../../contract/console'
import { ROLE_NAMES } from '../../../contract/staffWords'
import { get, post, sentenceOf } from '../../api'
import { useCompanyName } from '../../components/CompanyChoice'
import { type Column, DataTable } from '../../components/DataTable'
import { LoadedView, Moment, State } from '../../components/LoadedView'
import { Cancelled, useGuarded } from '../../components/SecondFactor'
import { useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { AddStaff } from './AddStaff'
import { NumberDialog } from './NumberDialog'

const words = text.settings
const TONES = { awaiting: 'open', active: 'good', dismissed: 'quiet' } as const

/** The staff, as an administrator sees them. */
export function StaffList() {
  const { staff: me } = useStaff()
  const { modal, message } = App.useApp()
  const guarded = useGuarded()
  const nameOf = useCompanyName()
  const list = useLoaded('staff', () => get<StaffAnswer>('/staff'))
  const [adding, setAdding] = useState(false)
  const [renumbering, setRenumbering] = useState<StaffView>()
  const [handedOver, setHandedOver] = useState<OneTimePasswordAnswer>()

  const complain = (failed: unknown) => {
    if (!(failed instanceof Cancelled)) void message.error(sentenceOf(failed))
  }
  const ask = (title: string, content: string, act: () => Promise<void>) =>
    modal.confirm({
      title,
      content,
      okText: title,
      cancelText: text.common.cancel,
      onOk: () => {
        // Not waited for: a question for the second factor may follow, above this dialog.
        act().then(list.reload, complain)
      },
    })
  const dismiss = ({ id, displayName, loginName }: StaffView) =>
    ask(words.dismissTitle, words.dismissSentence(displayName, loginName), async () => {
      await guarded(() => post(`/staff/${id}/dismiss`))
      void message.success(words.dismissed)
    })
  const reset = ({ id, displayName, loginName }: StaffView) =>
    ask(words.resetTitle, words.resetSentence(displayName, loginName), async () => {
      setHandedOver(await guarded(() => post<OneTimePasswordAnswer>(`/staff/${id}/reset`)))
    })

  const columns: Column<StaffView>[] = [
    {
      key: 'name',
      title: words.displayName,
      render: ({ displayName }) => displayName,
      sortBy: (row) => row.displayName,
    },
    { key: 'login', title: text.login.loginName, render: ({ loginName }) => loginName, sortBy: (row) => row.loginName },
    {
      key: 'staffNumber',
      title: words.staffNumber,
      render: ({ staffNumber }) => staffNumber,
      sortBy: ({ staffNumber }) => staffNumber,
    },
    { key: 'role', title: words.role, render: ({ role }) => ROLE_NAMES[role], sortBy: ({ role }) => role },
    {
      key: 'company',
      title: text.common.company,
      render: ({ company }) => nameOf(company),
      sortBy: (row) => row.company,
    },
    {
      key: 'state',
      title: text.common.status,
      render: ({ state }) => <State word={words.states[state]} tone={TONES[state]} />,
      sortBy: ({ state }) => state,
    },
    {
      key: 'totp',
      title: words.secondFactor,
      render: ({ hasSecondFactor }) => (hasSecondFactor ? words.secondFactorOn : words.secondFactorOff),
    },
    {
      key: 'createdAt',
      title: words.createdAt,
      render: ({ createdAt }) => <Moment at={createdAt} />,
      sortBy: (row) => row.createdAt,
    },
    {
      key: 'acts',
      title: words.deed,
      render: (row) =>
        row.state === 'dismissed' || row.id === me.id ? (
          text.common.none
        ) : (
          <Space>
            <Button onClick={() => reset(row)}>{words.reset}</Button>
            <Button onClick={() => setRenumbering(row)}>{words.setNumber}</Button>
            <Button danger onClick={() => dismiss(row)}>
              {words.dismiss}
            </Button>
          </Space>
        ),
    },
  ]

  return (
    <LoadedView of={list}>
      {({ staff }) => (
        <>
          <DataTable
            id='staff'
            label={words.staff}
            columns={columns}
            rows={staff}
            rowKey={({ id }) => id}
            loading={list.loading}
            toolbar={
              <Button type='primary' onClick={() => setAdding(true)}>
                {words.add}
              </Button>
            }
          />
          {adding && (
            <AddStaff
              onClose={() => setAdding(false)}
              onAdded={(added) => {
                setAdding(false)
                setHandedOver(added)
                list.reload()
              }}
            />
          )}
          {renumbering && <NumberDialog of={renumbering} onClose={() => setRenumbering(undefined)} />}
          <Modal
            title={words.oneTimeTitle}
            open={handedOver !== undefined}
            footer={<Button onClick={() => setHandedOver(undefined)}>{text.common.close}</Button>}
            onCancel={() => setHandedOver(undefined)}
          >
            <p>{words.oneTimeHelp}</p>
            <p>
              {handedOver?.staff.displayName} · {handedOver?.staff.loginName}
            </p>
            <Typography.Text code copyable={{ tooltips: [text.common.copy, text.common.copied] }}>
              {handedOver?.oneTimePassword ?? ''}
            </Typography.Text>
          </Modal>
        </>
      )}
    </LoadedView>
  )
}
