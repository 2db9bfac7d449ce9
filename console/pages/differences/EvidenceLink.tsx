import { Button } from 'antd'
import { Link } from 'react-router-dom'
import { query } from '../../api'
import { text } from '../../text'

interface Props {
  company: string
  kind: string
  id: string
  onEvidence(evidence: string): void
}

/** Leads to a piece of evidence: a file has a page of its own, everything else is shown at the side. */
export function EvidenceLink({ company, kind, id, onEvidence }: Props) {
  if (kind === 'file') return <Link to={`/files${query({ company, open: id })}`}>{text.differences.seeFile}</Link>
  return (
    <Button type='link' style={{ padding: 0 }} onClick={() => onEvidence(`${kind}:${id}`)}>
      {text.differences.seeEvidence}
    </Button>
  )
}
