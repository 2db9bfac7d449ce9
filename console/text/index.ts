import { common, sourceName } from './common'
import { login } from './login'
import { approvals, households, menu, money, settings, today } from './pages'

/** Every Chinese word of the console. */
export const text = { common, sourceName, login, menu, today, approvals, households, money, settings }
