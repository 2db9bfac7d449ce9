import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'
import type { FilesAnswer } from '../../../contract/consoleFiles'
import { FILE_STATUS_NAMES, FILE_STATUSES } from '../../../contract/fileWords'
import { excelAddress, get, query } from '../../api'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { DataTable } from '../../components/DataTable'
import { DaysChoice } from '../../components/DaysChoice'
import { useToday } from '../../components/hooks'
import { EmptyState, LoadedView } from '../../components/LoadedView'
import { addDays, useFilters, useLoaded } from '../../hooks'
import { useStaff } from '../../session'
import { text } from '../../text'
import { FILE_COLUMNS } from './columns'
import { FetchPanel } from './FetchPanel'
import { FileDetail } from './FileDetail'
import { UploadDialog } from './UploadDialog'

const SIZE = 50
const words = text.files

/** What channels and banks sent, day by day: fetched, uploaded, put aside, or waiting for a second person. */
export function FilesPage() {
  const { may } = useStaff()
  const company = useCompany()
  const [filters, change] = useFilters({ from: '', to: '', channel: '', status: '', page: '1', open: '' })
  const [uploading, setUploading] = useState(false)
  const { page, open, ...rest } = filters
  const parameters = { company, ...rest }
  const path = `/files${query({ ...parameters, page, size: SIZE })}`
  const list = useLoaded(path, () => get<FilesAnswer>(path))
  const today = useToday(company)
  const yesterday = today && addDays(today, -1)

  return (
    <>
      <h1 className='page-title'>{words.title}</h1>
      <p className='page-help'>{words.help}</p>
      {yesterday && <FetchPanel key={company} company={company} day={yesterday} onMoved={list.reload} />}
      <LoadedView of={list}>
        {({ rows, total, channels }) => (
          <>
            <DataTable
              id='files'
              label={words.title}
              columns={FILE_COLUMNS}
              rows={rows}
              rowKey={({ id }) => id}
              loading={list.loading}
              empty={<EmptyState says={words.none} help={words.noneHelp} />}
              excel={may('export') ? excelAddress('/files', parameters) : undefined}
              onOpen={({ id }) => change({ open: id })}
              paging={{ page: Number(page), size: SIZE, total, onPage: (next) => change({ page: String(next) }) }}
              toolbar={
                <>
                  <CompanyChoice value={company} onChange={(id) => change({ company: id, channel: '' })} />
                  <Select
                    aria-label={words.channel}
                    style={{ width: 150 }}
                    value={filters.channel}
                    onChange={(channel) => change({ channel })}
                    options={[
                      { value: '', label: words.allChannels },
                      ...channels.map(({ channel, name }) => ({ value: channel, label: name })),
                    ]}
                  />
                  <Select
                    aria-label={text.common.status}
                    style={{ width: 120 }}
                    value={filters.status}
                    onChange={(status) => change({ status })}
                    options={[
                      { value: '', label: words.allStatuses },
                      ...FILE_STATUSES.map((value) => ({ value, label: FILE_STATUS_NAMES[value] })),
                    ]}
                  />
                  <DaysChoice from={filters.from} to={filters.to} onChange={change} />
                  {may('files') && <Button onClick={() => setUploading(true)}>{words.upload}</Button>}
                  {may('files') && (
                    <Link to={`/files/statement${query({ company })}`}>{text.statementImport.open}</Link>
                  )}
                </>
              }
            />
            {uploading && (
              <UploadDialog
                company={company}
                channels={channels}
                day={yesterday}
                onClose={() => setUploading(false)}
                onUploaded={list.reload}
              />
            )}
          </>
        )}
      </LoadedView>
      <Drawer
        title={words.detail}
        width='min(880px, 94vw)'
        open={open !== ''}
        onClose={() => change({ open: '' })}
        destroyOnHidden
      >
        {open !== '' && <FileDetail company={company} id={open} onChanged={list.reload} />}
      </Drawer>
    </>
  )
}
