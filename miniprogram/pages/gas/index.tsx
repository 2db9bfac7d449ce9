import { useRouter } from '@tarojs/taro'
import type { GasAnswer } from '../../../contract/applications'
import { useAnswer } from '../../api/useAnswer'
import { Notice } from '../../components/Notice'
import { Page } from '../../components/Page'
import { AskedAlready } from '../../components/Timeline'
import { LoadedFor, type Resident, WithResident } from '../../components/WithResident'
import { gas as text, titles } from '../../text'
import { GasFacts, GasForm } from './GasForm'

export default function GasPage() {
  return <WithResident title={titles.gas}>{(resident) => <Gas {...resident} />}</WithResident>
}

/** Two reports of the gas meter with a photo, and what comes of them (BJ8). */
function Gas({ api }: Resident) {
  const household = useRouter().params.household ?? ''
  const { loading, reload } = useAnswer(household, () => api.gas(household))
  const answer = loading.state === 'ready' ? loading.value : undefined
  const open = answer?.windows.find((window) => window.open)
  const reported = open && answer && reportIn(answer, open.window)
  if (answer && open && !reported) return <GasForm api={api} household={household} answer={answer} open={open} />
  return (
    <Page title={titles.gas}>
      <LoadedFor api={api} household={household} loading={loading} onRetry={reload}>
        {(shown) => (
          <>
            {!shown.offered && <Notice kind='soon' title={text.notOffered} text={text.notOfferedText} />}
            {shown.offered && !open && <Notice kind='soon' title={text.closed} text={text.closedText} />}
            {reported && <AskedAlready title={text.done} application={reported} />}
            <GasFacts answer={shown} />
          </>
        )}
      </LoadedFor>
    </Page>
  )
}

/** The report of this season's window that counts: refused and withdrawn ones may be made again. */
function reportIn({ applications, season }: GasAnswer, window: 'before' | 'after') {
  return applications.find(
    (one) =>
      one.season === season && one.gas?.window === window && one.status !== 'refused' && one.status !== 'withdrawn',
  )
}
