/**
 * An order tells its channel for whose household it is, and the channel repeats it in the notification and in the day's file.
 * Whoever has lost his own record of an order, as after a restore, still learns from the channel's where the money belongs.
 */
const MARK = '户号'

const MARKED = new RegExp(`(?:^|\\s)${MARK}([0-9A-Za-z-]{1,32})$`)

/** What the channel is given with an order of this household, e.g. 户号61030016. */
export const householdMark = (userCode: string): string => `${MARK}${userCode}`

/** The user code that a channel repeats, alone or at the end of the goods' name; undefined where it repeats none. */
export const markedUserCode = (text: string | undefined): string | undefined => MARKED.exec(text?.trim() ?? '')?.[1]
