/** Every sentence that a resident sees is in this folder, and nowhere else. */
export * from './common'
export * from './entrance'
export * from './households'
export * from './invoices'
export * from './mine'
export * from './paying'
export { titles } from './titles'
