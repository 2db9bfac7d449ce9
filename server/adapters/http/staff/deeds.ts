import type Router from '@koa/router'
import type { Middleware } from 'koa'
import { CONSOLE_DEEDS } from '../../../domain/staff/consoleDeeds'
import type { DeedRule } from '../../../domain/staff/deedRule'
import type { StaffAuth } from './staffAuth'

/** Opens routes that change something, as the table of deeds says who may and what it asks for. */
export interface DeedRoutes {
  post(path: string, handler: Middleware): void
  delete(path: string, handler: Middleware): void
}

function guards({ may, fresh }: DeedRule, auth: StaffAuth): Middleware[] {
  if (may === 'anybody') return []
  if (may === 'entering') return [auth.entering]
  const staff = may === 'staff' ? auth.staff() : auth.staff(...may)
  return fresh ? [staff, auth.fresh] : [staff]
}

/** Takes the console's router; a route that is not in the table is a bug, and the server does not start. */
export function deedRoutes(router: Router, auth: StaffAuth): DeedRoutes {
  const open = (method: 'post' | 'delete') => (path: string, handler: Middleware) => {
    const name = `${method.toUpperCase()} ${path}`
    const rule = CONSOLE_DEEDS[name]
    if (!rule) throw new Error(`${name} is not in the table of deeds (domain/staff/consoleDeeds.ts)`)
    router[method](path, ...guards(rule, auth), handler)
  }
  return { post: open('post'), delete: open('delete') }
}
