import type { ResidentApi } from '../api/resident'
import { useAnswer } from '../api/useAnswer'
import { services } from '../text'
import { Button } from './Button'
import { go } from './go'
import { Loaded } from './Loaded'
import { Notice } from './Notice'

/** Only who proved that a household is his may act for it: says so, and leads to the proof. */
export function VerifyFirst({ api, household }: { api: ResidentApi; household: string }) {
  const { loading, reload } = useAnswer(household, () => api.bill(household))
  return (
    <Loaded loading={loading} onRetry={reload}>
      {({ household: { userCode } }) => (
        <>
          <Notice kind='soon' title={services.verifyTitle} text={services.verifyText} />
          <Button onTap={() => go('confirm', { code: userCode, next: 'services' })}>{services.verify}</Button>
        </>
      )}
    </Loaded>
  )
}
