import { DatePicker, type DatePickerProps, Form, type FormRule, Input, Radio } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import type { HouseholdRowsAnswer } from '../../contract/consoleBooks'
import { get, query } from '../api'
import { useLoaded } from '../hooks'
import { text } from '../text'
import { needed } from './dialogForm'

/** Where a field's value stands among what the dialog asks for. */
type Name = string | (string | number)[]

interface FieldProps {
  name: Name
  label: string
  /** A line below the field. */
  help?: ReactNode
  /** Default: it must not stay empty. An empty list for a field that may. */
  rules?: FormRule[]
}

interface TextFieldProps extends FieldProps {
  maxLength?: number
  inputMode?: 'numeric' | 'decimal'
  autoFocus?: boolean
}

/** One line of text. */
export function LineField({ name, label, help, rules = [needed(label)], ...input }: TextFieldProps) {
  return (
    <Form.Item name={name} label={label} extra={help} rules={rules} validateFirst>
      <Input autoComplete='off' {...input} />
    </Form.Item>
  )
}

/** A household's user code; who that is stands below it while it is typed, so that nobody is taken for his neighbour. */
export function UserCodeField({ company, help, ...field }: TextFieldProps & { company: string }) {
  const typed = String(Form.useWatch(field.name) ?? '').trim()
  const path = `/households${query({ company, q: typed, size: 1 })}`
  const found = useLoaded(typed.length < 4 ? '' : path, async () =>
    typed.length < 4 ? undefined : get<HouseholdRowsAnswer>(path),
  )
  const row = found.data?.rows.find(({ userCode }) => userCode === typed)
  const who =
    typed.length < 4 || found.loading ? undefined : row ? `${row.owner} · ${row.address}` : text.households.noSuchCode
  return <LineField {...field} help={who ? <b role='status'>{who}</b> : help} />
}

/** A person's own words: why he does something, or what he answers. */
export function WordsField({
  name,
  label,
  help,
  rules = [needed(label)],
  maxLength = 500,
  rows = 2,
  autoFocus = false,
}: Omit<TextFieldProps, 'inputMode'> & { rows?: number }) {
  return (
    <Form.Item name={name} label={label} extra={help} rules={rules} validateFirst>
      <Input.TextArea rows={rows} maxLength={maxLength} autoFocus={autoFocus} />
    </Form.Item>
  )
}

interface DayFieldProps extends FieldProps, Pick<DatePickerProps, 'disabledDate' | 'style'> {
  /** First and last day that may be chosen, YYYY-MM-DD. */
  from?: string | undefined
  to?: string | undefined
  /** A day that was chosen may be taken away again. */
  allowClear?: boolean
}

const dayOf = (date: string | undefined) => (date ? dayjs(date) : undefined)

/** A civil day, kept as YYYY-MM-DD. */
export function DayField({
  name,
  label,
  help,
  rules = [needed(label)],
  from,
  to,
  allowClear = false,
  ...picker
}: DayFieldProps) {
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      rules={rules}
      validateTrigger='onChange'
      getValueProps={(date?: string) => ({ value: dayOf(date) ?? null })}
      normalize={(day: dayjs.Dayjs | null) => day?.format('YYYY-MM-DD') ?? ''}
    >
      <DatePicker allowClear={allowClear} minDate={dayOf(from)} maxDate={dayOf(to)} {...picker} />
    </Form.Item>
  )
}

interface ChoiceFieldProps<Value> {
  name: Name
  label: string
  options: { value: Value; label: string }[]
  /** One below the other. */
  stacked?: boolean
}

/** One of a few. */
export function ChoiceField<Value extends string | boolean>({
  name,
  label,
  options,
  stacked,
}: ChoiceFieldProps<Value>) {
  return (
    <Form.Item name={name} label={label}>
      <Radio.Group aria-label={label} style={stacked ? { display: 'grid', gap: 8 } : undefined} options={options} />
    </Form.Item>
  )
}
