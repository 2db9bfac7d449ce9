import { DatePicker, Form, Input } from 'antd'
import dayjs from 'dayjs'

interface Props {
  /** Ties the labels to their fields. */
  id: string
  labels: { day: string; paper: string }
  day: string | undefined
  from: string
  to: string | undefined
  paper: string
  onDay(day: string): void
  onPaper(paper: string): void
}

/** When something was done, and the paper that proves it. */
export function DayAndPaper({ id, labels, day, from, to, paper, onDay, onPaper }: Props) {
  return (
    <>
      <Form.Item label={labels.day} htmlFor={`${id}-day`}>
        <DatePicker
          id={`${id}-day`}
          allowClear={false}
          value={day === undefined ? null : dayjs(day)}
          minDate={dayjs(from)}
          maxDate={to === undefined ? undefined : dayjs(to)}
          onChange={(chosen) => chosen && onDay(chosen.format('YYYY-MM-DD'))}
        />
      </Form.Item>
      <Form.Item label={labels.paper} htmlFor={`${id}-paper`}>
        <Input
          id={`${id}-paper`}
          autoComplete='off'
          maxLength={100}
          value={paper}
          onChange={({ target }) => onPaper(target.value)}
        />
      </Form.Item>
    </>
  )
}
