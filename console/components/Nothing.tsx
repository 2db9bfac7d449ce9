import { Empty } from 'antd'
import type { ReactNode } from 'react'

/** What a list shows that has nothing to show: that it is so, what it means, and where to go from here. */
export function Nothing({ says, help, children }: { says: string; help: string; children?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={says}>
      <p>{help}</p>
      {children}
    </Empty>
  )
}
