import type { RefundDetails } from '../../api/season'
import { Card } from '../../components/Card'
import { Field } from '../../components/Field'
import { Box, Heading } from '../../platform/elements'
import { refund as text } from '../../text'
import { type DetailField, FIELDS, type Wrong } from './details'

const KINDS = { owner: 'text', identityNumber: 'identity', bankCard: 'digits', phone: 'digits' } as const
const LONGEST = { owner: 100, identityNumber: 32, bankCard: 40, phone: 32 } as const

interface DetailsStepProps {
  details: RefundDetails
  wrong: Wrong
  onChange: (field: DetailField, value: string) => void
}

/** Whose card the money goes to; all of it as it is registered. */
export function DetailsStep({ details, wrong, onChange }: DetailsStepProps) {
  return (
    <>
      <Heading level={2} className='question'>
        {text.detailsQuestion}
      </Heading>
      <Box className='below-question'>{text.detailsHint}</Box>
      <Card>
        {FIELDS.map((field) => (
          <Field
            key={field}
            id={`refund-${field}`}
            kind={KINDS[field]}
            label={text[field]}
            hint={field === 'bankCard' ? text.bankCardHint : undefined}
            error={wrong[field]}
            initial={details[field]}
            maxLength={LONGEST[field]}
            long={field === 'identityNumber' || field === 'bankCard'}
            onText={(typed) => onChange(field, typed)}
          />
        ))}
      </Card>
    </>
  )
}
