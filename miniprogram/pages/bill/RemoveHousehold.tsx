import type { HouseholdCard } from '../../../contract/resident'
import type { ResidentApi } from '../../api/resident'
import { ConfirmButton } from '../../components/ConfirmButton'
import { goHome } from '../../components/go'
import { toast } from '../../state/toast'
import { bill } from '../../text'

/** Takes a household off one's list, after asking. */
export function RemoveHousehold({ api, household }: { api: ResidentApi; household: HouseholdCard }) {
  return (
    <ConfirmButton
      kind='quiet'
      asks={bill.removeAsks}
      action={() => api.remove(household.id)}
      onDone={() => {
        toast.say(bill.removed)
        goHome()
      }}
    >
      {bill.remove}
    </ConfirmButton>
  )
}
