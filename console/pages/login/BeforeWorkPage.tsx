import { Button } from 'antd'
import type { EnrolmentAnswer } from '../../../contract/console'
import type { BeforeWork } from '../../../contract/staffWords'
import { post } from '../../api'
import { LoadedView } from '../../components/LoadedView'
import { useLoaded } from '../../hooks'
import { useSessionState } from '../../session'
import { text } from '../../text'
import { ChoosePassword } from './ChoosePassword'
import { EnrolSecondFactor } from './EnrolSecondFactor'

/** What a newcomer does before anything else. */
export function BeforeWorkPage({ before }: { before: BeforeWork }) {
  const { logOut } = useSessionState()
  const choosing = before === 'choose-password'
  return (
    <main className='login-page'>
      <div className='login-card'>
        <h1 className='page-title'>{choosing ? text.login.choosePassword : text.login.enrolTitle}</h1>
        <p className='page-help'>{choosing ? text.login.choosePasswordHelp : text.login.enrolHelp}</p>
        {choosing ? <ChoosePassword /> : <FirstEnrolment />}
        <Button type='link' style={{ marginTop: 8, padding: 0 }} onClick={() => void logOut()}>
          {text.common.logOut}
        </Button>
      </div>
    </main>
  )
}

function FirstEnrolment() {
  const begun = useLoaded('enrolment', () => post<EnrolmentAnswer>('/own/second-factor'))
  return <LoadedView of={begun}>{(enrolment) => <EnrolSecondFactor enrolment={enrolment} />}</LoadedView>
}
