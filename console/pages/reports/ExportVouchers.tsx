import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { VoucherExportView, VoucherPreviewAnswer } from '../../../contract/consoleReports'
import { addressOf, post } from '../../api'
import { ActDialog } from '../../components/ActDialog'
import { useAct } from '../../components/hooks'
import { text } from '../../text'

const words = text.reports

interface Props {
  asked: { company: string; from: string; to: string; template: string }
  templateName: string
  preview: VoucherPreviewAnswer
  onExported(): void
}

/** Exports what the preview shows; days that were exported before are said, and have to be wanted again. */
export function ExportVouchers({ asked, templateName, preview, onExported }: Props) {
  const { act, busy, error, forget } = useAct()
  const [asking, setAsking] = useState(false)
  const again = preview.exportedDays.length > 0

  const exportNow = async () => {
    const done = await act(async () => {
      const { id } = await post<VoucherExportView>('/vouchers', { ...asked, again })
      location.assign(addressOf(`/vouchers/${id}/file`))
    }, words.exported)
    if (done) {
      setAsking(false)
      onExported()
    }
  }

  return (
    <>
      <Button
        type='primary'
        onClick={() => {
          forget()
          setAsking(true)
        }}
      >
        {words.exportVouchers}
      </Button>
      {asking && (
        <ActDialog
          title={words.exportTitle}
          says={words.exportSays(templateName, asked.from, asked.to, preview.vouchers.length)}
          amountFen={preview.totalFen}
          ok={again ? words.exportAgainOk : words.exportVouchers}
          danger={again}
          busy={busy}
          error={error}
          onAct={() => void exportNow()}
          onClose={() => setAsking(false)}
        >
          {again && (
            <Alert
              type='warning'
              showIcon
              message={words.exportAgain(preview.exportedDays.map(({ date }) => date).join('、'))}
            />
          )}
        </ActDialog>
      )}
    </>
  )
}
