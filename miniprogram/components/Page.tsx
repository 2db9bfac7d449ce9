import type { ReactNode } from 'react'
import { Box, PageHead } from '../platform/elements'
import { largeType } from '../state/kept'
import { companyOf, visit } from '../state/visit'
import { goBack } from './go'
import { Toast } from './Notice'

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
  const large = largeType.use()
  const brand = companyOf(visit.use())?.brand
  const style = brand ? { '--brand-ink': brand.ink, '--brand-fill': large ? brand.ink : brand.fill } : {}
  return (
    <Box className={`page${large ? ' large' : ''}`} style={style as Record<`--${string}`, string>}>
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
