import { dayText } from '../format/day'
import { Box } from '../platform/elements'
import { home } from '../text'

/** By when something is to be paid, and that the day is over when it is. `today` is a civil date. */
export function DueBy({ dueOn, season, today }: { dueOn: string; season: string | null; today: string }) {
  const day = dayText(dueOn, season)
  const late = dueOn < today
  return <Box className={late ? 'due-by due-late' : 'due-by'}>{late ? home.late(day) : home.by(day)}</Box>
}
