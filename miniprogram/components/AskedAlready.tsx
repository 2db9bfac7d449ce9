import type { ApplicationView } from '../../contract/applications'
import { applications } from '../text'
import { APPLICATION_TONE } from './applicationTone'
import { Card } from './Card'
import { go } from './go'
import { Row } from './Row'
import { Tag } from './Tag'

/** There is one under way already: its state, and the way to it. */
export function AskedAlready({ title, application }: { title: string; application: ApplicationView }) {
  return (
    <Card title={title}>
      <Row
        title={applications.kinds[application.kind]}
        detail={application.season}
        onTap={() => go('application', { id: application.id })}
      >
        <Tag tone={APPLICATION_TONE[application.status]}>{applications.statuses[application.status]}</Tag>
      </Row>
    </Card>
  )
}
