import type { CalculatorChoice } from '../../../contract/company'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Field } from '../../components/Field'
import { Choice } from '../../platform/elements'
import { calculator } from '../../text'
import { type Filled, heatSourceOf } from './question'

interface CalculatorFormProps {
  choices: readonly CalculatorChoice[]
  choice: CalculatorChoice
  filled: Filled
  wrong: { area: boolean; storeyHeight: boolean }
  onFill: (part: Partial<Filled>) => void
  onDone: () => void
}

/** Asks only what this company's price depends on. */
export function CalculatorForm({ choices, choice, filled, wrong, onFill, onDone }: CalculatorFormProps) {
  const area = choice.area === 'usable' && !filled.usableKnown ? 'building' : choice.area
  const uses = [...new Set(choices.map(({ use }) => use))]
  return (
    <Card>
      {uses.length > 1 && (
        <Choice
          id='use'
          question={calculator.use}
          options={uses.map((use) => ({ value: use, text: calculator.uses[use] }))}
          value={choice.use}
          onChoose={(use) => onFill({ use })}
        />
      )}
      {choice.heatSources.length > 1 && (
        <Choice
          id='heat-source'
          question={calculator.heatSource}
          options={choice.heatSources.map((source) => ({ value: source, text: calculator.heatSources[source] }))}
          value={heatSourceOf(choice, filled)}
          onChoose={(heatSource) => onFill({ heatSource })}
        />
      )}
      {choice.area === 'converted' && (
        <Choice
          id='storeys'
          question={calculator.storeys}
          options={[
            { value: 'multi', text: calculator.storeyNames.multi },
            { value: 'single', text: calculator.storeyNames.single },
          ]}
          value={filled.storeys}
          onChoose={(storeys) => onFill({ storeys: storeys === 'single' ? 'single' : 'multi' })}
        />
      )}
      {choice.area === 'converted' && (
        <Field
          id='storey-height'
          kind='decimal'
          label={calculator.storeyHeight}
          error={wrong.storeyHeight ? calculator.heightWrong : undefined}
          maxLength={10}
          onText={(storeyHeight) => onFill({ storeyHeight })}
        />
      )}
      <Field
        id='area'
        kind='decimal'
        label={calculator.area[area]}
        hint={calculator.areaHint}
        error={wrong.area ? calculator.areaWrong : undefined}
        maxLength={14}
        onText={(text) => onFill({ area: text })}
        onDone={onDone}
      />
      {choice.area === 'usable' && (
        <Button kind='quiet' onTap={() => onFill({ usableKnown: !filled.usableKnown })}>
          {filled.usableKnown ? calculator.usableUnknown : calculator.usableKnown}
        </Button>
      )}
    </Card>
  )
}
