import { Descriptions, Drawer } from 'antd'
import { Link } from 'react-router-dom'
import type { EvidenceAnswer } from '../../contract/consoleBooks'
import { get, query } from '../api'
import { useLoaded } from '../hooks'
import { text } from '../text'
import { LoadedView, shownFact } from './LoadedView'
import { TransferTable } from './TransferTable'

/** What proves an entry; `evidence` is `kind:id` as it stands in the address, empty when closed. */
export function EvidenceDrawer({ company, evidence, onClose }: { company: string; evidence: string; onClose(): void }) {
  return (
    <Drawer title={text.money.evidence} width={720} open={evidence !== ''} onClose={onClose} destroyOnHidden>
      {evidence !== '' && <Evidence company={company} evidence={evidence} />}
    </Drawer>
  )
}

function Evidence({ company, evidence }: { company: string; evidence: string }) {
  const [kind = '', ...rest] = evidence.split(':')
  const path = `/evidence/${encodeURIComponent(kind)}/${encodeURIComponent(rest.join(':'))}${query({ company })}`
  const loaded = useLoaded(path, () => get<EvidenceAnswer>(path))
  return (
    <LoadedView of={loaded}>
      {({ title, facts, householdId, transfers }) => (
        <>
          <h2 className='page-title'>{title}</h2>
          <Descriptions
            size='small'
            column={1}
            items={facts.map((fact, index) => ({ key: index, label: fact.label, children: shownFact(fact) }))}
          />
          {householdId && (
            <p>
              <Link to={`/households/${householdId}${query({ company })}`}>{text.money.household}</Link>
            </p>
          )}
          <h2 className='page-title' style={{ marginTop: 16 }}>
            {text.money.evidenceTransfers}
          </h2>
          <TransferTable id='evidence-transfers' transfers={transfers} />
        </>
      )}
    </LoadedView>
  )
}
