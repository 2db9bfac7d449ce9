import { Form, Input } from 'antd'

/** A person's own words in a dialog: why he does something, or what he answers. `id` ties the label to the field. */
export function WordsField({
  id,
  label,
  value,
  onChange,
  maxLength = 500,
  rows = 2,
  autoFocus = false,
}: {
  id: string
  label: string
  value: string
  onChange(words: string): void
  maxLength?: number
  rows?: number
  autoFocus?: boolean
}) {
  return (
    <Form.Item label={label} htmlFor={id}>
      <Input.TextArea
        id={id}
        autoFocus={autoFocus}
        rows={rows}
        maxLength={maxLength}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Form.Item>
  )
}
