import { Badge, Button, Layout, Menu, Tag } from 'antd'
import { useEffect, useRef } from 'react'
import { Link, Outlet, useLocation, useSearchParams } from 'react-router-dom'
import { ROLE_NAMES } from '../contract/staffWords'
import { useOpenCounts } from './openCounts'
import type { ConsolePage } from './pages'
import { SearchBox } from './SearchBox'
import { useSessionState, useStaff } from './session'
import { text } from './text'

/** The frame of every page: the menu on the left, who is logged in above. The company chosen goes along. */
export function Frame({ pages }: { pages: readonly ConsolePage[] }) {
  const { staff, mode, companies, may } = useStaff()
  const { logOut } = useSessionState()
  const { pathname } = useLocation()
  const [parameters] = useSearchParams()
  // The keyboard goes on in the page that has come, where the link that led to it is gone.
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true })
  }, [pathname])
  const company = parameters.get('company')
  const along = company ? `?company=${encodeURIComponent(company)}` : ''
  const open = useOpenCounts(company ?? companies[0]?.id, pathname)
  const counted = (label: string, count = 0) => (count > 0 ? text.work.badge(label, count) : label)
  const current = pages.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className='skip-link' href='#content'>
        {text.common.skip}
      </a>
      <Layout.Header style={{ display: 'flex', alignItems: 'center', gap: 12, borderBottom: '1px solid #e5e1da' }}>
        <strong>{text.common.product}</strong>
        {mode === 'sandbox' && <Tag>{text.common.demo}</Tag>}
        {may('view') && <SearchBox company={company ?? companies[0]?.id} />}
        <span style={{ marginLeft: 'auto' }}>
          {staff.displayName} · {ROLE_NAMES[staff.role]}
        </span>
        <Button onClick={() => void logOut()}>{text.common.logOut}</Button>
      </Layout.Header>
      <Layout>
        <Layout.Sider width={120} style={{ borderRight: '1px solid #e5e1da' }}>
          <nav aria-label={text.common.menu}>
            <Menu
              mode='inline'
              style={{ border: 0 }}
              selectedKeys={current ? [current.path] : []}
              items={pages.map(({ path, label }) => ({
                key: path,
                label: (
                  <Link to={`${path}${along}`}>
                    {open[path] ? (
                      <>
                        <span aria-hidden='true'>
                          {label} <Badge size='small' count={open[path]} overflowCount={999} color='#92400e' />
                        </span>
                        <span className='heard-only'>{counted(label, open[path])}</span>
                      </>
                    ) : (
                      label
                    )}
                  </Link>
                ),
              }))}
            />
          </nav>
        </Layout.Sider>
        <Layout.Content id='content' tabIndex={-1} style={{ padding: 24, minWidth: 0 }}>
          <Outlet />
        </Layout.Content>
      </Layout>
    </Layout>
  )
}
