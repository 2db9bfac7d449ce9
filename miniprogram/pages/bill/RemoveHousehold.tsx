import { useState } from 'react'
import type { HouseholdCard } from '../../../contract/resident'
import type { ResidentApi } from '../../api/resident'
import { Button, Sheet } from '../../components/Button'
import { goHome } from '../../components/go'
import { failureText } from '../../components/Notice'
import { toast } from '../../state/toast'
import { useGuarded } from '../../state/useGuarded'
import { bill } from '../../text'

/** Takes a household off one's list, after asking. */
export function RemoveHousehold({ api, household }: { api: ResidentApi; household: HouseholdCard }) {
  const [asking, setAsking] = useState(false)
  const [remove, busy] = useGuarded(async () => {
    const answer = await api.remove(household.id)
    setAsking(false)
    if (!answer.ok) return toast.say(failureText(answer.failure).text)
    toast.say(bill.removed)
    goHome()
  })
  return (
    <>
      <Button kind='quiet' onTap={() => setAsking(true)}>
        {bill.remove}
      </Button>
      <Sheet
        open={asking}
        title={bill.removeTitle}
        text={bill.removeText}
        yes={bill.removeYes}
        no={bill.keep}
        busy={busy}
        onYes={remove}
        onNo={() => setAsking(false)}
      />
    </>
  )
}
