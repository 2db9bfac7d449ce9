import { Alert, App, Button, Descriptions } from 'antd'
import { useState } from 'react'
import type { EnrolmentAnswer } from '../../../contract/console'
import { ROLE_NAMES } from '../../../contract/staffWords'
import { post, sentenceOf } from '../../api'
import { State } from '../../components/LoadedView'
import { Cancelled, useGuarded } from '../../components/SecondFactor'
import { useStaff } from '../../session'
import { text } from '../../text'
import { ChoosePassword } from '../login/ChoosePassword'
import { EnrolSecondFactor } from '../login/EnrolSecondFactor'

const words = text.settings

/** Who one is, one's password and one's second factor. */
export function OwnLogin() {
  const { staff } = useStaff()
  const { message } = App.useApp()
  const guarded = useGuarded()
  const [enrolment, setEnrolment] = useState<EnrolmentAnswer>()
  const [changing, setChanging] = useState(0)

  const enrol = async () => {
    try {
      setEnrolment(await guarded(() => post<EnrolmentAnswer>('/own/second-factor')))
    } catch (failed) {
      if (!(failed instanceof Cancelled)) void message.error(sentenceOf(failed))
    }
  }

  return (
    <>
      <section className='section'>
        <h2>{staff.displayName}</h2>
        <Descriptions
          size='small'
          column={1}
          items={[
            { key: 'login', label: text.login.loginName, children: staff.loginName },
            { key: 'role', label: words.role, children: ROLE_NAMES[staff.role] },
            {
              key: 'totp',
              label: words.secondFactor,
              children: (
                <State
                  word={staff.hasSecondFactor ? words.secondFactorOn : words.secondFactorOff}
                  tone={staff.hasSecondFactor ? 'good' : 'open'}
                />
              ),
            },
          ]}
        />
      </section>
      <section className='section'>
        <h2>{words.secondFactor}</h2>
        {enrolment ? (
          <EnrolSecondFactor
            enrolment={enrolment}
            onDone={() => {
              setEnrolment(undefined)
              void message.success(words.enrolled)
            }}
          />
        ) : (
          <Button onClick={enrol}>{staff.hasSecondFactor ? words.enrolAgain : words.enrol}</Button>
        )}
      </section>
      <section className='section' style={{ maxWidth: 480 }}>
        <h2>{words.changePassword}</h2>
        {changing > 0 && <Alert type='success' showIcon message={words.passwordChanged} style={{ marginBottom: 16 }} />}
        <ChoosePassword key={changing} onDone={() => setChanging((times) => times + 1)} />
      </section>
    </>
  )
}
