import { BadSettings } from './settings'

/** What the world answers when a setting names what is not there, not ours or taken: for the operator, not for us. */
const OF_THE_WORLD =
  /^(E(ACCES|PERM|ROFS|NOENT|NOTDIR|EXIST|NOSPC|ADDRINUSE|ADDRNOTAVAIL|CONNREFUSED|HOSTUNREACH|NOTFOUND|AI_AGAIN|TIMEDOUT)|ER_(ACCESS_DENIED|BAD_DB|DBACCESS_DENIED|CON_COUNT)_ERROR|SQLITE_(NOTADB|CANTOPEN|CORRUPT|READONLY|FULL|PERM)\w*)$/

/**
 * Does what a setting asks for when the server starts; where the world refuses it, throws BadSettings with the setting's name
 * and what the world says. Anything else is a fault of ours and is thrown as it is.
 */
export async function asSet<T>(setting: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: string }
    if (typeof code !== 'string' || !OF_THE_WORLD.test(code)) throw error
    throw new BadSettings([`${setting}: ${message || code}`])
  }
}
