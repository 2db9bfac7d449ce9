import type { ReactNode } from 'react'
import { byNight } from '../../contract/colour'
import { Box, PageHead } from '../platform/elements'
import { typeSize } from '../state/typeSize'
import { companyOf, visit } from '../state/visit'
import { goBack } from './go'
import { Toast } from './Notice'

/** Both larger sizes have the colours and the layout of large type. */
const LOOK = { standard: '', large: ' large', largest: ' large largest' } as const

interface PageProps {
  title: string
  children: ReactNode
  /** A Foot with the one main button, or nothing. */
  foot?: ReactNode
  /** Where the arrow leads; by default to the page before, or home. Undefined draws no arrow. */
  back?: (() => void) | 'none'
}

/** A page's frame: size and colours, its head, its content, its foot, and the toast. */
export function Page({ title, children, foot, back = goBack }: PageProps) {
  const size = typeSize.use()
  const brand = companyOf(visit.use())?.brand
  const style = brand ? { '--brand-ink': brand.ink, '--brand-night': byNight(brand.ink) } : {}
  return (
    <Box className={`page${LOOK[size]}`} style={style as Record<`--${string}`, string>}>
      <PageHead title={title} onBack={back === 'none' ? undefined : back} />
      <Box className='page-body' role='main'>
        {children}
      </Box>
      {foot}
      <Toast />
    </Box>
  )
}

/** The bottom of a page, in reach of the thumb, which stays while the page scrolls. */
export function Foot({ children }: { children: ReactNode }) {
  return <Box className='page-foot'>{children}</Box>
}
