import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { StaffSessionView } from '../contract/console'
import type { Permission } from '../contract/staffWords'
import { ApiProblem, call, get, rememberCsrf, whenLoggedOut } from './api'
import { rememberBankNames, rememberPeople } from './text/common'

interface SessionState {
  /** undefined: not known yet; null: nobody is logged in. */
  session: StaffSessionView | null | undefined
  /** Asks the server who is logged in. */
  refresh(): Promise<void>
  begin(session: StaffSessionView): void
  logOut(): Promise<void>
}

const SessionContext = createContext<SessionState | undefined>(undefined)

/** Keeps who is logged in; the server decides, at every request. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<StaffSessionView | null | undefined>(undefined)

  const begin = useCallback((begun: StaffSessionView) => {
    rememberCsrf(begun.csrf)
    rememberBankNames(begun.bankNames)
    rememberPeople(begun.people)
    setSession(begun)
  }, [])
  const refresh = useCallback(async () => {
    try {
      begin(await get<StaffSessionView>('/session'))
    } catch (error) {
      if (error instanceof ApiProblem) setSession(null)
    }
  }, [begin])
  const logOut = useCallback(async () => {
    await call('DELETE', '/session').catch(() => undefined)
    setSession(null)
  }, [])

  useEffect(() => {
    whenLoggedOut(() => setSession(null))
    void refresh()
  }, [refresh])

  const state = useMemo(() => ({ session, refresh, begin, logOut }), [session, refresh, begin, logOut])
  return <SessionContext.Provider value={state}>{children}</SessionContext.Provider>
}

export function useSessionState(): SessionState {
  const state = useContext(SessionContext)
  if (!state) throw new Error('outside of SessionProvider')
  return state
}

/** Who is logged in; only below the guard of App. */
export function useStaff(): StaffSessionView & { may(permission: Permission): boolean } {
  const { session } = useSessionState()
  if (!session) throw new Error('nobody is logged in')
  return { ...session, may: (permission) => session.staff.permissions.includes(permission) }
}
