import { Spin } from 'antd'
import { Navigate, Route, Routes } from 'react-router-dom'
import { SecondFactorProvider } from './components/SecondFactor'
import { Frame } from './Frame'
import { pagesFor } from './pages'
import { BeforeWorkPage } from './pages/login/BeforeWorkPage'
import { LoginPage } from './pages/login/LoginPage'
import { useSessionState } from './session'
import { text } from './text'

/** The whole console: logging in, what has to be done first, and then the pages that this person may see. */
export function Console() {
  const { session } = useSessionState()
  if (session === undefined) {
    return (
      <div className='login-page' role='status'>
        <Spin />
        <span className='minor'>&nbsp;{text.common.loading}</span>
      </div>
    )
  }
  if (session === null) return <LoginPage />
  if (session.before !== null) return <BeforeWorkPage before={session.before} />
  const pages = pagesFor(session.staff.permissions)
  return (
    <SecondFactorProvider key={session.staff.id}>
      <Routes>
        <Route element={<Frame pages={pages} />}>
          {pages
            .flatMap(({ routes }) => routes)
            .map(({ path, element }) => (
              <Route key={path} path={path} element={element} />
            ))}
          <Route path='*' element={<Navigate to={pages[0]?.path ?? '/settings'} replace />} />
        </Route>
      </Routes>
    </SecondFactorProvider>
  )
}
