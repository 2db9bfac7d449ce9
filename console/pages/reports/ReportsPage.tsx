import { Tabs } from 'antd'
import { REPORT_NAMES } from '../../../contract/reportWords'
import { CompanyChoice, useCompany } from '../../components/CompanyChoice'
import { DaysChoice } from '../../components/DaysChoice'
import { seasonOf, useBoard } from '../../components/hooks'
import { LoadedView } from '../../components/LoadedView'
import { SeasonChoice } from '../../components/SeasonChoice'
import { useFilters } from '../../hooks'
import { text } from '../../text'
import { Ageing } from './Ageing'
import { Collection } from './Collection'
import { Daily } from './Daily'
import { Tax } from './Tax'
import { Vouchers } from './Vouchers'

const words = text.reports

/** Four reports and the vouchers; which one, of which company and which days stands in the address. */
export function ReportsPage() {
  const company = useCompany()
  const board = useBoard(company)
  const today = board.data?.today
  const [filters, change] = useFilters({ tab: 'daily', from: '', to: '', season: '' })
  const to = filters.to || today || ''
  const from = filters.from || `${to.slice(0, 8)}01`
  return (
    <>
      <h1 className='page-title'>{words.title}</h1>
      <p className='page-help'>{words.help}</p>
      <div className='toolbar'>
        <CompanyChoice value={company} onChange={(id) => change({ company: id })} />
        {today &&
          (filters.tab === 'collection' ? (
            <SeasonChoice season={filters.season || seasonOf(today)} today={today} onChange={change} />
          ) : filters.tab === 'ageing' ? (
            <SeasonChoice all season={filters.season} today={today} onChange={change} />
          ) : (
            <DaysChoice from={from} to={to} onChange={change} />
          ))}
      </div>
      {today ? (
        <Tabs
          activeKey={filters.tab}
          onChange={(tab) => change({ tab, season: '' })}
          destroyOnHidden
          items={[
            { key: 'daily', label: REPORT_NAMES.daily, children: <Daily company={company} from={from} to={to} /> },
            {
              key: 'collection',
              label: REPORT_NAMES.collection,
              children: <Collection company={company} season={filters.season || seasonOf(today)} />,
            },
            {
              key: 'ageing',
              label: REPORT_NAMES.ageing,
              children: <Ageing company={company} season={filters.season} />,
            },
            { key: 'tax', label: REPORT_NAMES.tax, children: <Tax company={company} from={from} to={to} /> },
            {
              key: 'vouchers',
              label: words.vouchers,
              children: <Vouchers company={company} from={from} to={to} />,
            },
          ]}
        />
      ) : (
        <LoadedView of={board}>{() => null}</LoadedView>
      )}
    </>
  )
}
