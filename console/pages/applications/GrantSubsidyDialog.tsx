import type { DeskGasSeason } from '../../../contract/consoleGas'
import { post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.applications.gas

interface Props {
  of: DeskGasSeason
  onClose(): void
  onProposed(): void
}

/** Proposes to put a season's gas subsidy on the household's account; a second person approves it (domain.md BJ8). */
export function GrantSubsidyDialog({ of: { season, reportId, subsidy }, onClose, onProposed }: Props) {
  const { act, busy, error } = useAct()
  const propose = async () => {
    if (!(await act(() => post(`/applications/${reportId}/gas-subsidy`), words.proposed))) return
    onProposed()
    onClose()
  }
  return (
    <ActDialog
      title={words.grantTitle}
      says={words.grantSays(season, subsidy.cubicMetres ?? '', subsidy.rate ?? '')}
      amountFen={subsidy.amountFen ?? undefined}
      ok={text.refunds.propose}
      busy={busy}
      error={error}
      onAct={() => void propose()}
      onClose={onClose}
    />
  )
}
