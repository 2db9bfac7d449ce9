import type { HeatUnit } from '../../../contract/words'
import { Button, Field } from '../../components/Button'
import { Card } from '../../components/Card'
import { Choice } from '../../platform/elements'
import { calculator } from '../../text'
import {
  type Choice as AskedChoice,
  areaAsked,
  type Filled,
  heatSourceOf,
  mayUseBuilding,
  type Wrong,
} from './question'

const UNITS: readonly HeatUnit[] = ['kWh', 'MWh', 'GJ']

interface CalculatorFormProps {
  choices: readonly AskedChoice[]
  choice: AskedChoice
  filled: Filled
  wrong: Wrong
  onFill: (part: Partial<Filled>) => void
  onDone: () => void
}

/** Asks only what this company's price depends on. */
export function CalculatorForm({ choices, choice, filled, wrong, onFill, onDone }: CalculatorFormProps) {
  const area = areaAsked(choice, filled)
  const uses = [...new Map(choices.map((one) => [one.use, one.useLabel]))]
  return (
    <Card>
      {uses.length > 1 && (
        <Choice
          id='use'
          question={calculator.use}
          options={uses.map(([use, label]) => ({ value: use, text: calculator.uses[use] ?? label }))}
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
      {choice.storeyHeight && (
        <Field
          id='storey-height'
          kind='decimal'
          label={calculator.storeyHeight}
          error={wrong.storeyHeight ? calculator.heightWrong : undefined}
          initial={filled.storeyHeight}
          maxLength={10}
          onText={(storeyHeight) => onFill({ storeyHeight })}
        />
      )}
      <Field
        id='area'
        kind='decimal'
        label={calculator.area[area] ?? `${choice.areaLabel}（m²）`}
        hint={calculator.areaHint}
        error={wrong.area ? calculator.areaWrong : undefined}
        initial={filled.area}
        maxLength={14}
        onText={(text) => onFill({ area: text })}
        onDone={onDone}
      />
      {choice.metered && <ByMeter filled={filled} wrong={wrong.heat} onFill={onFill} onDone={onDone} />}
      {mayUseBuilding(choice) && (
        <Button kind='quiet' onTap={() => onFill({ usableKnown: !filled.usableKnown })}>
          {filled.usableKnown ? calculator.areaUnknown(choice.areaLabel) : calculator.areaKnown(choice.areaLabel)}
        </Button>
      )}
    </Card>
  )
}

/** Whether the home is charged by a meter; if so, what the meter counted. */
function ByMeter({
  filled,
  wrong,
  onFill,
  onDone,
}: Pick<CalculatorFormProps, 'filled' | 'onFill' | 'onDone'> & { wrong: boolean }) {
  return (
    <>
      <Choice
        id='billing'
        question={calculator.billing}
        options={[
          { value: 'area', text: calculator.billings.area },
          { value: 'metered', text: calculator.billings.metered },
        ]}
        value={filled.metered ? 'metered' : 'area'}
        onChoose={(value) => onFill({ metered: value === 'metered' })}
      />
      {filled.metered && (
        <>
          <Field
            id='heat'
            kind='decimal'
            label={calculator.heat}
            hint={calculator.heatHint}
            error={wrong ? calculator.heatWrong : undefined}
            initial={filled.heat}
            maxLength={19}
            onText={(heat) => onFill({ heat })}
            onDone={onDone}
          />
          <Choice
            id='heat-unit'
            question={calculator.unit}
            options={UNITS.map((unit) => ({ value: unit, text: unit }))}
            value={filled.unit}
            onChoose={(value) => onFill({ unit: UNITS.find((unit) => unit === value) ?? 'kWh' })}
          />
        </>
      )}
    </>
  )
}
