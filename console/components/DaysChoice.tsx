import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { text } from '../text'

const DAY = 'YYYY-MM-DD'

/** Chooses civil days from and to; both may be left open. */
export function DaysChoice({
  from,
  to,
  onChange,
}: {
  from: string
  to: string
  onChange(days: { from: string; to: string }): void
}) {
  return (
    <DatePicker.RangePicker
      aria-label={text.common.days}
      allowEmpty={[true, true]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(days) => onChange({ from: days?.[0]?.format(DAY) ?? '', to: days?.[1]?.format(DAY) ?? '' })}
    />
  )
}
