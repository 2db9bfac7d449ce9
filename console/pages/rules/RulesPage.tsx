import type { VersionsAnswer } from '../../../contract/consoleRulebooks'
import { get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { useToday } from '../../components/hooks'
import { LoadedView } from '../../components/LoadedView'
import { useFilters, useLoaded } from '../../hooks'
import { text } from '../../text'
import { RulebookFile } from './RulebookFile'
import { VersionHistory } from './VersionHistory'

/** A company's rulebook: its versions, the text of one, what is wrong with a change of it and what it would do, its proposal. */
export function RulesPage() {
  const company = useCompany()
  const today = useToday(company)
  const [{ version }, change] = useFilters({ version: '' })
  const path = `/rulebooks${query({ company, version })}`
  const shown = useLoaded(path, () => get<VersionsAnswer>(path))
  return (
    <>
      <h1 className='page-title'>{text.rules.title}</h1>
      <p className='page-help'>{text.rules.help}</p>
      <CompanyChoice value={company} onChange={(id) => change({ company: id, version: '' })} />
      <LoadedView of={shown}>
        {(answer) => (
          <>
            <VersionHistory of={answer} onOpen={(sequence) => change({ version: String(sequence) })} />
            {today && (
              <RulebookFile
                key={`${answer.company} ${answer.shown}`}
                of={answer}
                today={today}
                onProposed={shown.reload}
              />
            )}
          </>
        )}
      </LoadedView>
    </>
  )
}
