/** `duplicate`: a row with the same unique key is there already (M3). */
export type Inserted = 'inserted' | 'duplicate'
