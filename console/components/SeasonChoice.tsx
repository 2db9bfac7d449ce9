import { Select } from 'antd'
import { text } from '../text'
import { seasonsUntil } from './hooks'

interface Props {
  season: string
  today: string
  /** None may be chosen too. */
  all?: boolean
  onChange(change: { season: string }): void
}

/** Chooses a season, of those until today. */
export function SeasonChoice({ season, today, all, onChange }: Props) {
  const options = seasonsUntil(today).map((value) => ({ value, label: value }))
  return (
    <Select
      aria-label={text.common.season}
      style={{ width: 140 }}
      value={season}
      onChange={(chosen) => onChange({ season: chosen })}
      options={all ? [{ value: '', label: text.reports.allSeasons }, ...options] : options}
    />
  )
}
