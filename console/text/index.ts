import { approvals } from './approvals'
import { common, sourceName } from './common'
import { households } from './households'
import { login } from './login'
import { menu } from './menu'
import { money } from './money'
import { settings } from './settings'
import { today } from './today'

/** Every Chinese word of the console; a page's own words are in a file of its name. */
export const text = { common, sourceName, login, menu, today, approvals, households, money, settings }
